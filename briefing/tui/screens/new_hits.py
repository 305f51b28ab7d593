from collections.abc import Callable

from briefing.library import Library
from briefing.tui.reader_interface import ReaderInterface, ignore
from briefing.tui.watch_lists import compare

OFTEN = 10.0
"""Seconds between looks at what other programs brought in."""
_QUIET = 0.5
"""Seconds without a change of the list before they are counted."""
_SECONDS = 5.0
"""Longest time for indexing, and for comparing; the next look goes on."""


class NewHits:
    def __init__(
        self, library: Library, ui: ReaderInterface, changed: Callable[[], object]
    ) -> None:
        self._library, self._ui, self._changed = library, ui, changed
        self.count = 0

    def look(self) -> None:
        self._ui.call_when_quiet("new hits", _QUIET, self.find)

    def find(self) -> None:
        self._ui.run("new hits", self._find, self._take, ignore)

    def _find(self) -> int:
        compare(self._library, _SECONDS)
        return self._library.watches.count_new()

    def _take(self, count: int) -> None:
        if count != self.count:
            self.count = count
            self._changed()
