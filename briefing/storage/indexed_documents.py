from collections.abc import Sequence

import apsw

from briefing.storage.database import Database
from briefing.storage.document_rows import DocumentRows
from briefing.storage.records import DocumentRecord, IndexRecord
from briefing.storage.search_index import SearchIndex

_THERE = """
    UPDATE document SET removed = CASE WHEN ?2 THEN NULL ELSE removed END WHERE sha256 = ?1
    RETURNING indexed OR EXISTS (SELECT 1 FROM correction WHERE sha256 = ?1)
"""


class IndexedDocuments:
    """Texts that come in unread."""

    def __init__(self, database: Database) -> None:
        self._documents = DocumentRows(database)
        self._index = SearchIndex(database)

    def put(
        self,
        connection: apsw.Connection,
        found: Sequence[tuple[DocumentRecord, IndexRecord]],
        *,
        bring_back: bool,
    ) -> None:
        """Within the caller's transaction; indexes only changed briefings without corrections.
        `bring_back` restores removed ones.
        """
        hashes = [(packed.sha256,) for packed, _ in found]
        query = "SELECT sha256 FROM document WHERE sha256 = ?"
        known = {row[0] for row in connection.executemany(query, hashes)}
        new: list[tuple[DocumentRecord, IndexRecord]] = []
        for packed, entry in found:
            if packed.sha256 not in known:
                known.add(packed.sha256)
                new.append((packed, entry))
                continue
            self._put_new(connection, new)
            new.clear()
            self._documents.put(connection, packed, opened=False)
            if connection.execute(_THERE, (packed.sha256, bring_back)).fetchone() == (0,):
                self._index.put_record(connection, entry)
        self._put_new(connection, new)

    def _put_new(
        self, connection: apsw.Connection, new: Sequence[tuple[DocumentRecord, IndexRecord]]
    ) -> None:
        if new:
            ids = self._documents.put_new(connection, [packed for packed, _ in new])
            entries = zip(ids, (entry for _, entry in new), strict=True)
            self._index.put_new(connection, list(entries))
