from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from briefing.tui.commands import WELCOME
from briefing.tui.dialogs.base import Dialog
from briefing.tui.key_bindings import dialog_bindings

_SAYS: tuple[tuple[str, str], ...] = (
    ("Briefing splits a long article into issues, shows who is in it and remembers your place.\n\n", ""),
    ("briefing FILE", "bold $text-accent"),
    ("     a text, page, PDF, e-book, mail\n", ""),
    ("briefing ADDRESS", "bold $text-accent"),
    ("  an article on the web\n", ""),
    ("briefing -", "bold $text-accent"),
    ("        text from a pipe\n\n", ""),
    ("?", "bold $text-accent"),
    (" shows the keys at any time.", ""),
)  # fmt: skip


class WelcomeDialog(Dialog[str]):
    """Returns what to show: "sample", "pick" or "feeds"."""

    commands = WELCOME
    BINDINGS = dialog_bindings(WELCOME)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small") as panel:
            panel.border_title = "Welcome"
            yield Static(Content.assemble(*_SAYS), markup=False)

    def action_answer(self, answer: str) -> None:
        self.dismiss(answer)

    async def action_leave(self) -> None:
        await self.app.action_quit()
