from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from briefing import secure_mode
from briefing.config import Config
from briefing.errors import BriefingError, DamagedData, InputError, StorageCorrupt, StorageError
from briefing.library.feed_client import open_entry, refresh_feed
from briefing.library.ingest import split_document
from briefing.model import Briefing, Document
from briefing.model.serialization import from_json, to_json
from briefing.model.url_policy import without_credentials
from briefing.safe_files import atomic_write, locked_folder, read_regular
from briefing.sources.feed.feed_values import Entry as Entry
from briefing.sources.local_file import quote_name
from briefing.sources.web.address_rules import PUBLIC, Reach
from briefing.worker import Worker

_LARGEST = 256 << 20
"""Bytes; limit of the list's file."""


class Subscription(Struct, frozen=True):
    address: str
    title: str = ""
    entries: tuple[Entry, ...] = ()
    etag: str = ""
    modified: str = ""
    refreshed: str | None = None
    """Time of the last refresh, ISO 8601."""
    failure: str = ""
    """Why the last refresh failed; "" on success."""
    marked: dict[str, bool] = {}
    """What the reader called read (True) or unread, by the entry's id; others are read once opened."""
    private: str = ""
    """"host:port" on the reader's own network that they named; "" for others and imported lists."""

    @property
    def reach(self) -> Reach:
        return Reach(self.private, confirmed=True) if self.private else PUBLIC

    def is_read(self, entry: Entry, opened: Collection[str]) -> bool:
        return self.marked.get(entry.id, address_of(entry) in opened)


def address_of(entry: Entry) -> str:
    """The address under which the library knows an entry."""
    return entry.address or entry.id


class _Listed(Struct, frozen=True):
    feeds: tuple[Subscription, ...]


class FeedService:
    """A file beside the library, which several processes may use."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._working: set[Worker] = set()
        self._refreshing: Worker | None = None
        self._path = config.data / "feeds.json"

    def all(self) -> tuple[Subscription, ...]:
        """Raises StorageCorrupt."""
        try:
            return from_json(_Listed, read_regular(self._path, _LARGEST)).feeds
        except FileNotFoundError:
            return ()
        except OSError:
            raise StorageError(f"{self._path} could not be read; check its permissions.") from None
        except DamagedData:
            raise StorageCorrupt(
                f"{self._path} is damaged; move it away and add your feeds again."
            ) from None

    def add(self, address: str, *, confirmed: bool = False) -> Subscription:
        """Fetches the feed; refreshes a known one. Credentials in the address are used once and not stored.

        Raises:
            ForbiddenError: if the network may not be used.
            PrivateHostError: if the reader has to confirm.
            RetrievalError, FormatError, WorkerError: if there is no feed.
        """
        secure_mode.check_allowed("The network")
        reach = Reach.typed(address, confirmed=confirmed)
        address = without_credentials(address)
        with self._worker() as worker:
            found = self._fetch(self._find_known(address) or Subscription(address), worker, reach)
        found = replace(found, private=reach.origin if reach.confirmed else "")
        self._keep(found)
        return found

    def add_unread(self, listed: tuple[tuple[str, str], ...]) -> int:
        """(title, address) pairs; returns the number of new ones."""
        with self._changing() as feeds:
            known = {feed.address for feed in feeds}
            new = [
                Subscription(address, title) for title, address in listed if address not in known
            ]
            feeds.extend(new)
        return len(new)

    def remove(self, key: str) -> Subscription:
        """Returns what `restore` takes; InputError for an unknown feed."""
        found = self.find(key)
        with self._changing() as feeds:
            feeds[:] = [feed for feed in feeds if feed.address != found.address]
        return found

    def mark(self, feed: Subscription, entries: Iterable[Entry], *, read: bool) -> None:
        """`restore` with `feed` undoes it."""
        self._keep(replace(feed, marked=feed.marked | {entry.id: read for entry in entries}))

    def restore(self, feed: Subscription) -> None:
        self._keep(feed)

    def refresh(
        self,
        progress: Callable[[int, int, Subscription], None] | None = None,
        stopped: Callable[[], bool] | None = None,
        *,
        only: Collection[str] | None = None,
    ) -> tuple[Subscription, ...]:
        """Refreshes all feeds or `only` some; failed ones keep their entries.

        `progress` gets the number done, the total and the feed. `stopped` is checked between feeds;
        `stop_refreshing` interrupts the current one.
        """
        secure_mode.check_allowed("The network")
        feeds = [feed for feed in self.all() if only is None or feed.address in only]
        with self._worker() as worker:
            self._refreshing = worker
            for number, feed in enumerate(feeds, 1):
                if stopped is not None and stopped():
                    break
                try:
                    found = self._fetch(feed, worker)
                except BriefingError as error:
                    if stopped is not None and stopped():
                        break
                    found = replace(feed, failure=str(error))
                self._keep(found, only_known=True)
                if progress is not None:
                    progress(number, len(feeds), found)
        return self.all()

    def stop_refreshing(self) -> None:
        if self._refreshing is not None:
            self._refreshing.stop()

    def stop(self) -> None:
        for worker in tuple(self._working):
            worker.stop()

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        worker = Worker()
        self._working.add(worker)
        try:
            yield worker
        finally:
            self._working.discard(worker)
            worker.stop()

    def find(self, key: str) -> Subscription:
        feeds, key = self.all(), without_credentials(key)
        if key.isascii() and key.isdigit() and len(key) < 10 and 1 <= int(key) <= len(feeds):
            return feeds[int(key) - 1]
        same = [feed for feed in feeds if feed.address == key]
        found = same or [feed for feed in feeds if key.casefold() in feed.title.casefold()]
        if len(found) == 1:
            return found[0]
        how = "More than one feed is" if found else "No feed is"
        raise InputError(f"{how} called {quote_name(key)}; see briefing feeds for their numbers.")

    def open(self, entry: Entry, *, offline: bool = False) -> Document:
        with self._worker() as worker:
            return self._open(entry, worker, offline)

    def read(self, entry: Entry, *, offline: bool = False) -> Briefing:
        with self._worker() as worker:
            return split_document(self._open(entry, worker, offline), worker)

    def _open(self, entry: Entry, worker: Worker, offline: bool) -> Document:
        feeds = self.all()
        reach = next(
            (feed.reach for feed in feeds if feed.private and entry in feed.entries), PUBLIC
        )
        return open_entry(entry, self._config, worker=worker, offline=offline, reach=reach)

    def _find_known(self, address: str) -> Subscription | None:
        return next((feed for feed in self.all() if feed.address == address), None)

    def _fetch(
        self, feed: Subscription, worker: Worker, reach: Reach | None = None
    ) -> Subscription:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        got = refresh_feed(
            feed.address,
            self._config,
            worker=worker,
            etag=feed.etag,
            modified=feed.modified,
            reach=feed.reach if reach is None else reach,
        )
        kept = replace(feed, etag=got.etag, modified=got.modified, refreshed=now, failure="")
        if got.feed is None:
            return kept
        newest = sorted(got.feed.entries, key=lambda entry: entry.published or "", reverse=True)
        marked = {entry.id: feed.marked[entry.id] for entry in newest if entry.id in feed.marked}
        title = got.feed.title or feed.title
        return replace(kept, title=title, entries=tuple(newest), marked=marked)

    def _keep(self, feed: Subscription, *, only_known: bool = False) -> None:
        with self._changing() as feeds:
            for i, other in enumerate(feeds):
                if other.address == feed.address:
                    feeds[i] = feed
                    return
            if not only_known:
                feeds.append(feed)

    @contextmanager
    def _changing(self) -> Iterator[list[Subscription]]:
        """Writes the list at the end. A symbolic link is followed for reading, and replaced."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked_folder(self._path.parent):
                feeds = list(self.all())
                yield feeds
                with atomic_write(self._path) as file:
                    file.write(to_json(_Listed(tuple(feeds))).encode())
        except OSError:
            raise StorageError(
                f"{self._path} could not be written; check the folder and its disk."
            ) from None
