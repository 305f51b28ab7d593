"""Everything kept, and what a reader can do with it."""

from collections.abc import Callable
from concurrent.futures import Executor
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.errors import StorageError
from briefing.library.annotation_service import AnnotationService
from briefing.library.collection_service import CollectionService
from briefing.library.correction_service import CorrectionService
from briefing.library.document_service import DocumentService
from briefing.library.drafts import Drafts
from briefing.library.failure_log import FailureLog
from briefing.library.marked_texts import MarkedTexts
from briefing.library.open_document import OpeningDocument
from briefing.library.place_service import PlaceService
from briefing.library.reading_service import ReadingService
from briefing.library.setting_service import SettingService
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories
from briefing.worker import Worker

if TYPE_CHECKING:
    from briefing.library.bulk import BulkImport, FileOutcome
    from briefing.library.cross_document.cross_document import CrossDocument
    from briefing.library.feed_service import FeedService
    from briefing.library.search_service import Searcher
    from briefing.library.version_history import VersionHistory

_PATIENCE = 5000
"""How long a write may keep the screen waiting for another program's, in milliseconds."""


class Library:
    """What screens and commands call: a service each for annotations, documents and so on; it knows no screen.

    Services raise StorageError. What cannot be kept while reading goes on is noted in `failures`.
    """

    def __init__(
        self,
        config: Config,
        database: Database,
        warning: str | None = None,
        reader: Worker | None = None,
    ) -> None:
        self.config = config
        self.warning = warning
        """Why nothing is kept, or what was wrong with the library; for the reader to see."""
        self.failures = FailureLog()
        self._store = store = Repositories(database)
        texts = MarkedTexts(store)
        self.drafts = Drafts()
        self.reading = ReadingService(store, texts, self.failures, config, reader)
        self.documents = DocumentService(store, self.failures)
        self.places = PlaceService(store.places, texts)
        self.corrections = CorrectionService(store, texts, self.drafts)
        self.annotations = AnnotationService(
            store, texts, self.drafts, self.corrections.apply, config
        )
        self.collections = CollectionService(database)
        self.settings = SettingService(store.settings, config)

    @cached_property
    def history(self) -> "VersionHistory":
        """The versions of texts that were read more than once."""
        from briefing.library.version_history import VersionHistory

        return VersionHistory(self._store)

    @cached_property
    def feeds(self) -> "FeedService":
        """The feeds that the reader follows."""
        from briefing.library.feed_service import FeedService

        return FeedService(self.config)

    @cached_property
    def search(self) -> "Searcher":
        """Search over all briefings."""
        from briefing.library.search_service import Searcher

        return Searcher(self._store.database, self.corrections.load)

    @cached_property
    def cross_document(self) -> "CrossDocument":
        """Names and issues over all briefings."""
        from briefing.library.cross_document.cross_document import CrossDocument

        return CrossDocument(self._store.database, self.corrections.load)

    @property
    def in_memory(self) -> bool:
        """Whether nothing is kept beyond this program's end."""
        return self._store.database.in_memory

    def shorten_waits(self) -> None:
        """Somebody looks on: writes do not wait long for another program's."""
        self._store.database.wait_at_most(_PATIENCE)

    def close(self) -> None:
        """Ends workers and database; what was removed is deleted, and what was typed and not kept is in files."""
        self.reading.close()
        self.drafts.rescue_all()
        self.stop_feeds()
        self.documents.close()
        if "search" in self.__dict__:
            self.search.close()
        self._store.database.close()

    def open(self, source: str) -> OpeningDocument:
        """Begins to read a source; see `ReadingService.open`."""
        return self.reading.open(source)

    def stop_feeds(self) -> None:
        """Ends what is being fetched for the feeds."""
        if "feeds" in self.__dict__:
            self.feeds.stop()

    def import_files(
        self,
        plan: "BulkImport",
        executor: Executor,
        workers: int,
        tell: "Callable[[FileOutcome], None]",
    ) -> "list[FileOutcome]":
        """Reads, analyses and keeps the files of `plan`; the outcome of each.

        Raises:
            StorageError: when they cannot be kept.
        """
        if self.in_memory and self.warning:
            raise StorageError(self.warning)
        return plan.run(self._store, executor, workers, tell)
