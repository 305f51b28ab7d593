"""What the feeds screen does in threads: adding, refreshing and opening."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from threading import Event

from textual import getters
from textual.message import Message

from briefing.errors import BriefingError
from briefing.library.feeds import Subscription
from briefing.model import Document
from briefing.sources.feed import Entry
from briefing.tui.commands import FEEDS
from briefing.tui.screens.common import Common
from briefing.tui.wanted import Wanted
from briefing.tui.widgets.items import address_of
from briefing.tui.widgets.summary import Summary


@dataclass
class FeedRefreshed(Message):
    """How far refreshing is."""

    done: int
    of: int


@dataclass
class FeedsDone(Message):
    """Refreshing or adding ended."""

    sentence: str
    failed: bool = False


@dataclass
class EntryRead(Message):
    """An entry can be shown, or why it cannot."""

    entry: str
    document: Document | None
    failure: str = ""


class FeedWork(Common[Wanted]):
    """One refresh at a time; it can be stopped. Of several entries asked for, the last one is opened."""

    commands = FEEDS
    status = getters.query_one(Summary)
    working: bool = False
    _opening: str = ""
    _stop: Event = Event()

    def list_feeds(self) -> None:
        """List the feeds as they are now; the screen says how."""

    def addresses(self, feeds: Iterable[Subscription]) -> Iterator[str]:
        """By what the library knows the entries of feeds."""
        return (address_of(entry) for feed in feeds for entry in feed.entries)

    # Refreshing

    def action_feed_refresh(self) -> None:
        """Fetch the feed under the cursor anew."""
        feed = self.pointed_feed()
        if feed is not None:
            self._begin((feed.address,))

    def action_feed_refresh_all(self) -> None:
        """Fetch all feeds anew."""
        self._begin(None)

    def pointed_feed(self) -> Subscription | None:
        """The feed under the cursor; the screen knows it."""
        return None

    def _begin(self, only: tuple[str, ...] | None) -> None:
        if self.working:
            self.say(f"Feeds are being refreshed; {self.key_of('feed_stop')} stops it.")
            return
        self.working, self._stop = True, Event()
        self.status.left = f"Refreshing … {self.key_of('feed_stop')} stops it"
        work = partial(self._refresh, only, self._stop)
        self.run_worker(work, thread=True, group="refresh", exit_on_error=False)

    def _refresh(self, only: tuple[str, ...] | None, stop: Event) -> None:
        """In a thread."""
        failures: list[str] = []

        def tell(done: int, of: int, feed: Subscription) -> None:
            failures.extend([feed.failure] if feed.failure else [])
            self.post_message(FeedRefreshed(done, of))

        try:
            self.library.feeds.refresh(tell, stop.is_set, only=only)
        except BriefingError as error:
            self.post_message(FeedsDone(str(error), failed=True))
            return
        if only and failures:
            self.post_message(FeedsDone(failures[0], failed=True))
        elif failures:
            said = "1 feed" if len(failures) == 1 else f"{len(failures)} feeds"
            self.post_message(FeedsDone(f"Refreshed; {said} could not be had, marked with !."))
        else:
            self.post_message(FeedsDone("Stopped." if stop.is_set() else "Refreshed."))

    def on_feed_refreshed(self, event: FeedRefreshed) -> None:
        """Say how far it is."""
        self.list_feeds()
        self.status.left = (
            f"Refreshing {event.done} of {event.of} … {self.key_of('feed_stop')} stops it"
        )

    def on_feeds_done(self, event: FeedsDone) -> None:
        """List what is there now."""
        self.working = False
        self.list_feeds()
        self.say(event.sentence, error=event.failed)

    def action_feed_stop(self) -> None:
        """Stop after the feed that is being fetched."""
        if self.working and not self._stop.is_set():
            self._stop.set()
            self.say("Stopping …")

    def add(self, address: str) -> None:
        """Follow a feed, which is fetched in a thread."""
        self.say("Fetching …")
        self.run_worker(partial(self._add, address), thread=True, group="add", exit_on_error=False)

    def _add(self, address: str) -> None:
        """In a thread."""
        try:
            added = self.library.feeds.add(address)
        except BriefingError as error:
            self.post_message(FeedsDone(str(error), failed=True))
        else:
            self.post_message(FeedsDone(f"You follow {added.title or added.address} now."))

    # Opening

    def open_entry(self, entry: Entry) -> None:
        """Read an entry in a thread, the whole article where the feed holds a part."""
        self._opening = address_of(entry)
        self.say("Fetching the article … Esc gives up." if not entry.whole else "Opening …")
        work = partial(self._read, entry)
        self.run_worker(work, thread=True, group="entry", exit_on_error=False)

    def _read(self, entry: Entry) -> None:
        """In a thread."""
        try:
            found = self.library.feeds.open(entry)
        except BriefingError as error:
            self.post_message(EntryRead(address_of(entry), None, str(error)))
        else:
            self.post_message(EntryRead(address_of(entry), found))

    def on_entry_read(self, event: EntryRead) -> None:
        """Show it, unless another was asked for meanwhile or it was given up."""
        if event.entry != self._opening:
            return
        self._opening = ""
        if event.document is None:
            self.say(event.failure, error=True)
        else:
            self.dismiss(Wanted(document=event.document))

    def give_up(self) -> bool:
        """Wants the entry no longer that is on its way; whether there was one."""
        had, self._opening = bool(self._opening), ""
        return had
