from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from briefing.tui.dialogs.base import Dialog


class HintDialog(Dialog[str]):
    def __init__(self, known: list[str]) -> None:
        super().__init__()
        self._known, self._typed = known, ""

    def compose(self) -> ComposeResult:
        yield Static(
            Content("Type the letters of a link; Esc closes."), markup=False, classes="hint-line"
        )

    def on_key(self, event: events.Key) -> None:
        """Takes letters as input, which bindings cannot do."""
        if event.character is None or not event.character.isalpha():
            return
        event.stop()
        self._typed += event.character.lower()
        if self._typed in self._known:
            self.dismiss(self._typed)
        elif not any(label.startswith(self._typed) for label in self._known):
            self.dismiss(None)
