"""The reader's feeds: which they are, what they held last, and how they are refreshed."""

from collections.abc import Callable, Collection, Iterator
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
"""Bytes of the list that are read."""


class Subscription(Struct, frozen=True):
    """A feed that the reader follows."""

    address: str
    title: str = ""
    entries: tuple[Entry, ...] = ()
    """What it held when it was refreshed last."""
    etag: str = ""
    modified: str = ""
    refreshed: str | None = None
    """When that was, ISO 8601."""
    failure: str = ""
    """Why the last refresh failed; "" when it did not."""
    private: str = ""
    """The "host:port" on his own network that the reader named for it; "" for the others, and for those of a list."""

    @property
    def reach(self) -> Reach:
        """How far fetching it, and the pages of its entries, may go."""
        return Reach(self.private, confirmed=True) if self.private else PUBLIC


class _Listed(Struct, frozen=True):
    """What the file holds."""

    feeds: tuple[Subscription, ...]


class FeedService:
    """The list of feeds, in a file beside the library. Several processes may use it."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._working: set[Worker] = set()
        self._refreshing: Worker | None = None
        self._path = config.data / "feeds.json"

    def all(self) -> tuple[Subscription, ...]:
        """Every feed, in the order in which they were added.

        Raises:
            StorageCorrupt: when the list cannot be read.
        """
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
        """Follows the feed at `address`, which is fetched now; one that is followed already is refreshed.

        A user name and password in the address are used for this once and not kept. `confirmed` says that the reader
        means a host of his own network.

        Raises:
            ForbiddenError: when the network may not be used.
            PrivateHostError: when he is to be asked that.
            RetrievalError, FormatError, WorkerError: when there is no feed; it is not added then.
        """
        secure_mode.check_allowed("The network")
        reach = Reach.typed(address, confirmed=confirmed)
        address = without_credentials(address)
        with self._worker() as worker:
            found = self._fetched(self._known(address) or Subscription(address), worker, reach)
        found = replace(found, private=reach.origin if reach.confirmed else "")
        self._keep(found)
        return found

    def add_unread(self, listed: tuple[tuple[str, str], ...]) -> int:
        """Follows feeds by title and address, as an OPML file has them, fetching none; how many are new."""
        with self._changing() as feeds:
            known = {feed.address for feed in feeds}
            new = [
                Subscription(address, title) for title, address in listed if address not in known
            ]
            feeds.extend(new)
        return len(new)

    def remove(self, key: str) -> Subscription:
        """Follows a feed no longer; what it was, for `restore`.

        Raises:
            InputError: when there is no such feed.
        """
        found = self.find(key)
        with self._changing() as feeds:
            feeds[:] = [feed for feed in feeds if feed.address != found.address]
        return found

    def restore(self, feed: Subscription) -> None:
        """Follows a feed again that was removed."""
        self._keep(feed)

    def refresh(
        self,
        progress: Callable[[int, int, Subscription], None] | None = None,
        stopped: Callable[[], bool] | None = None,
        *,
        only: Collection[str] | None = None,
    ) -> tuple[Subscription, ...]:
        """Fetches all feeds, or those with the addresses in `only`, anew, one after the other; those that fail keep their entries and say why.

        `progress` is told how many are done, of how many, and the one just done; `stopped` ends the work early, and
        `stop_refreshing` that on the feed under way.
        """
        secure_mode.check_allowed("The network")
        feeds = [feed for feed in self.all() if only is None or feed.address in only]
        with self._worker() as worker:
            self._refreshing = worker
            for number, feed in enumerate(feeds, 1):
                if stopped is not None and stopped():
                    break
                try:
                    found = self._fetched(feed, worker)
                except BriefingError as error:
                    if stopped is not None and stopped():
                        break
                    found = replace(feed, failure=str(error))
                self._keep(found, only_known=True)
                if progress is not None:
                    progress(number, len(feeds), found)
        return self.all()

    def stop_refreshing(self) -> None:
        """Ends at once what `refresh_feed` is fetching or reading."""
        if self._refreshing is not None:
            self._refreshing.stop()

    def stop(self) -> None:
        """Ends at once all that is being fetched or read."""
        for worker in tuple(self._working):
            worker.stop()

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        """A worker for one task, which `stop` ends."""
        worker = Worker()
        self._working.add(worker)
        try:
            yield worker
        finally:
            self._working.discard(worker)
            worker.stop()

    def find(self, key: str) -> Subscription:
        """A feed by its number in the list from 1, its address, or words of its title that no other has.

        Raises:
            InputError: when there is none, or several.
        """
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
        """An entry as a document, whole where that can be had.

        Raises:
            SourceError, WorkerError: when it cannot be read.
        """
        with self._worker() as worker:
            return self._open(entry, worker, offline)

    def read(self, entry: Entry, *, offline: bool = False) -> Briefing:
        """An entry as a split briefing, whole where that can be had; it is not kept.

        Raises:
            SourceError, WorkerError: when it cannot be read.
        """
        with self._worker() as worker:
            return split_document(self._open(entry, worker, offline), worker)

    def _open(self, entry: Entry, worker: Worker, offline: bool) -> Document:
        feeds = self.all()
        reach = next(
            (feed.reach for feed in feeds if feed.private and entry in feed.entries), PUBLIC
        )
        return open_entry(entry, self._config, worker=worker, offline=offline, reach=reach)

    def _known(self, address: str) -> Subscription | None:
        return next((feed for feed in self.all() if feed.address == address), None)

    def _fetched(
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
        return replace(kept, title=got.feed.title or feed.title, entries=got.feed.entries)

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
        """The list, to be changed; written whole to a new file that takes the old one's place.

        Where the list is a link, it is read through it, and the file takes the link's place.
        """
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
