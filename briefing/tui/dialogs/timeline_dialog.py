from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.library.timeline_rows import Row
from briefing.sanitize import sanitize_line
from briefing.tui.commands import TIMELINE
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.shown_facts import join_facts, one_line

_AROUND = 110
"""Code points of a sentence shown on either side of the words."""
_WORD = 20


class View(Struct, frozen=True):
    """What is listed."""

    figures: bool = False
    whole: bool = False
    """Of the whole text, not of one issue."""
    can_widen: bool = False
    line: int = 0

    @property
    def kind(self) -> str:
        return "figures" if self.figures else "dates"


class TimelineDialog(LetterListDialog[int | View]):
    """Returns the row to go to, or what to list in its place."""

    commands = TIMELINE
    BINDINGS = dialog_bindings(TIMELINE)

    def __init__(self, rows: Sequence[Row], left_out: str, view: View, of: str) -> None:
        super().__init__()
        self._rows, self._left_out, self._view, self._of = rows, left_out, view, of
        self.can_widen = view.can_widen

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel timeline") as panel:
            title = f"{self._view.kind.capitalize()}: {self._of}"
            panel.border_title = Content(sanitize_line(title))
            if not self._rows:
                yield Static(self._why_none(), markup=False, classes="empty")
            yield OptionList(compact=True)
            if self._left_out:
                yield Static(sanitize_line(self._left_out), markup=False, classes="quoted")

    def _why_none(self) -> str:
        other = replace(self._view, figures=not self._view.figures).kind
        widen = f", {self.key_of('timeline_scope')} looks in the whole text"
        more = widen if self.can_widen and not self._view.whole else ""
        return (
            f"No {self._view.kind} stand here. {self.key_of('timeline_kind')} lists {other}{more}."
        )

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.display = bool(self._rows)
        lines = [Option(_prompt(row), id=str(n)) for n, row in enumerate(self._rows)]
        self.list_options(lines, self._view.line)
        options.focus()

    def action_change_kind(self) -> None:
        self.dismiss(replace(self._view, figures=not self._view.figures, line=0))

    def action_widen(self) -> None:
        if self.can_widen:
            self.dismiss(replace(self._view, whole=not self._view.whole, line=0))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(int(event.option_id or 0))


def _prompt(row: Row) -> Content:
    text, span, sentence = row.part.document.text, row.found.span, row.found.sentence
    start, end = max(sentence.start, span.start - _AROUND), min(sentence.end, span.end + _AROUND)
    if start > sentence.start:
        start = text.find(" ", start, start + _WORD) + 1 or start
    if end < sentence.end:
        end = max(text.rfind(" ", end - _WORD, end), 0) or end
    before, after = text[start : span.start], text[span.end : end]
    return Content.assemble(
        (sanitize_line(row.value), "bold"),
        (f" · {facts}" if (facts := join_facts(row.note, row.part.outlet)) else "", "$muted"),
        f"\n  {'… ' if start > sentence.start else ''}{one_line(before)}",
        (one_line(span.of(text)), "$text-accent"),
        f"{one_line(after)}{' …' if end < sentence.end else ''}",
    )
