from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.library.stories.related_issues import RelatedIssue
from briefing.sanitize import sanitize_line
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.shown_facts import join_facts, not_compared, shown_day

_EMPTY = "No other briefing in the library is about this yet. Esc goes back to the text."


class RelatedIssuesDialog(LetterListDialog[tuple[str, int]]):
    """Returns a document's SHA-256 and a section index."""

    def __init__(self, title: str, found: tuple[RelatedIssue, ...], left: int) -> None:
        """`left` counts briefings that are not compared yet."""
        super().__init__()
        self._title, self._found, self._left = title, found, left

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel") as panel:
            panel.border_title = Content(sanitize_line(f"Also about this: {self._title}"))
            if self._left:
                yield Static(not_compared(self._left), markup=False, classes="quoted")
            if not self._found:
                yield Static(_EMPTY, markup=False, classes="empty")
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.display = bool(self._found)
        self.list_options([Option(_prompt(each), id=str(n)) for n, each in enumerate(self._found)])
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        near = self._found[int(event.option_id or 0)]
        self.dismiss((near.sha256, near.index))


def _prompt(near: RelatedIssue) -> Content:
    title = near.title if near.title != near.issue else ""
    facts = join_facts(title, near.outlet, shown_day(near.published, near.added))
    return Content.assemble(
        (sanitize_line(near.issue), "bold"),
        ("\n" + facts, "$muted"),
        (f"\nshared: {sanitize_line(near.reason)}\n", "$text-accent"),
    )
