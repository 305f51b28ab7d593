"""Moving in a screen that is a list."""

from collections.abc import Callable

from briefing.tui.widgets.virtual_list import VirtualList


class ListNavigation:
    """The commands that move, for the list that has the keys."""

    def __init__(self, current: Callable[[], VirtualList]) -> None:
        """Take what says which list that is."""
        self._current = current

    def line_down(self) -> None:
        """Go to the next one."""
        self._current().action_cursor(1)

    def line_up(self) -> None:
        """Go to the one before."""
        self._current().action_cursor(-1)

    def half_down(self) -> None:
        """Move down half a page."""
        self._current().move_half_page(1)

    def half_up(self) -> None:
        """Move up half a page."""
        self._current().move_half_page(-1)

    def page_down(self) -> None:
        """Move down a page."""
        self._current().action_page(1)

    def page_up(self) -> None:
        """Move up a page."""
        self._current().action_page(-1)

    def top(self) -> None:
        """Go to the first one."""
        self._current().action_edge(1)

    def bottom(self) -> None:
        """Go to the last one."""
        self._current().action_edge(-1)
