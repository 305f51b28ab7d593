from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.model.sanitize import sanitize_line
from briefing.tui.dialogs.base import Dialog
from briefing.tui.dialogs.list_dialog import LetterListDialog

_LIKELY = "Enter or y: yes · n or Esc: no"
_CAREFUL = "y: yes · Enter, n or Esc: no"


class ChoiceDialog(LetterListDialog[str]):
    """Returns the name of the chosen line."""

    def __init__(
        self, title: str, choices: Sequence[tuple[str, str]], about: str = "", at: int = 0
    ) -> None:
        super().__init__()
        self._title, self._choices, self._about, self._at = title, choices, about, at

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small") as panel:
            panel.border_title = Content(self._title)
            panel.border_subtitle = "Enter chooses · Esc closes"
            if self._about:
                yield Static(self._about, markup=False, classes="quoted")
            yield OptionList(
                *(Option(Content(shown), id=name) for name, shown in self._choices), compact=True
            )

    def on_mount(self) -> None:
        choices = self.query_one(OptionList)
        choices.focus()
        choices.highlighted = self._at

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


class LetterMenu(ChoiceDialog):
    """The letter before a line chooses it."""

    def __init__(
        self, title: str, entries: Sequence[tuple[str, str, str]], about: str = ""
    ) -> None:
        """`entries` are letters, names and shown words."""
        super().__init__(title, [(name, f"{key}  {shown}") for key, name, shown in entries], about)
        self._names = {key: name for key, name, _ in entries}

    def on_key(self, event: events.Key) -> None:
        name = self._names.get(event.character or "")
        if name is not None:
            event.stop()
            self.dismiss(name)


class ConfirmDialog(Dialog[bool]):
    BINDINGS = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("enter", "accept", "Default answer", show=False),
        Binding("n", "answer(False)", "No", show=False),
    ]

    def __init__(self, title: str, about: str | Content, *, careful: bool = False) -> None:
        """If `careful`, Enter means no."""
        super().__init__()
        self._title, self._about, self._careful = title, about, careful

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel line") as panel:
            panel.border_title = Content(self._title)
            panel.border_subtitle = _CAREFUL if self._careful else _LIKELY
            yield Static(self._about, markup=False)

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)

    def action_accept(self) -> None:
        self.dismiss(not self._careful)


def ask_private_host(host: str) -> ConfirmDialog:
    about = f"{sanitize_line(host)} is on your own network."
    return ConfirmDialog("Fetch from your own network?", about, careful=True)


class TextDialog(Dialog[None]):
    BINDINGS = [Binding("enter,q", "close", "Close", show=False)]

    def __init__(self, title: str, content: Content) -> None:
        super().__init__()
        self._title, self._content = title, content

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small") as panel:
            panel.border_title = Content(self._title)
            panel.border_subtitle = "Esc closes"
            yield Static(self._content, markup=False)
