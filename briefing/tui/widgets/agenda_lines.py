from collections.abc import Mapping

from msgspec import Struct, field
from textual.content import Content

from briefing.model import TitleSource
from briefing.model.section import own_number, shown_title, without_number
from briefing.tui.agenda_rows import AgendaRows
from briefing.tui.outline import place_in
from briefing.tui.two_sided_line import Part

_PRESENT, _UNREAD, _NEW, _CHANGED = "▌", "•", "+", "~"
_BOOKMARK, _NOTE, _HIGHLIGHT = "◆", "✎", "▪"
SIGNS = (
    (_PRESENT, "The issue that you are reading"),
    (_UNREAD, "An issue that you have not read"),
    (_BOOKMARK, "An issue that you bookmarked"),
    (f"{_NOTE} {_HIGHLIGHT}", "An issue with a note, or only with highlights"),
    ("2", "Minutes to read it, from 2 up; 2× says how often the search found it"),
    ("italics", "The text gives no title; this one was inferred"),
    (_CHANGED, "An issue that changed since the previous version"),
    (f"{_NEW} new", "An issue or a name that is not in the source's previous briefing"),
)
_DEEPEST = 4
"""Levels that are indented."""


class AgendaMarks(Struct, frozen=True):
    read: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()
    highlights: Mapping[int, int] = field(default_factory=dict)
    notes: Mapping[int, int] = field(default_factory=dict)
    matches: Mapping[int, int] = field(default_factory=dict)
    unsearched: int | None = None
    """The first section that was not searched to its end."""
    changed: frozenset[int] = frozenset()
    new: frozenset[int] = frozenset()
    """Not in the previous briefing of the same source."""

    def differing(self, old: "AgendaMarks") -> frozenset[int]:
        """Sections with other marks, matches apart."""
        changed = (old.read ^ self.read) | (old.bookmarked ^ self.bookmarked)
        changed |= (old.changed ^ self.changed) | (old.new ^ self.new)
        for before, after in ((old.highlights, self.highlights), (old.notes, self.notes)):
            changed |= {index for index, _ in before.items() ^ after.items()}
        return changed


class AgendaLines:
    def __init__(self, rows: AgendaRows) -> None:
        outline = rows.outline
        self._rows, self._tree, self._outline = rows, rows.tree, outline
        longest = max(map(outline.minutes, outline.issues), default=0)
        self._digits = 0 if outline.own_numbers else len(str(outline.count))
        self._minutes = len(str(longest)) if longest > 1 else 0
        """Cells for the number and for the minutes."""
        self._counted: tuple[Mapping[int, int], int] = ({}, 0)

    def line(self, row: int, current: int, marks: AgendaMarks, room: int) -> Content:
        rows, junk = self._rows, self._outline.junk
        shown = rows.section(row)
        if rows.is_empty:
            return Content.styled("  No issue matches.", "$muted")
        if shown is None:
            sign = "▾" if rows.shows_clutter else "▸"
            space = " " * (self._indent - 2)
            return Content.styled(f"{space}{sign} Page clutter ({len(junk)})", "$muted")
        if place_in(junk, shown) is not None:
            present = _PRESENT if shown == current else " "
            title = shown_title(self._outline.sections[shown])
            space = " " * (self._indent - 1)
            return Content.assemble((present, "$text-accent"), space, (title, "$muted"))
        return self._issue(shown, marks, room, present=row == rows.row_of(current))

    @property
    def _indent(self) -> int:
        return 2 + (self._digits + 1 if self._digits else 0) + 2 * self._shows_branches

    @property
    def _shows_branches(self) -> bool:
        return self._tree.nested and self._rows.found is None

    def _issue(self, index: int, marks: AgendaMarks, room: int, *, present: bool) -> Content:
        section = self._outline.sections[index]
        number = str(self._outline.shown_number(index) or "")
        head = Content.assemble(
            *_signs(index, marks, present=present),
            (f"{number:>{self._digits}} " if self._digits else "", "$muted"),
            self._branch(index),
        )
        tail = self._tail(index, marks)
        room = max(1, room - head.cell_length - tail.cell_length)
        title = shown_title(section)
        if number and own_number(title) == number:
            title = without_number(title)
        style = "italic" if section.title_source is TitleSource.INFERRED else ""
        shown = Content.styled(title, style).truncate(room, ellipsis=True, pad=True)
        return Content.assemble(head, shown, tail)

    def _branch(self, index: int) -> str:
        tree, entry = self._tree, self._outline.entry(index)
        if entry is None or not self._shows_branches:
            return ""
        sign = ("▾" if tree.is_unfolded(entry) else "▸") if tree.inside(entry) else " "
        return " " * min(tree.depth(entry), _DEEPEST) + f"{sign} "

    def _tail(self, index: int, marks: AgendaMarks) -> Content:
        own = _NOTE if marks.notes.get(index) else _HIGHLIGHT if marks.highlights.get(index) else ""
        bookmark = _BOOKMARK if index in marks.bookmarked else ""
        if marks.matches:
            figure: Part = (_count(index, marks), "bold $text-accent")
            cells = max(len(str(self._most(marks.matches))) + 1, self._minutes)
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

    def _most(self, matches: Mapping[int, int]) -> int:
        if self._counted[0] is not matches:
            self._counted = (matches, max(matches.values()))
        return self._counted[1]

    def _time(self, index: int) -> int:
        outline, entry = self._outline, self._outline.entry(index)
        if entry is None or self._rows.found is not None or self._tree.is_unfolded(entry):
            return outline.minutes(index)
        return outline.minutes(index, *(outline.issues[e] for e in self._tree.inside(entry)))


def _signs(index: int, marks: AgendaMarks, *, present: bool) -> tuple[Part, Part]:
    news: Part = (" ", "")
    if index in marks.new:
        news = _NEW, "bold $text-success"
    elif index in marks.changed:
        news = _CHANGED, "bold $text-warning"
    if present:
        return (_PRESENT, "$text-accent"), news
    if news[0] == " " and index not in marks.read:
        news = _UNREAD, "$text-primary"
    return news, (" ", "")


def _count(index: int, marks: AgendaMarks) -> str:
    found, last = marks.matches.get(index, 0), marks.unsearched
    if last is not None and index > last:
        return "?"
    return f"{found}+" if index == last else f"{found}×" if found else ""
