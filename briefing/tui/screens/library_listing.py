"""The library screen: every briefing, filtered, sorted, and opened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from textual import getters
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from briefing.errors import BriefingError, QueryError
from briefing.library import Library
from briefing.library.shelf import Asked, Order
from briefing.tui.commands import LIBRARY
from briefing.tui.screens.common import Common
from briefing.tui.screens.list_navigation import ListNavigation
from briefing.tui.wanted import Wanted
from briefing.tui.widgets.filter_bar import FilterBar
from briefing.tui.widgets.hints import Hints
from briefing.tui.widgets.listing import Listing
from briefing.tui.widgets.shelf_head import ShelfHead
from briefing.tui.widgets.shelf_list import ShelfList
from briefing.tui.widgets.summary import Summary

_QUIET = 0.08
"""Seconds without typing after which the list is filtered."""
_FIRST = 100
"""Briefings that are listed before all are known, in the order in which they come at once."""
_DRAWN = 0.05
"""Seconds that these have for themselves."""
_MOST = 200
"""Briefings that are opened together."""
_NAMES = {
    Order.OPENED: ("last opened first", "first opened first"),
    Order.PUBLISHED: ("newest first", "oldest first"),
    Order.TITLE: ("by title, Z first", "by title"),
    Order.AGENCY: ("by agency, Z first", "by agency"),
    Order.LEFT: ("longest left first", "shortest left first"),
}
"""An order in words, descending and ascending."""
_DOWN_FIRST = (Order.OPENED, Order.PUBLISHED)
"""Orders that start with the highest."""


@dataclass
class Listed(Message):
    """A list is there."""

    asked: Asked
    ids: Sequence[int]
    whole: bool = True
    """False for the beginning of a list whose rest follows."""


@dataclass
class Unlisted(Message):
    """A list could not be had."""

    asked: Asked
    reason: str
    understood: bool
    """Whether that is no fault of the words."""


class Shelving(Common[Wanted]):
    """Lists what is asked for; slow lists are made in a thread, one at a time."""

    commands = LIBRARY

    shelf_list = getters.query_one(ShelfList)
    head = getters.query_one(ShelfHead)
    filter_bar = getters.query_one(FilterBar)
    status = getters.query_one(Summary)

    collection_name: str = ""
    """The collection whose briefings are listed, "" for all."""
    _typing: Timer | None = None
    _busy: bool = False
    _whole: bool = True
    """Whether all that is asked for is listed."""
    _again: bool = False

    def __init__(self, library: Library, *, back: bool = True) -> None:
        """Take the library, and whether there is something to go back to."""
        super().__init__(library)
        self.back = back
        self.navigation = ListNavigation(lambda: self.shelf_list)
        order, descending = library.setting("library_order", ("opened", True))
        self.asked = Asked(order=Order(order), descending=bool(descending))
        self._shown: Asked | None = None

    def compose(self) -> ComposeResult:
        """Title, filter, heads, the list, what is listed, keys."""
        yield Static("Library", markup=False, id="shelf-title")
        yield FilterBar(
            Input(
                placeholder="words of a title, agency or name · unread: · person:kroll · after:2024",
                compact=True,
            )
        )
        yield ShelfHead()
        yield ShelfList(self.library.shelf)
        yield Static("", markup=False, classes="empty")
        yield Summary()
        yield Hints(self.commands)

    def on_mount(self) -> None:
        """List."""
        self.query_one(Hints).keys = self.keys
        self.shelf_list.speed = self.library.config.words_per_minute
        self.query_one(".empty").display = False
        self.shelf_list.focus()
        self.list_again()

    # Listing

    def list_again(self) -> None:
        """List what is asked for as it is now."""
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        at_once = self.asked.order is Order.OPENED and not self.asked.words
        self._fetch_ids(whole=self._shown is not None or not at_once)

    def _fetch_ids(self, *, whole: bool) -> None:
        work = partial(self._list, self.asked, whole)
        self.run_worker(work, thread=True, group="list", exit_on_error=False)

    def _list(self, asked: Asked, whole: bool) -> None:
        """In a thread."""
        try:
            ids = self.library.shelf.ids(asked, -1 if whole else _FIRST)
            self.post_message(Listed(asked, ids, whole=whole or len(ids) < _FIRST))
        except BriefingError as error:
            known = not isinstance(error, QueryError)
            self.post_message(Unlisted(asked, str(error), known))

    def on_listed(self, event: Listed) -> None:
        """Show the list, and make the next one where it is outdated."""
        self._busy, self._whole = not event.whole, event.whole
        if event.asked == self.asked:
            self._show(event.asked, event.ids)
        if not event.whole:
            self.set_timer(_DRAWN, partial(self._fetch_ids, whole=True))
            return
        if self._again or event.asked != self.asked:
            self.list_again()

    def on_unlisted(self, event: Unlisted) -> None:
        """Say what is wrong; the list before it stays."""
        self._busy = False
        if event.asked == self.asked:
            self.filter_bar.tell(event.reason)
            if event.understood:
                self.say(event.reason, error=True)
        elif self._again or event.asked != self.asked:
            self.list_again()

    def _show(self, asked: Asked, ids: Sequence[int]) -> None:
        shown, before = self.shelf_list, self._shown
        place, id = shown.cursor or 0, shown.under_cursor
        shown.ids = ids
        same = before is not None and replace(asked, order=before.order) == replace(
            before, descending=asked.descending
        )
        found = shown.place_of(id) if same else 0
        shown.show(ids, place if found is None else found)
        self._shown = asked
        self.filter_bar.tell("")
        self._show_empty(not ids)
        self.summarise()

    def _show_empty(self, nothing: bool) -> None:
        empty = self.query_one(".empty", Static)
        empty.display, self.shelf_list.display = nothing, not nothing
        if self.asked.words.strip():
            empty.update("Nothing matches. Esc clears the filter.")
        elif self.collection_name:
            empty.update(f"Nothing is in {self.collection_name} yet. Esc shows all briefings.")
        else:
            empty.update("Nothing has been read yet.")
        if not nothing and self.focused is None:
            self.shelf_list.focus()

    def summarise(self) -> None:
        """Say how many there are, how many are selected, and the order."""
        listed, chosen = len(self.shelf_list.ids), len(self.shelf_list.selected)
        parts = [f"{listed:,} {'briefing' if listed == 1 else 'briefings'}"] if self._whole else []
        parts += [f"{chosen:,} selected"] if chosen else []
        self.status.left = " · ".join(parts)
        self.status.right = _NAMES[self.asked.order][not self.asked.descending]
        self.head.order, self.head.descending = self.asked.order, self.asked.descending
        title = f"Library · {self.collection_name}" if self.collection_name else "Library"
        self.query_one("#shelf-title", Static).update(title)

    # Filter and order

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Filter when the typing stops."""
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(_QUIET, self.filter_now)

    def filter_now(self) -> None:
        """List by the words as they are."""
        if self.filter_bar.words != self.asked.words:
            self.asked = replace(self.asked, words=self.filter_bar.words)
            self.list_again()

    def on_filter_bar_done(self) -> None:
        """The list has the keys again."""
        self.filter_now()
        self.shelf_list.focus()

    def on_shelf_head_sorted(self, event: ShelfHead.Sorted) -> None:
        """Sort by it, or the other way round."""
        self._sort(event.order)

    def _sort(self, order: Order) -> None:
        turned = order is self.asked.order
        descending = not self.asked.descending if turned else order in _DOWN_FIRST
        self.asked = replace(self.asked, order=order, descending=descending)
        self.library.keep_setting("library_order", (order.value, descending))
        self.list_again()

    def show_collection(self, id: int | None, name: str) -> None:
        """List the briefings of one collection, or of all."""
        self.collection_name = name
        self.asked = replace(self.asked, collection=id)
        self.list_again()

    def action_list_filter(self) -> None:
        """Type a filter."""
        self.filter_bar.open()

    def action_list_order(self) -> None:
        """The next order."""
        orders = list(Order)
        self._sort(orders[(orders.index(self.asked.order) + 1) % len(orders)])

    def action_list_turn(self) -> None:
        """The other way round."""
        self._sort(self.asked.order)

    # Opening

    def on_shelf_list_failed(self, event: ShelfList.Failed) -> None:
        """Say why rows are missing."""
        self.say(event.reason, error=True)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Open it."""
        self.action_list_open()

    def action_list_open(self) -> None:
        """Open what is under the cursor, or all that is selected, in the order of the list."""
        ids = list(islice(self.chosen(), _MOST + 1))
        if len(ids) > _MOST:
            self.say(f"More than {_MOST} are selected; select fewer to open them.", error=True)
            return
        hashes = self.library.shelf.hashes(ids)
        if hashes:
            self.dismiss(Wanted(kept=hashes))

    def chosen(self) -> Sequence[int]:
        """The ids of what is selected, those listed first in their order, else of what is under the cursor."""
        shown = self.shelf_list
        if shown.selected:
            listed = [id for id in shown.ids if id in shown.selected]
            return [*listed, *sorted(shown.selected.difference(listed))]
        return [shown.under_cursor] if shown.under_cursor is not None else []
