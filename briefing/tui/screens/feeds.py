"""The feeds that the reader follows, and what is in them."""

from functools import partial

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from briefing.errors import BriefingError
from briefing.library import Library
from briefing.library.feeds import Subscription
from briefing.model.gate import gate_line
from briefing.tui import dialogs
from briefing.tui.commands import FEEDS, bindings
from briefing.tui.screens.feed_work import FeedWork
from briefing.tui.screens.list_navigation import ListNavigation
from briefing.tui.undo import Step
from briefing.tui.widgets.header import shown_date
from briefing.tui.widgets.hints import Hints
from briefing.tui.widgets.items import EntryList, FeedList
from briefing.tui.widgets.listing import Listing
from briefing.tui.widgets.summary import Summary


class FeedsScreen(FeedWork):
    """Feeds on the left, the entries of one on the right; answers with the entry to read."""

    AUTO_FOCUS = "FeedList"
    BINDINGS = bindings(FEEDS)
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-large")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]

    feed_list = getters.query_one(FeedList)
    entry_list = getters.query_one(EntryList)

    def __init__(self, library: Library) -> None:
        """Take the library, whose feeds they are."""
        super().__init__(library)
        self.navigation = ListNavigation(lambda: self.moving)
        self._done: tuple[Step, ...] = ()

    def compose(self) -> ComposeResult:
        """A title, the two lists, what is listed, keys."""
        yield Static("Feeds", markup=False, id="shelf-title")
        with Horizontal(id="feeds"):
            yield FeedList()
            with Vertical():
                yield Static("", markup=False, id="about-feed")
                yield EntryList()
        yield Static("", markup=False, classes="empty")
        yield Summary()
        yield Hints(self.commands)

    def on_mount(self) -> None:
        """List them."""
        self.query_one(Hints).keys = self.keys
        self.list_feeds()

    @property
    def moving(self) -> Listing:
        """The list that has the keys."""
        return self.entry_list if self.entry_list.has_focus else self.feed_list

    def pointed_feed(self) -> Subscription | None:
        """The feed under the cursor."""
        return self.feed_list.pointed

    # Listing

    def list_feeds(self) -> None:
        """List the feeds as they are now; the cursor stays."""
        try:
            feeds = self.library.feeds.all()
            read = self.library.shelf.opened(self.addresses(feeds))
        except BriefingError as error:
            self.say(str(error), error=True)
            return
        self.feed_list.read = self.entry_list.read = read
        self.feed_list.show(feeds, self.feed_list.cursor or 0)
        self.query_one("#feeds").display = bool(feeds)
        empty = self.query_one(".empty", Static)
        empty.display = not feeds
        empty.update(
            f"You follow no feeds yet; press {self.key_of('feed_add')} to add one by its address."
        )
        self._show_entries()

    def _show_entries(self) -> None:
        feed = self.feed_list.pointed
        entries = feed.entries if feed else ()
        if entries != self.entry_list.entries or not entries:
            self.entry_list.show(entries)
        else:
            self.entry_list.remake()
        about = self.query_one("#about-feed", Static)
        about.set_class(bool(feed and feed.failure), "failed")
        about.update(gate_line((feed.failure or feed.address) if feed else ""))
        if not self.working:
            count = len(self.feed_list.feeds)
            self.status.left = "1 feed" if count == 1 else f"{count:,} feeds"
        refreshed = shown_date((feed.refreshed or "")[:10]) if feed else ""
        self.status.right = f"refreshed {refreshed}" if refreshed else ""

    def on_listing_pointed(self, event: Listing.Pointed) -> None:
        """List the entries of the feed under the cursor."""
        if not self.entry_list.has_focus:
            self._show_entries()

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Go to the entries, or open the entry."""
        self.action_list_open()

    def action_list_open(self) -> None:
        """Go to the entries of the feed, or open the entry."""
        entry = self.entry_list.pointed
        if not self.entry_list.has_focus:
            self.entry_list.focus()
        elif entry is not None:
            self.open_entry(entry)

    def action_feed_side(self) -> None:
        """The other list."""
        (self.feed_list if self.entry_list.has_focus else self.entry_list).focus()

    # Changing

    def action_feed_add(self) -> None:
        """Ask for an address."""

        def done(address: str | None) -> None:
            if address:
                self.add(address)

        self.app.push_screen(dialogs.LineDialog("Address of a feed"), done)

    def action_list_remove(self) -> None:
        """Follow the feed no longer."""
        feed = self.feed_list.pointed
        if feed is None:
            return
        try:
            gone = self.library.feeds.remove(feed.address)
        except BriefingError as error:
            self.say(str(error), error=True)
            return
        step = Step("You follow it again.", partial(self.library.feeds.restore, gone))
        self._done = (*self._done, step)
        self.list_feeds()
        self.say(f"You no longer follow it; {self.key_of('list_undo')} undoes that.")

    def action_list_undo(self) -> None:
        """Follow the feed again that was removed last."""
        if not self._done:
            self.say("There is nothing to undo.")
            return
        *before, last = self._done
        self._done = tuple(before)
        try:
            last.undo()
        except BriefingError as error:
            self.say(str(error), error=True)
            return
        self.list_feeds()
        self.say(last.undone)

    def action_escape(self) -> None:
        """Give up the entry that is on its way, or go to the feeds, or back."""
        if self.give_up():
            self.say("Given up.")
        elif self.entry_list.has_focus:
            self.feed_list.focus()
        else:
            self.action_feed_stop()
            self.dismiss(None)
