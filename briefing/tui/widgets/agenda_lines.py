import re
from collections.abc import Mapping

from msgspec import Struct, field
from textual.content import Content

from briefing.model import TitleSource
from briefing.model.section import shown_title
from briefing.tui.agenda_rows import AgendaRows
from briefing.tui.outline import place_in
from briefing.tui.two_sided_line import Part

_PRESENT, _UNREAD, _NEW, _CHANGED = "▌", "•", "+", "~"
_BOOKMARK, _NOTE, _HIGHLIGHT = "◆", "✎", "▪"
SIGNS = (
    (_PRESENT, "The issue that you are reading"),
    (_UNREAD, "An issue that you have not read"),
    (_BOOKMARK, "An issue that you bookmarked"),
    (f"{_NOTE} {_HIGHLIGHT}", "An issue with a note of yours, or with highlights alone"),
    ("2", "Minutes that it takes, from 2 on; 2× says how often the search found it"),
    ("italics", "The text gives no title; this one was inferred"),
    (_CHANGED, "An issue that changed since the previous version"),
    (f"{_NEW} new", "An issue or a name that is not in the source's previous briefing"),
)
_DEEPEST = 4
"""Levels that are indented."""
_OWN_NUMBER = re.compile(r"(\d{1,4})[.):]? +(?=\S)")


class AgendaMarks(Struct, frozen=True):
    read: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()
    highlights: Mapping[int, int] = field(default_factory=dict)
    notes: Mapping[int, int] = field(default_factory=dict)
    matches: Mapping[int, int] = field(default_factory=dict)
    changed: frozenset[int] = frozenset()
    new: frozenset[int] = frozenset()
    """Not in the previous briefing of the same source."""

    def differing(self, old: "AgendaMarks") -> frozenset[int]:
        """Sections whose marks are others."""
        changed = (old.read ^ self.read) | (old.bookmarked ^ self.bookmarked)
        changed |= (old.changed ^ self.changed) | (old.new ^ self.new)
        for before, after in (
            (old.highlights, self.highlights),
            (old.notes, self.notes),
            (old.matches, self.matches),
        ):
            changed |= {index for index, _ in before.items() ^ after.items()}
        return changed


class AgendaLines:
    """One line an issue; what is empty leaves its room to the title."""

    def __init__(self, rows: AgendaRows) -> None:
        outline = rows.outline
        self._rows, self._tree, self._outline = rows, rows.tree, outline
        longest = max(map(outline.minutes, outline.issues), default=0)
        self._digits = len(str(outline.count))
        self._minutes = len(str(longest)) if longest > 1 else 0
        """Cells for the number and for the minutes."""

    def line(self, row: int, current: int, marks: AgendaMarks, room: int) -> Content:
        rows, junk = self._rows, self._outline.junk
        shown = rows.section(row)
        if rows.is_empty:
            return Content.styled("  No issue matches.", "$muted")
        if shown is None:
            sign = "▾" if rows.shows_clutter else "▸"
            return Content.styled(f"  {sign} Page clutter ({len(junk)})", "$muted")
        if place_in(junk, shown) is not None:
            present = _PRESENT if shown == current else " "
            title = shown_title(self._outline.sections[shown])
            return Content.assemble((present, "$text-accent"), "   ", (title, "$muted"))
        return self._issue(shown, marks, room, present=row == rows.row_of(current))

    def _issue(self, index: int, marks: AgendaMarks, room: int, *, present: bool) -> Content:
        section = self._outline.sections[index]
        number = self._outline.number(index)
        style = "italic" if section.title_source is TitleSource.INFERRED else ""
        head = Content.assemble(
            (_PRESENT if present else " ", "$text-accent"),
            _news(index, marks),
            self._branch(index),
            (f"{number or '':>{self._digits}} ", "$muted"),
        )
        tail = self._tail(index, marks)
        room = max(1, room - head.cell_length - tail.cell_length)
        title = Content.styled(_without_number(shown_title(section), number), style)
        return Content.assemble(head, title.truncate(room, ellipsis=True, pad=True), tail)

    def _branch(self, index: int) -> str:
        """Indentation and the sign of what can be unfolded, where anything is nested."""
        tree, entry = self._tree, self._outline.entry(index)
        if entry is None or not tree.nested or self._rows.found is not None:
            return ""
        sign = ("▾" if tree.is_unfolded(entry) else "▸") if tree.inside(entry) else " "
        return " " * min(tree.depth(entry), _DEEPEST) + sign

    def _tail(self, index: int, marks: AgendaMarks) -> Content:
        """Signs and minutes at the right edge, each in its column."""
        own = _NOTE if marks.notes.get(index) else _HIGHLIGHT if marks.highlights.get(index) else ""
        bookmark = _BOOKMARK if index in marks.bookmarked else ""
        if marks.matches:
            found = marks.matches.get(index)
            figure: Part = (f"{found}×" if found else "", "bold $text-accent")
            cells = max(len(str(max(marks.matches.values()))) + 1, self._minutes)
        else:
            minutes = self._time(index)
            figure, cells = (str(minutes) if minutes > 1 else "", "$muted"), self._minutes
        if not (own or bookmark or figure[0]):
            return Content("")
        signs = Content.assemble(
            (bookmark or " ", "bold $text-accent"), (own or " ", "$text-accent"), " "
        )
        words = Content.styled(f"{figure[0]:>{cells}}", figure[1])
        return Content(" ") + (signs if own or bookmark else Content("")) + words

    def _time(self, index: int) -> int:
        outline, entry = self._outline, self._outline.entry(index)
        if entry is None or self._rows.found is not None or self._tree.is_unfolded(entry):
            return outline.minutes(index)
        return outline.minutes(index, *(outline.issues[e] for e in self._tree.inside(entry)))


def _news(index: int, marks: AgendaMarks) -> Part:
    if index in marks.new:
        return _NEW, "bold $text-success"
    if index in marks.changed:
        return _CHANGED, "bold $text-warning"
    return (" ", "") if index in marks.read else (_UNREAD, "$text-primary")


def _without_number(title: str, number: int) -> str:
    """A title that begins with the issue's number does not say it twice."""
    own = _OWN_NUMBER.match(title)
    return title[own.end() :] if own and own[1] == str(number) else title
