from collections.abc import Callable
from concurrent.futures import Executor
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.errors import StorageError
from briefing.library.annotation_service import AnnotationService
from briefing.library.correction_service import CorrectionService
from briefing.library.document_service import DocumentService
from briefing.library.drafts import Drafts
from briefing.library.failure_log import FailureLog
from briefing.library.marked_texts import MarkedTexts
from briefing.library.open_document import OpeningDocument
from briefing.library.place_service import PlaceService
from briefing.library.reading_service import ReadingService
from briefing.library.setting_service import SettingService
from briefing.library.writer import Writer
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories
from briefing.worker import Worker

if TYPE_CHECKING:
    from briefing.library.bulk import BulkImport, FileOutcome
    from briefing.library.collection_service import CollectionService
    from briefing.library.cross_document.cross_document import CrossDocument
    from briefing.library.digest.digest_service import DigestService
    from briefing.library.feed_service import FeedService
    from briefing.library.fetching.fetch_all import Fetching
    from briefing.library.followed.followed_service import FollowedService
    from briefing.library.search_service import Searcher
    from briefing.library.stories.story_service import StoryService
    from briefing.library.version_history import VersionHistory
    from briefing.library.watches.watch_service import WatchService

_PATIENCE = 5000
"""Milliseconds."""


class Library:
    """Raises StorageError, or records it in `failures` if reading can go on."""

    def __init__(
        self,
        config: Config,
        database: Database,
        warning: str | None = None,
        reader: Worker | None = None,
    ) -> None:
        self.config = config
        self.warning = warning
        """For the reader: why nothing is stored, or what was wrong."""
        self.failures = FailureLog()
        self._store = store = Repositories(database)
        texts = MarkedTexts(store)
        self.drafts = Drafts()
        self.writer = Writer()
        self.reading = ReadingService(store, texts, self.failures, config, self.writer, reader)
        self.documents = DocumentService(store, self.failures)
        self.places = PlaceService(store.places, texts)
        self.corrections = CorrectionService(store, texts, self.drafts)
        self.annotations = AnnotationService(
            store, texts, self.drafts, self.corrections.apply, config
        )
        self.settings = SettingService(store.settings, config)

    @cached_property
    def history(self) -> "VersionHistory":
        from briefing.library.version_history import VersionHistory

        return VersionHistory(self._store)

    @cached_property
    def collections(self) -> "CollectionService":
        from briefing.library.collection_service import CollectionService

        return CollectionService(self._store.database)

    @cached_property
    def feeds(self) -> "FeedService":
        from briefing.library.feed_service import FeedService

        return FeedService(self._store, self.config)

    @cached_property
    def fetching(self) -> "Fetching":
        from briefing.library.fetching.fetch_all import Fetching

        return Fetching(self._store, self.feeds, self.config)

    @cached_property
    def search(self) -> "Searcher":
        from briefing.library.search_service import Searcher

        return Searcher(self._store.database, self.corrections.load, self.failures.note)

    @cached_property
    def cross_document(self) -> "CrossDocument":
        from briefing.library.cross_document.cross_document import CrossDocument

        return CrossDocument(self._store.database, self.corrections.load)

    @cached_property
    def stories(self) -> "StoryService":
        from briefing.library.stories.story_service import StoryService

        return StoryService(
            self._store.database,
            self.corrections.load,
            (self.followed.find_followed, self.watches.find_watched),
            lambda: [*self.followed.texts(), *self.watches.texts()],
        )

    @cached_property
    def followed(self) -> "FollowedService":
        from briefing.library.followed.followed_service import FollowedService

        return FollowedService(self._store.database, self.corrections.load)

    @cached_property
    def digests(self) -> "DigestService":
        from briefing.library.digest.digest_service import DigestService

        return DigestService(
            self._store.database,
            self.corrections.load,
            self.stories,
            self.watches.find_watched,
            self.followed.find_followed,
            self.history.replace,
        )

    @cached_property
    def watches(self) -> "WatchService":
        from briefing.library.watches.watch_service import WatchService

        return WatchService(self._store.database)

    @property
    def in_memory(self) -> bool:
        return self._store.database.in_memory

    def be_interactive(self) -> None:
        """Writing leaves the caller's thread, and waits less for other programs."""
        self._store.database.wait_at_most(_PATIENCE)
        self.writer.start()

    def close(self) -> None:
        """Deletes removed briefings and rescues unsaved text."""
        self.reading.close()
        self.writer.close()
        self.drafts.rescue_all()
        if "feeds" in self.__dict__:
            self.feeds.close()
        self.documents.close()
        if "search" in self.__dict__:
            self.search.close()
        self._store.database.close()

    def open(self, source: str) -> OpeningDocument:
        return self.reading.open(source)

    def stop_feeds(self) -> None:
        if "feeds" in self.__dict__:
            self.feeds.stop()

    def import_files(
        self,
        plan: "BulkImport",
        executor: Executor,
        workers: int,
        tell: "Callable[[FileOutcome], None]",
    ) -> "list[FileOutcome]":
        if self.in_memory and self.warning:
            raise StorageError(self.warning)
        return plan.run(self._store, executor, workers, tell)
