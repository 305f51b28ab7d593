from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.sanitize import sanitize_line
from briefing.tui.commands import CONFIRM, TEXT_DIALOG
from briefing.tui.dialogs.base import Dialog
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.key_bindings import dialog_bindings


class ChoiceDialog(LetterListDialog[str]):
    def __init__(
        self, title: str, choices: Sequence[tuple[str, str]], about: str = "", at: int = 0
    ) -> None:
        super().__init__()
        self._title, self._choices, self._about, self._at = title, choices, about, at

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small") as panel:
            panel.border_title = Content(self._title)
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
    commands = CONFIRM
    BINDINGS = dialog_bindings(CONFIRM)

    def __init__(self, title: str, about: str | Content, *, careful: bool = False) -> None:
        """If `careful`, Enter means no."""
        super().__init__()
        self._title, self._about, self._careful = title, about, careful

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel line") as panel:
            panel.border_title = Content(self._title)
            yield Static(self._about, markup=False)

    def _key_words(self) -> list[str]:
        yes, no, *others = super()._key_words()
        return [yes, f"Enter {no}", *others] if self._careful else [f"Enter {yes}", no, *others]

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)

    def action_accept(self) -> None:
        self.dismiss(not self._careful)


def ask_private_host(host: str) -> ConfirmDialog:
    about = f"{sanitize_line(host)} is on your own network."
    return ConfirmDialog("Fetch from your own network?", about, careful=True)


class TextDialog(Dialog[None]):
    commands = TEXT_DIALOG
    BINDINGS = dialog_bindings(TEXT_DIALOG)

    def __init__(self, title: str, content: Content) -> None:
        super().__init__()
        self._title, self._content = title, content

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small") as panel:
            panel.border_title = Content(self._title)
            yield Static(self._content, markup=False)
