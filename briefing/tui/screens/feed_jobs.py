from collections.abc import Callable
from functools import partial
from threading import Event

from briefing.errors import BriefingError, PrivateHostError
from briefing.library import Library
from briefing.library.feed_service import ListedEntry, Subscription
from briefing.model import Document
from briefing.model.say_count import say_count
from briefing.tui import dialogs
from briefing.tui.open_request import OpenRequest
from briefing.tui.reader_interface import ReaderInterface


class FeedJobs:
    def __init__(
        self,
        library: Library,
        ui: ReaderInterface,
        *,
        pointed: Callable[[], Subscription | None],
        progress: Callable[[str], object],
        changed: Callable[[], object],
        answer: Callable[[OpenRequest], object],
    ) -> None:
        """`pointed` returns the feed under the cursor; `progress` receives a sentence; `answer`
        receives a document.
        """
        self._library, self._ui = library, ui
        self._pointed, self._progress = pointed, progress
        self._changed, self._answer = changed, answer
        self.refreshing = False
        self._opening = ""
        self._refused = ""
        self._stop = Event()

    # Refreshing

    def refresh(self) -> None:
        if self._ui.forbidden("The network"):
            return
        feed = self._pointed()
        if feed is not None:
            self._begin((feed.address,))

    def refresh_all(self) -> None:
        if self._ui.forbidden("The network"):
            return
        if not self._library.feeds.all():
            self._ui.say("There are no feeds to refresh.")
        else:
            self._begin(None)

    def _begin(self, only: tuple[str, ...] | None) -> None:
        key = self._ui.key_of("feed_stop")
        if self.refreshing:
            self._ui.say(f"Feeds are being refreshed. Press {key} to stop.")
            return
        self.refreshing, self._stop = True, Event()
        self._progress(f"Refreshing… Press {key} to stop.")
        work = partial(self._refresh, only, self._stop)
        self._ui.run("refresh", work, self._end, lambda error: self._end((str(error), True)))

    def _refresh(self, only: tuple[str, ...] | None, stop: Event) -> tuple[str, bool]:
        failures: list[str] = []

        def tell(done: int, of: int, feed: Subscription, new: object) -> None:
            failures.extend([feed.failure] if feed.failure else [])
            self._ui.call_later(self._show_progress, done, of)

        self._library.feeds.refresh(tell, stop.is_set, only=only)
        if only and failures:
            return failures[0], True
        if failures:
            return f"Refreshed; {say_count(len(failures), 'feed')} failed (marked !).", False
        return "Stopped." if stop.is_set() else "Refreshed.", False

    def _show_progress(self, done: int, of: int) -> None:
        self._changed()
        self._progress(f"Refreshing {done} of {of}… Press {self._ui.key_of('feed_stop')} to stop.")

    def _end(self, said: tuple[str, bool]) -> None:
        self.refreshing = False
        self._changed()
        self._ui.say(said[0], error=said[1])

    def stop(self) -> None:
        if self.refreshing and not self._stop.is_set():
            self._stop.set()
            self._library.feeds.stop_refreshing()
            self._ui.say("Stopping…")

    # Adding

    def ask_address(self) -> None:
        if self._ui.forbidden("The network"):
            return

        def answered(address: str) -> None:
            if address:
                self.add(address)

        self._ui.ask(dialogs.LineDialog("Address of a feed", self._refused, verb="add"), answered)

    def add(self, address: str, *, confirmed: bool = False) -> None:
        """`confirmed` allows a host on the reader's own network."""
        self._refused = address
        self._ui.say("Fetching…", lasting=True)
        work = partial(self._library.feeds.add, address, confirmed=confirmed)
        self._ui.run(f"add {address}", work, self._added, partial(self._say_not_added, address))

    def _added(self, feed: Subscription) -> None:
        self._refused = ""
        self._changed()
        self._ui.say(f"You now follow {feed.title or feed.address}.")

    def _say_not_added(self, address: str, error: BriefingError) -> None:
        if not isinstance(error, PrivateHostError):
            self._ui.say(str(error), error=True)
            return

        def closed(yes: bool | None) -> None:
            if yes:
                self.add(address, confirmed=True)
            else:
                self._ui.say("The feed was not added.")

        self._ui.push(dialogs.ask_private_host(error.host), closed)

    # Opening

    def open(self, entry: ListedEntry) -> None:
        if entry.sha256 is not None:
            self._opening = ""
            self._answer(OpenRequest(kept=(entry.sha256,), way=("feeds",)))
            return
        address = self._opening = entry.source
        said = "Opening…" if entry.whole else "Fetching the article… Press Esc to cancel."
        self._ui.say(said, lasting=True)
        work = partial(self._library.feeds.open, entry)
        self._ui.run(
            "entry", work, partial(self._show, address), partial(self._say_failure, address)
        )

    def _show(self, address: str, document: Document) -> None:
        if self._takes(address):
            self._answer(OpenRequest(document=document, way=("feeds",)))

    def _say_failure(self, address: str, error: BriefingError) -> None:
        if self._takes(address):
            self._ui.say(str(error), error=True)

    def _takes(self, address: str) -> bool:
        wanted = address == self._opening
        if wanted:
            self._opening = ""
        return wanted

    def give_up(self) -> bool:
        had, self._opening = bool(self._opening), ""
        return had
