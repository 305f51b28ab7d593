"""The library as a list that may be long: which briefings are asked for, and what is shown of some of them."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from briefing.model.search_query import parse_query
from briefing.storage.database import Database
from briefing.storage.document_listing import DocumentListing
from briefing.storage.document_listing import ListedDocument as ListedDocument
from briefing.storage.document_listing import ListOrder as ListOrder


class ListRequest(Struct, frozen=True):
    """What a list is to hold, and how it is ordered."""

    words: str = ""
    """In the language of `model.search_query`."""
    order: ListOrder = ListOrder.OPENED
    descending: bool = True
    collection: int | None = None
    """The id of the only collection whose briefings are wanted."""


class DocumentList:
    """Lists briefings by connections of its own, so that a list under way keeps nothing waiting.

    Raises:
        StorageError: by every method, when the library cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._readers = database.reader(), database.reader()
        self._lists, self._rows = map(DocumentListing, self._readers)

    def close(self) -> None:
        """Ends its connections."""
        for reader in self._readers:
            if reader is not self._database:
                reader.close()

    def ids(self, asked: ListRequest, most: int = -1) -> Sequence[int]:
        """The ids of the briefings that are asked for, in order; the first `most` where that is not negative.

        Raises:
            QueryError: when the words cannot be understood.
        """
        return self._lists.ids(
            parse_query(asked.words),
            asked.order,
            descending=asked.descending,
            collection=asked.collection,
            most=most,
        )

    def rows(self, ids: Iterable[int]) -> dict[int, ListedDocument]:
        """What lists show of the briefings with these ids, by id; without those that are gone."""
        return self._rows.rows(ids)

    def hashes(self, ids: Iterable[int]) -> tuple[str, ...]:
        """The hashes of the briefings with these ids, in their order."""
        return self._rows.hashes(ids)

    def opened(self, addresses: Iterable[str]) -> frozenset[str]:
        """Which of `addresses` a briefing was read from."""
        return self._rows.opened(addresses)
