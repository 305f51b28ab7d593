import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from briefing import secure_mode
from briefing.config import Config
from briefing.errors import BriefingError, StorageBusy, StorageError
from briefing.library.feed_service import FeedService
from briefing.library.fetching.feed_entries import from_feeds
from briefing.library.fetching.incoming import Came as Came
from briefing.library.fetching.incoming import Incoming
from briefing.library.fetching.mailbox import from_mailbox
from briefing.library.fetching.maildir import from_maildir
from briefing.library.fetching.take_in import TakeIn
from briefing.library.fetching.watched_folder import from_folder
from briefing.storage.fetched_rows import FetchedRows
from briefing.storage.repositories import Repositories
from briefing.system.locks import lock_file

Source = Callable[[], Iterator[Incoming | Came]]


class Fetching:
    """One at a time for a library; continues where it was stopped."""

    def __init__(self, store: Repositories, feeds: FeedService, config: Config) -> None:
        self._store, self._feeds, self._config = store, feeds, config
        self._rows = FetchedRows(store.database)

    @property
    def has_sources(self) -> bool:
        return bool(self._feeds.all() or self._config.fetch)

    def run(self, tell: Callable[[Came], None]) -> None:
        """`tell` gets all that came, and a failure of each place.

        Raises:
            ForbiddenError: in secure mode.
            StorageBusy: if another one is running.
        """
        secure_mode.check_allowed("briefing fetch")
        with _alone(self._config.data / "fetch.lock"):
            TakeIn(self._rows, self._config).run(self._all(), tell)

    def _all(self) -> Iterator[Incoming | Came]:
        wanted, common = self._config.fetch, (self._rows, self._config)
        feeds = partial(from_feeds, self._feeds, self._store.feeds, self._config)
        yield from _guarded("feed", "Feeds", feeds)
        for folder in wanted.folders:
            yield from _guarded("folder", folder, partial(from_folder, folder, *common))
        for folder in wanted.maildirs:
            yield from _guarded("maildir", folder, partial(from_maildir, folder, *common))
        for mailbox in wanted.imap:
            yield from _guarded("imap", mailbox.name, partial(from_mailbox, mailbox, *common))


def _guarded(kind: str, place: str, source: Source) -> Iterator[Incoming | Came]:
    try:
        yield from source()
    except StorageError:
        raise
    except BriefingError as error:
        yield Came(kind, place, failure=str(error))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = lock_file(path)
    except BlockingIOError:
        raise StorageBusy("Another briefing fetch is running; wait until it has ended.") from None
    except OSError:
        raise StorageError(f"{path} could not be opened; check the folder and its disk.") from None
    try:
        yield
    finally:
        os.close(descriptor)
