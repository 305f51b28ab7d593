from typing import TypeVar

from textual.binding import Binding
from textual.widgets import OptionList

from briefing.tui.dialogs.base import Dialog

T = TypeVar("T")


class ListDialog(Dialog[T]):
    def action_move(self, count: int) -> None:
        options = self.query_one(OptionList)
        (options.action_cursor_down if count > 0 else options.action_cursor_up)()


class LetterListDialog(ListDialog[T]):
    BINDINGS = [
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
        Binding("q", "close", "Close", show=False),
    ]
