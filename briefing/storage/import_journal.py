"""What a bulk import has tried, and the writing of what it made."""

from collections.abc import Sequence

import apsw
from msgspec import Struct

from briefing.storage import column_codec
from briefing.storage.database import Database, now, plain_words
from briefing.storage.document_rows import DocumentRows
from briefing.storage.records import DocumentRecord, IndexRecord
from briefing.storage.search_index import SearchIndex


class ImportAttempt(Struct, frozen=True):
    """One file that was tried, and what came of it."""

    path: str
    size: int
    modified: int
    people: bool
    """Whether people were to be found."""
    failure: str = ""
    found: Sequence[tuple[DocumentRecord, IndexRecord]] = ()


class ImportJournal:
    """The journal of bulk imports.

    Raises:
        StorageError: by every method, when the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._documents = DocumentRows(database)
        self._index = SearchIndex(database)

    def done(self, path: str, size: int, modified: int, *, people: bool) -> str | None:
        """Whether a file was tried as it is: None where not, "" where it was kept, else why it failed.

        A file whose document is gone from the library was not, nor one tried without people where they are wanted.
        """
        row = self._database.one(
            "SELECT i.failure, d.id FROM imported i "
            "LEFT JOIN document d ON d.sha256 = i.sha256 AND d.removed IS NULL "
            "WHERE i.path = ?1 AND i.size = ?2 AND i.modified = ?3 AND i.people >= ?4",
            (plain_words(path), size, modified, people),
        )
        if row is None or not (row[0] or row[1]):
            return None
        return row[0] or ""

    def keep(self, tried: Sequence[ImportAttempt]) -> None:
        """Keeps and takes up the documents of files, and that these were tried, all at once."""
        with self._database.write() as database:
            for each in tried:
                for packed, entry in each.found:
                    self._keep(database, packed, entry)
                file = (plain_words(each.path), each.size, each.modified, each.people)
                sha256 = each.found[0][0].sha256 if each.found else None
                database.execute(
                    "INSERT OR REPLACE INTO imported VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*file, sha256, each.failure, now()),
                )

    def _keep(
        self, connection: apsw.Connection, packed: DocumentRecord, entry: IndexRecord
    ) -> None:
        """Keeps a briefing, and indexes it where it changed and the reader did not correct it."""
        self._documents.put(connection, packed, opened=False)
        there = (
            "UPDATE document SET removed = NULL WHERE sha256 = ?1 RETURNING "
            "indexed OR EXISTS (SELECT 1 FROM correction WHERE sha256 = ?1)"
        )
        if connection.execute(there, (packed.sha256,)).fetchone() == (0,):
            self._index.put_record(connection, entry, column_codec.plain_text(packed.text))
