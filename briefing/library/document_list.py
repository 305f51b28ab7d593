from collections.abc import Iterable, Sequence

from msgspec import Struct

from briefing.model.search_query import parse_query
from briefing.storage.database import Database
from briefing.storage.document_listing import DocumentListing
from briefing.storage.document_listing import ListedDocument as ListedDocument
from briefing.storage.document_listing import ListOrder as ListOrder


class ListRequest(Struct, frozen=True):
    words: str = ""
    """In the query language of `model.search_query`."""
    order: ListOrder = ListOrder.OPENED
    descending: bool = True
    collection: int | None = None
    """Id; None for all briefings."""


class DocumentList:
    """Own connections, so that a running list blocks nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._readers = database.reader(), database.reader()
        self._lists, self._rows = map(DocumentListing, self._readers)

    def close(self) -> None:
        for reader in self._readers:
            if reader is not self._database:
                reader.close()

    def ids(self, asked: ListRequest, most: int = -1) -> Sequence[int]:
        """Returns all if `most` is negative.

        Raises:
            QueryError: if the words are no valid query.
        """
        return self._lists.ids(
            parse_query(asked.words),
            asked.order,
            descending=asked.descending,
            collection=asked.collection,
            most=most,
        )

    def rows(self, ids: Iterable[int]) -> dict[int, ListedDocument]:
        return self._rows.rows(ids)

    def hashes(self, ids: Iterable[int]) -> tuple[str, ...]:
        return self._rows.hashes(ids)
