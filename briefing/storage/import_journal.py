from collections.abc import Sequence

from msgspec import Struct

from briefing.storage.database import Database, now, plain_words
from briefing.storage.indexed_documents import IndexedDocuments
from briefing.storage.records import DocumentRecord, IndexRecord


class ImportAttempt(Struct, frozen=True):
    path: str
    size: int
    modified: int
    has_entities: bool
    failure: str = ""
    found: Sequence[tuple[DocumentRecord, IndexRecord]] = ()


class ImportJournal:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._documents = IndexedDocuments(database)

    def earlier_result(
        self, path: str, size: int, modified: int, *, has_entities: bool
    ) -> str | None:
        """None if never imported, deleted, or without entities that are wanted now; "" on success, else the error."""
        row = self._database.one(
            "SELECT i.failure, d.id FROM imported i "
            "LEFT JOIN document d ON d.sha256 = i.sha256 AND d.removed IS NULL "
            "WHERE i.path = ?1 AND i.size = ?2 AND i.modified = ?3 AND i.has_entities >= ?4",
            (plain_words(path), size, modified, has_entities),
        )
        if row is None or not (row[0] or row[1]):
            return None
        return row[0] or ""

    def keep(self, tried: Sequence[ImportAttempt]) -> None:
        """One transaction."""
        with self._database.write() as database:
            found = [one for each in tried for one in each.found]
            self._documents.put(database, found, bring_back=True)
            time = now()
            database.executemany(
                "INSERT OR REPLACE INTO imported VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(*_columns(each), time) for each in tried],
            )


def _columns(tried: ImportAttempt) -> tuple[object, ...]:
    sha256 = tried.found[0][0].sha256 if tried.found else None
    file = (plain_words(tried.path), tried.size, tried.modified, tried.has_entities)
    return (*file, sha256, tried.failure)
