from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from msgspec.structs import replace

from briefing import secure_mode
from briefing.config import Config
from briefing.errors import BriefingError, DamagedData, InputError, StorageCorrupt
from briefing.library.feed_client import ListedFeed, open_entry, refresh_feed
from briefing.library.ingest import split_document
from briefing.model import Briefing, Document
from briefing.model.serialization import pack_value, unpack_value
from briefing.model.url_policy import without_credentials
from briefing.sources.feed.feed_values import Entry
from briefing.sources.local_file import quote_name
from briefing.sources.web.address_rules import PUBLIC, Reach
from briefing.storage.feed_rows import EntryOrder as EntryOrder
from briefing.storage.feed_rows import ListedEntry as ListedEntry
from briefing.storage.feed_rows import NewEntry as NewEntry
from briefing.storage.feed_rows import Subscription as Subscription
from briefing.storage.repositories import Repositories
from briefing.worker import Worker

Fetched = tuple[Subscription, tuple[NewEntry, ...]]
Tell = Callable[[int, int, Subscription, tuple[NewEntry, ...]], None]


def reach_of(feed: Subscription) -> Reach:
    return Reach(feed.private, confirmed=True) if feed.private else PUBLIC


def unpack_entry(body: bytes) -> Entry:
    try:
        return unpack_value(Entry, body)
    except DamagedData:
        raise StorageCorrupt("The entry is damaged; refresh its feed.") from None


class FeedService:
    def __init__(self, store: Repositories, config: Config) -> None:
        self._store, self._rows, self._config = store, store.feeds, config
        self._working: set[Worker] = set()
        self._refreshing: Worker | None = None

    def all(self) -> tuple[Subscription, ...]:
        return self._rows.all()

    def add(self, address: str, *, confirmed: bool = False) -> Subscription:
        """Refreshes a known one. Credentials in the address are used once and not stored.

        Raises as `fetch`, and FormatError.
        """
        secure_mode.check_allowed("The network")
        reach = Reach.typed(address, confirmed=confirmed)
        address = without_credentials(address)
        known = next((feed for feed in self.all() if feed.address == address), None)
        with self._worker() as worker:
            found, entries = self._fetch(known or Subscription(address), worker, reach)
        found = replace(found, private=reach.origin if reach.confirmed else "")
        self._rows.follow(found, entries)
        return next(feed for feed in self.all() if feed.address == address)

    def add_unread(self, listed: Iterable[ListedFeed]) -> int:
        return self._rows.follow_unread(
            Subscription(each.address, each.title, each.folder) for each in listed
        )

    def export(self) -> Iterator[str]:
        """OPML."""
        from briefing.sources.feed.opml import write_opml

        return write_opml(
            ListedFeed(feed.title or feed.address, feed.address, feed.folder) for feed in self.all()
        )

    def remove(self, feed: Subscription) -> None:
        self._rows.remove(feed.id)

    def restore(self, feed: Subscription) -> None:
        self._rows.restore(feed.id)

    def set_pages(self, feed: Subscription, *, pages: bool) -> None:
        self._rows.set_pages(feed.id, pages=pages)

    def refresh(
        self,
        progress: Tell | None = None,
        stopped: Callable[[], bool] | None = None,
        *,
        only: Collection[str] | None = None,
    ) -> tuple[Subscription, ...]:
        """Failed ones keep their entries. `progress` gets the number done, the total, the feed and
        its new entries. `stopped` is checked between feeds; `stop_refreshing` interrupts one.
        """
        secure_mode.check_allowed("The network")
        feeds = [feed for feed in self.all() if only is None or feed.address in only]
        with self._worker() as worker:
            self._refreshing = worker
            for number, feed in enumerate(feeds, 1):
                if stopped is not None and stopped():
                    break
                entries: tuple[NewEntry, ...] = ()
                try:
                    found, entries = self._fetch(feed, worker)
                except BriefingError as error:
                    if stopped is not None and stopped():
                        break
                    found = replace(feed, failure=str(error))
                new = self._rows.refreshed(found, entries)
                if progress is not None:
                    progress(number, len(feeds), found, new)
        return self.all()

    def stop_refreshing(self) -> None:
        if self._refreshing is not None:
            self._refreshing.stop()

    def stop(self) -> None:
        for worker in tuple(self._working):
            worker.stop()

    def close(self) -> None:
        self.stop()
        self._rows.purge()

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

    def _fetch(self, feed: Subscription, worker: Worker, reach: Reach | None = None) -> Fetched:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        got = refresh_feed(
            feed.address,
            self._config,
            worker=worker,
            etag=feed.etag,
            modified=feed.modified,
            reach=reach_of(feed) if reach is None else reach,
        )
        kept = replace(feed, etag=got.etag, modified=got.modified, refreshed=now, failure="")
        if got.feed is None:
            return kept, ()
        title = got.feed.title or feed.title
        entries = {entry.id: replace(entry, site=title) for entry in reversed(got.feed.entries)}
        new = tuple(map(new_entry, reversed(entries.values())))
        return replace(kept, title=title), new

    # Entries

    def entries(
        self, feed: Subscription, words: str = "", order: EntryOrder = EntryOrder.NEWEST, *, new: bool = False
    ) -> tuple[ListedEntry, ...]:  # fmt: skip
        """With `words`, those whose title has each of them; with `new`, the unread ones."""
        return self._rows.entries(feed.id, words, order, new=new)

    def feeds_with(self, words: str) -> frozenset[int]:
        return self._rows.feeds_with(words)

    def mark(self, entries: Iterable[ListedEntry], *, read: bool) -> None:
        self._rows.mark((entry.id for entry in entries), read=read)

    def open(self, entry: ListedEntry, *, offline: bool = False) -> Document:
        with self._worker() as worker:
            return self._open(entry, worker, offline)

    def read(self, entry: ListedEntry, *, offline: bool = False) -> Briefing:
        kept = self._store.documents.briefing(entry.sha256) if entry.sha256 else None
        if kept is None:
            with self._worker() as worker:
                kept = split_document(self._open(entry, worker, offline), worker)
        self.mark((entry,), read=True)
        return kept

    def _open(self, entry: ListedEntry, worker: Worker, offline: bool) -> Document:
        body = self._rows.body(entry.id)
        if body is None:
            raise InputError("The feed is no longer followed; follow it again.")
        feed = next((feed for feed in self.all() if feed.id == entry.feed), None)
        reach = PUBLIC if feed is None else reach_of(feed)
        found = unpack_entry(body)
        return open_entry(found, self._config, worker=worker, offline=offline, reach=reach)


def new_entry(entry: Entry) -> NewEntry:
    return NewEntry(
        entry.id,
        entry.title,
        entry.address or entry.id,
        entry.published,
        entry.whole,
        pack_value(entry),
    )
