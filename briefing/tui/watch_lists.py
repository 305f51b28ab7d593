from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.tui import dialogs
from briefing.tui.reader_interface import ReaderInterface

if TYPE_CHECKING:
    from briefing.library.search_service import Hit
    from briefing.library.watches.watch_service import Watch, WatchHit
    from briefing.tui.undo_stack import UndoStep

_SECONDS = 5.0
"""Longest time for indexing, and for comparing, before the list is shown."""
_MOST = 100
"""Hits that are listed of a watch."""


class WatchLists:
    def __init__(
        self,
        library: Library,
        ui: ReaderInterface,
        *,
        open_hit: "Callable[[Hit, str], object]",
        remember: "Callable[[UndoStep], None]",
    ) -> None:
        self._library, self._ui = library, ui
        self._open_hit, self._remember = open_hit, remember

    def show(self) -> None:
        self._ui.say("Comparing briefings…", lasting=True)
        self._ui.run("watches", partial(compare, self._library, _SECONDS), self._show)

    def _show(self, left: int, at: int | None = None) -> None:
        self._ui.say("")
        watches = self._library.watches
        dialog = dialogs.WatchesDialog(watches, self._ui, self._remember, left, at)
        self._ui.ask(dialog, self._list_hits)

    def _list_hits(self, watch: "Watch") -> None:
        def show(hits: "tuple[WatchHit, ...]") -> None:
            dialog = dialogs.WatchHitsDialog(
                watch, hits, self._library.watches, self._ui, self._remember
            )
            self._ui.push(dialog, closed)

        def closed(hit: "WatchHit | None") -> None:
            if hit is None:
                self._ui.after_writing(partial(self._show, 0, watch.id))
            else:
                self._ui.write(partial(self._library.watches.see, [hit]))
                self._open_hit(hit.hit, watch.query)

        self._ui.run("watches", partial(self._library.watches.hits, watch, _MOST), show)


def compare(library: Library, seconds: float) -> int:
    if not library.watches.has_any:
        return 0
    waiting = library.search.index(seconds)
    return waiting + library.watches.match(seconds)
