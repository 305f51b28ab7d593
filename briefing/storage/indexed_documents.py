import apsw

from briefing.storage import column_codec
from briefing.storage.database import Database
from briefing.storage.document_rows import DocumentRows
from briefing.storage.records import DocumentRecord, IndexRecord
from briefing.storage.search_index import SearchIndex


class IndexedDocuments:
    """Texts that come in unread."""

    def __init__(self, database: Database) -> None:
        self._documents = DocumentRows(database)
        self._index = SearchIndex(database)

    def put(
        self,
        connection: apsw.Connection,
        packed: DocumentRecord,
        entry: IndexRecord,
        *,
        bring_back: bool,
    ) -> None:
        """Within the caller's transaction; indexes only changed briefings without corrections.

        `bring_back` restores a removed one.
        """
        self._documents.put(connection, packed, opened=False)
        there = (
            "UPDATE document SET removed = CASE WHEN ?2 THEN NULL ELSE removed END WHERE sha256 = ?1 "
            "RETURNING indexed OR EXISTS (SELECT 1 FROM correction WHERE sha256 = ?1)"
        )
        if connection.execute(there, (packed.sha256, bring_back)).fetchone() == (0,):
            self._index.put_record(connection, entry, column_codec.plain_text(packed.text))
