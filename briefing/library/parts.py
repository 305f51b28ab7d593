"""The parts of the library that are made when they are first asked for."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.model import Briefing, Document
from briefing.storage.repositories import Repositories

if TYPE_CHECKING:
    from briefing.library.collection_service import CollectionService
    from briefing.library.cross_document.cross_document import CrossDocument
    from briefing.library.document_list import DocumentList
    from briefing.library.drafts import Draft, Drafts, RescuedText
    from briefing.library.feed_service import FeedService
    from briefing.library.search_service import Searcher
    from briefing.library.version_history import VersionHistory


class Parts(ABC):
    """Names over all briefings, search, lists, collections and versions."""

    config: Config
    _store: Repositories

    @abstractmethod
    def _steady(self) -> AbstractContextManager[None]:
        """Tells of a failure where somebody is to be told."""

    @abstractmethod
    def corrected(self, briefing: Briefing) -> Briefing:
        """The briefing with the reader's corrections made."""

    @property
    def across(self) -> "CrossDocument":
        """Names and issues over all briefings."""
        from briefing.library.cross_document.cross_document import CrossDocument

        return CrossDocument(self._store.database, self._corrected_of)

    @cached_property
    def searcher(self) -> "Searcher":
        """Search over all briefings."""
        from briefing.library.search_service import Searcher

        return Searcher(self._store.database, self._corrected_of)

    @cached_property
    def shelf(self) -> "DocumentList":
        """The library as a list."""
        from briefing.library.document_list import DocumentList

        return DocumentList(self._store.database)

    @cached_property
    def collections(self) -> "CollectionService":
        """Named lists of briefings."""
        from briefing.library.collection_service import CollectionService

        return CollectionService(self._store.database)

    @cached_property
    def history(self) -> "VersionHistory":
        """The versions of texts that were read more than once."""
        from briefing.library.version_history import VersionHistory

        return VersionHistory(self._store, self._steady)

    @cached_property
    def feeds(self) -> "FeedService":
        """The feeds that the reader follows."""
        from briefing.library.feed_service import FeedService

        return FeedService(self.config)

    def stop_feeds(self) -> None:
        """Ends at once what is being fetched for the feeds."""
        if "feeds" in self.__dict__:
            self.feeds.stop()

    @cached_property
    def drafts(self) -> "Drafts":
        """What is being typed, or could not be kept."""
        from briefing.library.drafts import Drafts

        return Drafts()

    @property
    def has_drafts(self) -> bool:
        """Whether anything was typed."""
        return "drafts" in self.__dict__

    def draft(self, document: Document, what: str, quote: str = "") -> "Draft":
        """What holds a text about words of `document` while it is typed; `what` it is to be."""
        from briefing.library.drafts import Draft, TypedText

        typed = TypedText("", what, document.title or "", document.source or "", quote)
        return Draft(self.drafts, typed)

    def rescue(self) -> "tuple[RescuedText, ...]":
        """Puts all that was typed and not kept in files; all that was so far, for the end to name them."""
        if self.has_drafts:
            self._rescued = (*self._rescued, *self.drafts.rescue())
        return self._rescued

    _rescued: "tuple[RescuedText, ...]" = ()

    def close_parts(self) -> None:
        """Ends the connections and processes of those that were made; what was typed and not kept is in files."""
        self.rescue()
        self.stop_feeds()
        if "searcher" in self.__dict__:
            self.searcher.close()
        if "shelf" in self.__dict__:
            self.shelf.close()

    def _corrected_of(self, sha256: str) -> Briefing | None:
        kept = self._store.documents.briefing(sha256)
        return self.corrected(kept) if kept is not None else None
