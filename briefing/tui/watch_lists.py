from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.tui import dialogs
from briefing.tui.open_request import ListPlace
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.story_views import GoTo, StoryView, StoryViews

if TYPE_CHECKING:
    from briefing.library.search_service import Hit
    from briefing.library.stories.story import Story
    from briefing.library.watches.watch_service import Watch, WatchHit
    from briefing.tui.dialogs.watch_hits_dialog import HitRequest
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
        open_hit: "Callable[[Hit, str, ListPlace], object]",
        go_to: GoTo,
        remember: "Callable[[UndoStep], None]",
    ) -> None:
        self._library, self._ui = library, ui
        self._open_hit, self._remember = open_hit, remember
        self._views = StoryViews(library, ui, go_to)

    def show(
        self, id: int = 0, line: int = 0, view: "StoryView | None" = None, at: int = 0
    ) -> None:
        watch = next((each for each in self._library.watches.all() if each.id == id), None)
        if watch is not None:
            self._list_hits(watch, line, view, at)
        else:
            self._ui.say("Comparing briefings…", lasting=True)
            self._ui.run("watches", partial(compare, self._library, _SECONDS), self._show)

    def _show(self, left: int, at: int | None = None) -> None:
        self._ui.say("")
        watches = self._library.watches
        dialog = dialogs.WatchesDialog(watches, self._ui, self._remember, left, at)
        self._ui.ask(dialog, self._list_hits)

    def _list_hits(
        self, watch: "Watch", line: int = 0, view: "StoryView | None" = None, at: int = 0
    ) -> None:
        def show(hits: "tuple[WatchHit, ...]") -> None:
            if view is not None and line < len(hits):
                self._show_view(view, watch, hits, line, at)
                return

            def closed(answer: "HitRequest | None") -> None:
                if answer is None:
                    self._ui.after_writing(partial(self._show, 0, watch.id))
                else:
                    self._answer(watch, hits, answer)

            watches = self._library.watches
            dialog = dialogs.WatchHitsDialog(watch, hits, watches, self._ui, self._remember, line)
            self._ui.push(dialog, closed)

        self._ui.run("watches", partial(self._library.watches.hits, watch, _MOST), show)

    def _answer(self, watch: "Watch", hits: "Sequence[WatchHit]", answer: "HitRequest") -> None:
        hit = hits[answer.line]
        if answer.view != "open":
            self._show_view(answer.view, watch, hits, answer.line)
            return
        self._ui.write(partial(self._library.watches.see, [hit]))
        self._open_hit(hit.hit, watch.query, ListPlace("watches", (watch.id, answer.line)))

    def _show_view(
        self,
        view: "StoryView",
        watch: "Watch",
        hits: "Sequence[WatchHit]",
        line: int,
        at: int = 0,
    ) -> None:

        def place(view: "StoryView", at: int) -> ListPlace:
            return ListPlace("watches", (watch.id, line, view, at))

        def show(story: "Story") -> None:
            closed = partial(self._list_hits, watch, line)
            self._views.show(view, story, place, closed, at, watch.name)

        def find() -> "Story":
            places = [(each.hit.sha256, each.hit.span.start) for each in hits]
            stories = self._library.stories
            return stories.holding(*places[line]) if view == "compare" else stories.gather(places)

        self._ui.run("watches", find, show)


def compare(library: Library, seconds: float) -> int:
    if not library.watches.has_any:
        return 0
    waiting = library.search.index(seconds)
    return waiting + library.watches.match(seconds)
