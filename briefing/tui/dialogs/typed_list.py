from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from briefing.tui.dialogs.base import Dialog
from briefing.tui.widgets.virtual_list import VirtualList

T = TypeVar("T")


class TypedListDialog(Dialog[T]):
    """A field that keeps the focus, and a list of what fits the words in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "cursor(1)", "Down", show=False),
        Binding("up,ctrl+p", "cursor(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("ctrl+home", "edge(1)", "First", show=False),
        Binding("ctrl+end", "edge(-1)", "Last", show=False),
    ]

    @property
    def typed_list(self) -> VirtualList:
        return self.query_one(VirtualList)

    def action_cursor(self, direction: int) -> None:
        self.typed_list.action_cursor(direction)

    def action_page(self, direction: int) -> None:
        self.typed_list.action_page(direction)

    def action_edge(self, direction: int) -> None:
        self.typed_list.action_edge(direction)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.typed_list.action_choose()
