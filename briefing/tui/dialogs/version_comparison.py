from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from briefing.library.version_history import VersionComparison
from briefing.model import Section, Span
from briefing.model.diff_hunks import HunkPart, diff_hunks
from briefing.model.version_diff import Change, ChangeKind
from briefing.sanitize import sanitize_line
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.shown_facts import shown_date
from briefing.tui.two_sided_line import Part

_STYLES = {
    HunkPart.KEPT: "",
    HunkPart.REMOVED: "$text-error strike",
    HunkPart.ADDED: "$text-success underline",
}
_NAMES = {
    ChangeKind.ADDED: ("Added", "bold $text-success"),
    ChangeKind.GONE: ("Gone", "bold $text-error"),
    ChangeKind.REWORDED: ("Reworded", "bold $text-primary"),
    ChangeKind.MOVED: ("Moved", "bold $text-accent"),
}
_PASSAGES = 40
_FIRST_WORDS = 200
"""Characters shown of an added or removed section."""


class ChangeTarget(Struct, frozen=True):
    sha256: str
    place: Span


class Line(Struct, frozen=True):
    content: Content
    target: ChangeTarget | None = None


class ChangesDialog(LetterListDialog[ChangeTarget]):
    """Returns a place in the new version, or in the old one for removed text."""

    def __init__(self, comparison: VersionComparison) -> None:
        super().__init__()
        self._lines = [Line(_summary(comparison)), *comparison_lines(comparison)]

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel changes") as panel:
            panel.border_title = "What changed"
            yield OptionList(
                *(
                    Option(Content.assemble(line.content), id=str(n), disabled=line.target is None)
                    for n, line in enumerate(self._lines)
                ),
                id="changes",
                compact=True,
            )

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.focus()
        if len(self._lines) > 1:
            options.highlighted = 1

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._lines[int(event.option_id or 0)].target)


def comparison_lines(comparison: VersionComparison) -> Iterator[Line]:
    for change in comparison.changes:
        if change.kind is not ChangeKind.SAME:
            yield _issue(comparison, change)
            yield from _passages(comparison, change)


def _summary(comparison: VersionComparison) -> Content:
    counts = Counter(change.kind for change in comparison.changes)
    said = [f"{counts[kind]} {name.lower()}" for kind, (name, _) in _NAMES.items() if counts[kind]]
    what = ", ".join(said) or "no issue changed except in spacing and typography"
    day, hour = comparison.read_before[:10], comparison.read_before[11:16]
    since = f"Since the version read on {shown_date(day)} at {hour} UTC: "
    return Content.assemble((since, "$muted"), what, "\n")


def _issue(comparison: VersionComparison, change: Change) -> Line:
    name, style = _NAMES[change.kind]
    document = comparison.after.document if change.after else comparison.before.document
    section = change.after or change.before
    assert section is not None
    parts: list[Part] = [(f"{name:9} ", style), (sanitize_line(section.title), "bold")]
    if change.kind in (ChangeKind.ADDED, ChangeKind.GONE):
        ink = HunkPart.ADDED if change.after else HunkPart.REMOVED
        parts.append((f"\n{_first_words(document.text, section)}", _STYLES[ink]))
    end = "\n" if change.kind is not ChangeKind.REWORDED else ""
    place = Span(section.span.start, section.span.start)
    return Line(Content.assemble(*parts, end), ChangeTarget(document.sha256, place))


def _passages(comparison: VersionComparison, change: Change) -> Iterator[Line]:
    old, new = comparison.before.document, comparison.after.document
    found = list(diff_hunks(old.text, new.text, change))
    for number, passage in enumerate(found[:_PASSAGES], 1):
        parts: list[Part] = [(words, _STYLES[ink]) for words, ink in passage.pieces]
        last = number == min(len(found), _PASSAGES)
        end = f"\nand {len(found) - _PASSAGES} more\n" if len(found) > _PASSAGES else "\n"
        content = Content.assemble(*parts, end if last else "")
        yield Line(content, ChangeTarget(new.sha256, passage.place))


def _first_words(text: str, section: Section) -> str:
    start = section.heading.end if section.heading else section.span.start
    words = " ".join(text[start : min(section.span.end, start + 2 * _FIRST_WORDS)].split())
    words = words.removeprefix(section.title).strip()
    return words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS].rpartition(" ")[0] + " …"
