from collections.abc import Callable, Sequence

import apsw
from msgspec import Struct

from briefing.storage.database import Database, plain_words
from briefing.storage.indexed_documents import IndexedDocuments
from briefing.storage.records import DocumentRecord, IndexRecord


class FetchedItem(Struct, frozen=True):
    place: str
    name: str
    size: int = 0
    modified: int = 0


class FetchedRows:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._documents = IndexedDocuments(database)

    def keep(
        self,
        found: Sequence[tuple[DocumentRecord, IndexRecord]],
        note: Callable[[apsw.Connection], None],
    ) -> None:
        """One transaction."""
        with self._database.write() as connection:
            self._documents.put(connection, found, bring_back=False)
            note(connection)

    def states(self, place: str) -> dict[str, tuple[int, int]]:
        found = self._database.all(
            "SELECT name, size, modified FROM fetched WHERE place = ?", (plain_words(place),)
        )
        return {row[0]: (row[1], row[2]) for row in found}

    def has(self, place: str, hash: bytes) -> bool:
        query = "SELECT 1 FROM fetched WHERE place = ? AND hash = ? LIMIT 1"
        return self._database.one(query, (plain_words(place), hash)) is not None

    def last_uids(self, place: str) -> dict[int, int]:
        """By UIDVALIDITY."""
        found = self._database.all(
            "SELECT CAST(substr(name, 1, instr(name, '/') - 1) AS INTEGER), "
            "max(CAST(substr(name, instr(name, '/') + 1) AS INTEGER)) "
            "FROM fetched WHERE place = ? GROUP BY 1",
            (plain_words(place),),
        )
        return dict(found)


def note_fetched(connection: apsw.Connection, item: FetchedItem, hash: bytes, failure: str) -> None:
    """Within the caller's transaction."""
    connection.execute(
        "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?, ?, ?)",
        (*map(plain_words, (item.place, item.name)), item.size, item.modified, hash, plain_words(failure)),
    )  # fmt: skip
