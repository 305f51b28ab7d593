from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from briefing.errors import BriefingError
from briefing.library import Library
from briefing.library.feed_service import EntryOrder, ListedEntry, Subscription
from briefing.model.folding import has_words
from briefing.model.say_count import say_count
from briefing.resources import style_file
from briefing.sanitize import sanitize_line
from briefing.tui.commands import FEEDS
from briefing.tui.digest_maker import DigestMaker
from briefing.tui.footers import FOOTERS, Footer
from briefing.tui.key_bindings import bindings
from briefing.tui.open_request import OpenRequest
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.screens.feed_jobs import FeedJobs
from briefing.tui.screens.list_navigation import ListNavigation
from briefing.tui.shown_facts import shown_date
from briefing.tui.undo_stack import UndoStack, UndoStep
from briefing.tui.widgets.field import Field
from briefing.tui.widgets.file_and_feed_lists import EntryList, FeedList
from briefing.tui.widgets.filter_bar import FilterBar
from briefing.tui.widgets.key_footer import KeyFooter
from briefing.tui.widgets.list_status import ListStatus
from briefing.tui.widgets.virtual_list import VirtualList


class FeedsScreen(BaseScreen[OpenRequest]):
    CSS_PATH = [style_file("library")]
    AUTO_FOCUS = "FeedList"
    commands = FEEDS
    BINDINGS = bindings(FEEDS)
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-large")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.feed_list, self.entry_list, self.status = FeedList(), EntryList(), ListStatus()
        self.filter_bar = FilterBar(Field(placeholder="part of a title", compact=True))
        self._feeds: tuple[Subscription, ...] = ()
        self._order = EntryOrder.NEWEST
        self.navigation = ListNavigation(self._current)
        self.jobs = FeedJobs(
            library,
            self.ui,
            pointed=lambda: self.feed_list.pointed,
            progress=lambda sentence: setattr(self.status, "left", sentence),
            changed=self.list_feeds,
            answer=self._answer,
        )
        self.digests = DigestMaker(
            library, self.ui, lambda made: self._answer(OpenRequest(digest=made))
        )
        self._done = UndoStack(self.ui)

    def compose(self) -> ComposeResult:
        yield Static("Feeds", markup=False, id="shelf-title")
        yield self.filter_bar
        with Horizontal(id="feeds"):
            self.feed_list.border_title = " Following"
            yield self.feed_list
            with Vertical(id="entries"):
                yield Static("", markup=False, id="about-feed")
                yield self.entry_list
                yield Static("", markup=False, id="no-entries")
        yield Static("", markup=False, classes="empty")
        yield self.status
        yield KeyFooter()

    def on_mount(self) -> None:
        kept = self.library.failures.attempt(None, self.library.settings.get, "entry_order")
        self._order = EntryOrder(kept) if kept in set(EntryOrder) else EntryOrder.NEWEST
        self.list_feeds()
        self._return_to_place()

    @property
    def footer(self) -> Footer:
        if self.ui.is_typing:
            return FOOTERS["filter"]
        if not self.feed_list.feeds:
            return FOOTERS["no feeds"]
        return FOOTERS["entries" if self.entry_list.has_focus else "feeds"]

    # The place, which is kept

    def _return_to_place(self) -> None:
        kept = self.library.failures.attempt(None, self.library.settings.get, "feed_place")
        address, entry, on_entries = kept or ("", 0, False)
        if self.feed_list.point_at(address):
            self._show_entries()
            self.entry_list.point_at(entry)
            if on_entries:
                self.entry_list.focus()

    def _keep_place(self) -> None:
        feed, entry = self.feed_list.pointed, self.entry_list.pointed
        if feed is not None:
            place = (feed.address, entry.id if entry else 0, self.entry_list.has_focus)
            self.ui.write(partial(self.library.settings.keep, "feed_place", place))

    def _answer(self, wanted: OpenRequest) -> None:
        self._keep_place()
        self.dismiss(wanted)

    def _current(self) -> VirtualList:
        return self.entry_list if self.entry_list.has_focus else self.feed_list

    # Listing

    def list_feeds(self, at: str = "") -> None:
        try:
            self._feeds = self.library.feeds.all()
        except BriefingError as error:
            self.ui.say(str(error), error=True)
            return
        self._filter()
        if at and self.feed_list.point_at(at):
            self._show_entries()
        self.show_footer()

    def _filter(self) -> None:
        words = self.filter_bar.words
        found = self.library.feeds.feeds_with(words) if words else frozenset[int]()
        feeds = tuple(
            feed
            for feed in self._feeds
            if feed.id in found or has_words(feed.title or feed.address, words)
        )
        self.feed_list.show(feeds, self.feed_list.cursor or 0)
        self.query_one("#feeds").display = bool(feeds)
        empty = self.query_one(".empty", Static)
        empty.display = not feeds
        key = self.ui.key_of("feed_add")
        empty.update(
            "Nothing matches. Esc clears the filter."
            if self._feeds
            else f"You follow no feeds yet. Press {key} to add one by its address."
        )
        self._show_entries()

    def on_filter_bar_changed(self) -> None:
        self.status.go_on()
        self._filter()

    def on_filter_bar_done(self) -> None:
        self.feed_list.focus()

    def _show_entries(self) -> None:
        feed = self.feed_list.pointed
        entries = self._entries_of(feed) if feed else ()
        if entries != self.entry_list.entries or not entries:
            self.entry_list.show(entries)
        self.query_one("#entries").border_title = Content(f" Entries, {self._order} ")
        about = self.query_one("#about-feed", Static)
        about.set_class(bool(feed and feed.failure), "failed")
        about.update(sanitize_line(_about(feed)) if feed else "")
        nothing = self.query_one("#no-entries", Static)
        nothing.display, self.entry_list.display = not entries, bool(entries)
        nothing.update(
            f"No entries yet. Press {self.ui.key_of('feed_refresh')} to refresh the feed."
        )
        if not self.jobs.refreshing:
            unread = sum(each.unread for each in self.feed_list.feeds)
            self.status.left = f"{say_count(len(self.feed_list.feeds), 'feed')}, {unread} unread"
        self.status.right = (
            f"refreshed {_shown_time(feed.refreshed)}" if feed and feed.refreshed else ""
        )

    def _entries_of(self, feed: Subscription) -> tuple[ListedEntry, ...]:
        words, feeds = self.filter_bar.words, self.library.feeds
        found = feeds.entries(feed, words, self._order)
        return found or (feeds.entries(feed, "", self._order) if words else ())

    def change_order(self) -> None:
        orders = list(EntryOrder)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self.ui.write(partial(self.library.settings.keep, "entry_order", self._order.value))
        self._show_entries()
        self.ui.say(f"Entries are listed {self._order}.")

    def on_virtual_list_pointed(self) -> None:
        if not self.entry_list.has_focus:
            self._show_entries()

    def on_virtual_list_chosen(self) -> None:
        self.open()

    def open(self) -> None:
        entry = self.entry_list.pointed
        if not self.entry_list.has_focus:
            self.entry_list.focus()
        elif entry is not None:
            self.jobs.open(entry)

    def change_side(self) -> None:
        (self.feed_list if self.entry_list.has_focus else self.entry_list).focus()

    # Changing

    def toggle_read(self) -> None:
        entry = self.entry_list.pointed
        if entry is not None:
            self._mark((entry,), not entry.read)

    def mark_all_read(self) -> None:
        unread = [entry for entry in self.entry_list.entries if not entry.read]
        if unread:
            count = say_count(len(unread), "entry", "entries")
            self._mark(unread, True, f"{count} marked read; {self.ui.key_of('undo')} undoes it.")
        elif self.entry_list.entries:
            self.ui.say("No unread entries left.")

    def _mark(self, entries: Sequence[ListedEntry], read: bool, said: str = "") -> None:
        mark = partial(self.library.feeds.mark, entries)
        self._change(partial(mark, read=read), partial(mark, read=not read), said, "Read marks restored.")  # fmt: skip

    def toggle_pages(self) -> None:
        feed = self.feed_list.pointed
        if feed is None:
            return
        change = partial(self.library.feeds.set_pages, feed)
        said = (
            "Pages of this feed's excerpts are no longer fetched."
            if feed.pages
            else "briefing fetch will also fetch the pages of this feed's excerpts."
        )
        self._change(
            partial(change, pages=not feed.pages),
            partial(change, pages=feed.pages),
            said,
            "Fetching of pages restored.",
        )

    def unfollow(self) -> None:
        feed = self.feed_list.pointed
        if feed is not None:
            feeds = self.library.feeds
            said = f"Unfollowed; {self.ui.key_of('undo')} undoes it."
            self._change(partial(feeds.remove, feed), partial(feeds.restore, feed), said, "Followed again.", feed.address)  # fmt: skip

    def _change(
        self,
        do: Callable[[], object],
        undo: Callable[[], object],
        said: str,
        undone: str,
        back: str = "",
    ) -> None:
        def done(_: object) -> None:
            self._done.push(UndoStep(undone, undo, back))
            self.list_feeds()
            if said:
                self.ui.say(said)

        self.ui.write(do, done)

    def undo(self) -> None:
        self._done.undo(lambda step: self.list_feeds(str(step.back or "")))

    async def go_back(self) -> None:
        self.jobs.stop()
        self._keep_place()
        await super().go_back()

    async def escape(self) -> None:
        if self.jobs.give_up():
            self.ui.say("Cancelled.")
        elif self.filter_bar.clear():
            self._current().focus()
        elif self.entry_list.has_focus:
            self.feed_list.focus()
        else:
            await self.go_back()


def _shown_time(refreshed: str) -> str:
    """`refreshed` is ISO 8601 in UTC; the answer is the reader's own time."""
    try:
        local = datetime.fromisoformat(refreshed).astimezone()
    except (ValueError, OverflowError):
        return refreshed
    return f"{shown_date(local.date().isoformat())}, {local:%H:%M}"


def _about(feed: Subscription) -> str:
    pages = " (with the pages of excerpts)" if feed.pages else ""
    return feed.failure or f"{' / '.join((*feed.folder, feed.address))}{pages}"
