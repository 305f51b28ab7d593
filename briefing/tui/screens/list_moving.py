"""Moving in a screen that is a list."""

from typing import TypeVar

from briefing.tui.screens.common import Common
from briefing.tui.widgets.listing import Listing

T = TypeVar("T")


class ListMoving(Common[T]):
    """The commands that move, for the list that has the keys."""

    @property
    def moving(self) -> Listing:
        """The list that is moved in; the screen says which."""
        raise NotImplementedError

    def action_line_down(self) -> None:
        """The next one."""
        self.moving.action_cursor(1)

    def action_line_up(self) -> None:
        """The one before."""
        self.moving.action_cursor(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.moving.move(max(1, self.moving.size.height // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.moving.move(-max(1, self.moving.size.height // 2))

    def action_list_page_down(self) -> None:
        """A page down."""
        self.moving.action_page(1)

    def action_list_page_up(self) -> None:
        """A page up."""
        self.moving.action_page(-1)

    def action_top(self) -> None:
        """The first one."""
        self.moving.action_edge(1)

    def action_bottom(self) -> None:
        """The last one."""
        self.moving.action_edge(-1)
