from typing import TypeVar

from textual.binding import Binding
from textual.screen import ModalScreen

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """Escape closes it and returns None."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS = [Binding("escape", "close", "Close", show=False)]

    def hold(self) -> None: ...

    def action_close(self) -> None:
        self.dismiss(None)
