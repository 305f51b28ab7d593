from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from briefing.tui.dialogs.base import Dialog

_SAYS: tuple[tuple[str, str], ...] = (
    ("Briefing splits a long article into its issues, lists who is in it and remembers your place.\n\n", ""),
    ("briefing FILE", "bold $text-accent"),
    ("     a text, page, PDF, e-book, mail\n", ""),
    ("briefing ADDRESS", "bold $text-accent"),
    ("  an article on the web\n", ""),
    ("briefing -", "bold $text-accent"),
    ("        the output of another program\n\n", ""),
    ("?", "bold $text-accent"),
    (" shows the keys at any time.", ""),
)  # fmt: skip


class WelcomeDialog(Dialog[str]):
    """Returns "sample" to open the sample."""

    BINDINGS = [
        Binding("enter", "sample", "Read the sample", show=False),
        Binding("q", "leave", "Quit", show=False),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small") as panel:
            panel.border_title = "Welcome"
            panel.border_subtitle = "Enter reads the sample · Esc closes · q quits"
            yield Static(Content.assemble(*_SAYS), markup=False)

    def action_sample(self) -> None:
        self.dismiss("sample")

    async def action_leave(self) -> None:
        await self.app.action_quit()
