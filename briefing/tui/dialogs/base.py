"""What dialogs share."""

from typing import TypeVar

from textual.binding import Binding
from textual.screen import ModalScreen

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A panel over the screen that Escape closes, with None for an answer."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS = [Binding("escape", "close", "Close", show=False)]

    def hold(self) -> None:
        """Hold what is typed here, where a dialog has a place for it."""

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
