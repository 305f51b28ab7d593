"""The library as a list that may be long: which briefings are asked for, and what is shown of some of them."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from briefing.model.search_query import parse_query
from briefing.storage import document_rows
from briefing.storage.database import Database
from briefing.storage.document_rows import ListedDocument as ListedDocument
from briefing.storage.document_rows import ListOrder as ListOrder


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
        self._lists, self._rows = database.reader(), database.reader()

    def close(self) -> None:
        """Ends its connections."""
        for reader in (self._lists, self._rows):
            if reader is not self._database:
                reader.close()

    def ids(self, asked: ListRequest, most: int = -1) -> Sequence[int]:
        """The ids of the briefings that are asked for, in order; the first `most` where that is not negative.

        Raises:
            QueryError: when the words cannot be understood.
        """
        return document_rows.document_ids(
            self._lists,
            parse_query(asked.words),
            asked.order,
            descending=asked.descending,
            collection=asked.collection,
            most=most,
        )

    def rows(self, ids: Iterable[int]) -> dict[int, ListedDocument]:
        """What lists show of the briefings with these ids, by id; without those that are gone."""
        return document_rows.document_rows(self._rows, ids)

    def hashes(self, ids: Iterable[int]) -> tuple[str, ...]:
        """The hashes of the briefings with these ids, in their order."""
        return document_rows.document_hashes(self._rows, ids)

    def opened(self, addresses: Iterable[str]) -> frozenset[str]:
        """Which of `addresses` a briefing was read from."""
        return document_rows.count_opened(self._rows, addresses)
