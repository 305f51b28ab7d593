from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from briefing.errors import BriefingError, QueryError
from briefing.library import Library
from briefing.library.document_list import ListOrder, ListRequest
from briefing.tui.open_request import OpenRequest
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.filter_bar import FilterBar
from briefing.tui.widgets.library_table import LibraryTable

QUIET = 0.08
"""Seconds without typing before the list is filtered."""
_FIRST = 100
"""Documents listed first, while the full list is loading, if the order allows it."""
_DRAWN = 0.05
"""Seconds before the full list is requested, so that these can be drawn."""
_MOST = 200
_DOWN_FIRST = (ListOrder.OPENED, ListOrder.PUBLISHED)
"""Orders that are descending by default."""


class _Listed(Struct, frozen=True):
    ids: Sequence[int]
    whole: bool
    """False for the first part of a list."""


class LibraryList:
    def __init__(
        self,
        table: LibraryTable,
        filter_bar: FilterBar,
        library: Library,
        ui: ReaderInterface,
        *,
        changed: Callable[[], object],
        answer: Callable[[OpenRequest], object],
        quiet: float = QUIET,
    ) -> None:
        self._table, self._filter_bar, self._library, self._ui = table, filter_bar, library, ui
        self._changed, self._answer, self._quiet = changed, answer, quiet
        kept = library.failures.attempt(None, library.settings.get, "library_order")
        order, descending = kept or ("opened", True)
        self.asked = ListRequest(order=ListOrder(order), descending=bool(descending))
        self.collection_name = ""
        self.whole = True
        self.total = 0
        """Without the filter."""
        self._shown: ListRequest | None = None
        self._busy = self._again = False
        self._goal: int | None = None
        """Id where the cursor goes; None for where it is."""

    # Listing

    def refresh(self, goal: object = None) -> None:
        self._goal = goal if isinstance(goal, int) else self._goal
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        at_once = self.asked.order is ListOrder.OPENED and not self.asked.words
        self._fetch(whole=self._shown is not None or not at_once)

    def _fetch(self, *, whole: bool) -> None:
        asked = self.asked
        work = partial(self._ids, asked, whole)
        self._ui.run("list", work, partial(self._take, asked), partial(self._fail, asked))

    def _ids(self, asked: ListRequest, whole: bool) -> _Listed:
        ids = self._library.documents.listing.ids(asked, -1 if whole else _FIRST)
        return _Listed(ids, whole=whole or len(ids) < _FIRST)

    def _take(self, asked: ListRequest, listed: _Listed) -> None:
        self._busy, self.whole = not listed.whole, listed.whole
        if asked == self.asked:
            self._show(asked, listed.ids)
        if not listed.whole:
            self._ui.call_when_quiet("rest", _DRAWN, partial(self._fetch, whole=True))
        elif self._again or asked != self.asked:
            self.refresh()

    def _fail(self, asked: ListRequest, error: BriefingError) -> None:
        self._busy = False
        if asked == self.asked:
            self._filter_bar.tell(str(error))
            if not isinstance(error, QueryError):
                self._ui.say(str(error), error=True)
        elif self._again or asked != self.asked:
            self.refresh()

    def _show(self, asked: ListRequest, ids: Sequence[int]) -> None:
        table, before = self._table, self._shown
        place, id = table.cursor or 0, self._goal or table.under_cursor
        self._goal = None
        table.ids = ids
        self.total = max(self.total, len(ids)) if asked.words else len(ids)
        same = before is not None and replace(asked, order=before.order) == replace(
            before, descending=asked.descending
        )
        found = table.place_of(id) if same else 0
        table.show(ids, place if found is None else found)
        self._shown = asked
        self._filter_bar.tell("")
        self._changed()

    # Filter and order

    def type_filter(self) -> None:
        self._filter_bar.open()

    def filter_later(self) -> None:
        self._ui.call_when_quiet("filter", self._quiet, self.filter)

    def filter(self) -> None:
        if self._filter_bar.words != self.asked.words:
            self.asked = replace(self.asked, words=self._filter_bar.words)
            self.refresh()

    def sort(self, order: ListOrder) -> None:
        """A second time, reverse the order."""
        turned = order is self.asked.order
        descending = not self.asked.descending if turned else order in _DOWN_FIRST
        self.asked = replace(self.asked, order=order, descending=descending)
        keep = self._library.settings.keep
        self._ui.write(partial(keep, "library_order", (order.value, descending)))
        self.refresh()

    def sort_by_next(self) -> None:
        orders = list(ListOrder)
        self.sort(orders[(orders.index(self.asked.order) + 1) % len(orders)])

    def sort_other_way(self) -> None:
        self.sort(self.asked.order)

    def show_collection(self, id: int | None, name: str) -> None:
        self.collection_name, self.total = name, 0
        self.asked = replace(self.asked, collection=id)
        self.refresh()

    # Selecting and opening

    def toggle(self, id: int) -> None:
        self._select(self._table.selected ^ {id})

    def select_and_go_on(self) -> None:
        table = self._table
        if table.under_cursor is not None:
            self.toggle(table.under_cursor)
            table.cursor = min((table.cursor or 0) + 1, table.count - 1)

    def select_all(self) -> None:
        listed = frozenset(self._table.ids)
        self._select(frozenset() if listed <= self._table.selected else listed)

    def deselect(self) -> bool:
        had = bool(self._table.selected)
        self._select(frozenset())
        return had

    def _select(self, selected: frozenset[int]) -> None:
        self._table.select(selected)
        self._changed()

    def chosen(self) -> Sequence[int]:
        """Ids of the selection in list order, then those not listed; without a selection, the one
        under the cursor.
        """
        table = self._table
        if table.selected:
            listed = [id for id in table.ids if id in table.selected]
            return [*listed, *sorted(table.selected.difference(listed))]
        return [table.under_cursor] if table.under_cursor is not None else []

    def open(self) -> None:
        ids = list(islice(self.chosen(), _MOST + 1))
        if len(ids) > _MOST:
            says = f"More than {_MOST} are selected; select fewer to open them."
            self._ui.say(says, error=True)
            return
        hashes = self._library.documents.listing.hashes(ids)
        if hashes:
            self._answer(OpenRequest(kept=hashes))
