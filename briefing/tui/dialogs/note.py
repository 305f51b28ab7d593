"""Writing: a note of several lines, or one line."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from briefing.tui.dialogs.base import Dialog
from briefing.tui.dialogs.choice import ConfirmDialog

_SHOWN = 200


class NoteDialog(Dialog[str]):
    """Answers with the note's text, "" to remove it."""

    BINDINGS = [Binding("ctrl+s", "save", "Save", show=False, priority=True)]

    def __init__(self, quote: str, body: str = "") -> None:
        super().__init__()
        self._quote, self._body = " ".join(quote.split()), body

    def compose(self) -> ComposeResult:
        """What it is about, and the editor."""
        with Vertical(classes="panel small") as panel:
            panel.border_title = "Note"
            panel.border_subtitle = "Ctrl+S keeps it · Esc leaves it"
            short = self._quote[:_SHOWN] + ("…" if len(self._quote) > _SHOWN else "")
            yield Static(f"“{short}”", markup=False, classes="quoted")
            yield TextArea(self._body, compact=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Write at once."""
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    def action_close(self) -> None:
        """Close; what was written is not thrown away unasked."""
        written = self.query_one(TextArea).text.strip()
        if written == self._body.strip():
            self.dismiss(None)
            return
        question = ConfirmDialog("Throw away what you wrote?", written[:_SHOWN], careful=True)

        def done(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        self.app.push_screen(question, done)

    def action_save(self) -> None:
        """Answer."""
        self.dismiss(self.query_one(TextArea).text.strip())


class LineDialog(Dialog[str]):
    """Answers with one line."""

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__()
        self._title, self._value = title, value

    def compose(self) -> ComposeResult:
        """The line."""
        with Vertical(classes="panel line") as panel:
            panel.border_title = Content(self._title)
            panel.border_subtitle = "Enter keeps it · Esc leaves it"
            yield Input(self._value, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        event.stop()
        self.dismiss(event.value.strip())
