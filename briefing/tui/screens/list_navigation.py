from collections.abc import Callable

from briefing.tui.widgets.virtual_list import VirtualList


class ListNavigation:
    def __init__(self, current: Callable[[], VirtualList]) -> None:
        self._current = current

    def line_down(self) -> None:
        self._current().action_cursor(1)

    def line_up(self) -> None:
        self._current().action_cursor(-1)

    def half_down(self) -> None:
        self._current().move_half_page(1)

    def half_up(self) -> None:
        self._current().move_half_page(-1)

    def page_down(self) -> None:
        self._current().action_page(1)

    def page_up(self) -> None:
        self._current().action_page(-1)

    def top(self) -> None:
        self._current().action_edge(1)

    def bottom(self) -> None:
        self._current().action_edge(-1)
