from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from briefing.errors import BriefingError
from briefing.library import Library
from briefing.library.feed_service import Entry, Subscription, address_of
from briefing.model.sanitize import sanitize_line
from briefing.tui.commands import FEEDS, bindings
from briefing.tui.open_request import OpenRequest
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.screens.feed_jobs import FeedJobs
from briefing.tui.screens.list_navigation import ListNavigation
from briefing.tui.undo_stack import UndoStack, UndoStep
from briefing.tui.widgets.file_and_feed_lists import EntryList, FeedList
from briefing.tui.widgets.header import shown_date
from briefing.tui.widgets.key_footer import KeyFooter
from briefing.tui.widgets.list_status import ListStatus
from briefing.tui.widgets.virtual_list import VirtualList


class FeedsScreen(BaseScreen[OpenRequest]):
    AUTO_FOCUS = "FeedList"
    commands = FEEDS
    BINDINGS = bindings(FEEDS)
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-large")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.feed_list, self.entry_list, self.status = FeedList(), EntryList(), ListStatus()
        self.navigation = ListNavigation(self._current)
        self.jobs = FeedJobs(
            library,
            self.ui,
            pointed=lambda: self.feed_list.pointed,
            progress=lambda sentence: setattr(self.status, "left", sentence),
            changed=self.list_feeds,
            answer=self.dismiss,
        )
        self._done = UndoStack(self.ui)

    def compose(self) -> ComposeResult:
        yield Static("Feeds", markup=False, id="shelf-title")
        with Horizontal(id="feeds"):
            self.feed_list.border_title = " Following"
            yield self.feed_list
            with Vertical() as entries:
                entries.border_title = " Entries "
                yield Static("", markup=False, id="about-feed")
                yield self.entry_list
        yield Static("", markup=False, classes="empty")
        yield self.status
        yield KeyFooter(self.commands)

    def on_mount(self) -> None:
        self.query_one(KeyFooter).keys = self.ui.keys
        self.list_feeds()

    def _current(self) -> VirtualList:
        return self.entry_list if self.entry_list.has_focus else self.feed_list

    # Listing

    def list_feeds(self) -> None:
        try:
            feeds = self.library.feeds.all()
            self.feed_list.opened = self.library.documents.listing.opened(_addresses(feeds))
        except BriefingError as error:
            self.ui.say(str(error), error=True)
            return
        self.feed_list.show(feeds, self.feed_list.cursor or 0)
        self.query_one("#feeds").display = bool(feeds)
        empty = self.query_one(".empty", Static)
        empty.display = not feeds
        key = self.ui.key_of("feed_add")
        empty.update(f"You follow no feeds yet; press {key} to add one by its address.")
        self._show_entries()

    def _show_entries(self) -> None:
        feed = self.feed_list.pointed
        entries = feed.entries if feed else ()
        self.entry_list.read = frozenset(entry.id for entry in entries if self._is_read(entry))
        if entries != self.entry_list.entries or not entries:
            self.entry_list.show(entries)
        else:
            self.entry_list.remake()
        about = self.query_one("#about-feed", Static)
        about.set_class(bool(feed and feed.failure), "failed")
        about.update(sanitize_line((feed.failure or feed.address) if feed else ""))
        if not self.jobs.refreshing:
            count = len(self.feed_list.feeds)
            self.status.left = "1 feed" if count == 1 else f"{count:,} feeds"
        refreshed = shown_date((feed.refreshed or "")[:10]) if feed else ""
        self.status.right = f"refreshed {refreshed}" if refreshed else ""

    def on_virtual_list_pointed(self) -> None:
        """List the entries of the feed under the cursor."""
        if not self.entry_list.has_focus:
            self._show_entries()

    def on_virtual_list_chosen(self) -> None:
        """Go to the entries, or open the entry."""
        self.open()

    def open(self) -> None:
        entry = self.entry_list.pointed
        if not self.entry_list.has_focus:
            self.entry_list.focus()
        elif entry is not None:
            feed = self.feed_list.pointed
            if feed is not None and feed.marked.get(entry.id) is False:
                self._mark((entry,), True)
            self.jobs.open(entry)

    def change_side(self) -> None:
        (self.feed_list if self.entry_list.has_focus else self.entry_list).focus()

    def _is_read(self, entry: Entry) -> bool:
        feed = self.feed_list.pointed
        return feed is not None and feed.is_read(entry, self.feed_list.opened)

    # Changing

    def toggle_read(self) -> None:
        entry = self.entry_list.pointed
        if entry is not None:
            self._mark((entry,), not self._is_read(entry))

    def mark_all_read(self) -> None:
        unread = [entry for entry in self.entry_list.entries if not self._is_read(entry)]
        if unread and self._mark(unread, True):
            count = "1 entry is" if len(unread) == 1 else f"{len(unread):,} entries are"
            self.ui.say(f"{count} read now; {self.ui.key_of('list_undo')} undoes that.")
        elif self.entry_list.entries and not unread:
            self.ui.say("No entry is unread.")

    def _mark(self, entries: Sequence[Entry], read: bool) -> bool:
        feed = self.feed_list.pointed
        if feed is None:
            return False
        try:
            self.library.feeds.mark(feed, entries, read=read)
        except BriefingError as error:
            self.ui.say(str(error), error=True)
            return False
        restore = partial(self.library.feeds.restore, feed)
        self._done.push(UndoStep("The read marks are as before.", restore))
        self.list_feeds()
        return True

    def unfollow(self) -> None:
        feed = self.feed_list.pointed
        if feed is None:
            return
        self.ui.write(partial(self.library.feeds.remove, feed.address), self._show_removed)

    def _show_removed(self, gone: Subscription) -> None:
        self._done.push(UndoStep("You follow it again.", partial(self.library.feeds.restore, gone)))
        self.list_feeds()
        self.ui.say(f"You no longer follow it; {self.ui.key_of('list_undo')} undoes that.")

    def undo(self) -> None:
        self._done.undo(self.list_feeds)

    def escape(self) -> None:
        if self.jobs.give_up():
            self.ui.say("Cancelled.")
        elif self.entry_list.has_focus:
            self.feed_list.focus()
        else:
            self.jobs.stop()
            self.dismiss(None)


def _addresses(feeds: Iterable[Subscription]) -> Iterator[str]:
    return (address_of(entry) for feed in feeds for entry in feed.entries)
