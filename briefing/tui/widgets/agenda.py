from collections.abc import Mapping

from msgspec import Struct, field
from textual.content import Content
from textual.reactive import var

from briefing.model import TitleSource
from briefing.model.folding import fold_accents
from briefing.model.section import shown_title
from briefing.tui.agenda_tree import AgendaTree
from briefing.tui.commands import AGENDA, bindings
from briefing.tui.messages import IssueChosen, IssuePointed
from briefing.tui.outline import NO_OUTLINE, Outline, own_number, place_in, without_number
from briefing.tui.two_sided_line import Part
from briefing.tui.widgets.virtual_list import VirtualList

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
    changed: frozenset[int] = frozenset()
    new: frozenset[int] = frozenset()
    """Not in the previous briefing of the same source."""


class Agenda(VirtualList):
    """One line an issue, and below them the page clutter, folded."""

    BINDINGS = bindings(AGENDA, "screen.")
    PLAIN_CURSOR = True

    outline: var[Outline] = var(NO_OUTLINE)
    marks: var[AgendaMarks] = var(AgendaMarks())
    current: var[int] = var(0)
    unfolded: var[bool] = var(False)
    """Whether the page clutter is listed."""
    filter: var[str] = var("")
    """Only issues with all of these words in the title, or with this number, are listed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tree = AgendaTree(NO_OUTLINE)
        self._found: list[int] | None = None
        """What the filter lists, if there is one."""
        self._titles: tuple[str, ...] = ()
        self._digits = self._minutes = 0
        """Cells for the number and for the minutes."""

    @property
    def long(self) -> bool:
        """Every entry takes one line."""
        return True

    @property
    def _listed(self) -> list[int]:
        return self._tree.listed if self._found is None else self._found

    def watch_outline(self, outline: Outline) -> None:
        self._tree = AgendaTree(outline, self._tree.unfolded)
        self._titles = ()
        self._digits = 0 if outline.own_numbers else len(str(outline.count))
        longest = max(map(outline.minutes, outline.issues), default=0)
        self._minutes = len(str(longest)) if longest > 1 else 0
        self._found = self._find(self.filter)
        self.list_items(self._rows)
        self._go_to_current()
        self.relist(self._rows, self._row_of(self.current))

    def watch_unfolded(self) -> None:
        rows = self._rows
        self.relist(rows, None if self.cursor is None else min(self.cursor, rows - 1))

    def watch_current(self, old: int, new: int) -> None:
        before = self._row_of(old)
        if self._go_to_current():
            self.relist(self._rows, self._row_of(new))
            return
        row = self._row_of(new)
        self.remake(*(each for each in (before, row) if each is not None))
        self.set_reactive(VirtualList.cursor, row)
        self._reveal()

    def _go_to_current(self) -> bool:
        """Unfold the way to it; whether other rows are listed then."""
        entry = self.outline.entry(self.current)
        if entry is not None:
            return self._tree.go_to(entry)
        if self.unfolded or place_in(self.outline.junk, self.current) is None:
            return False
        self.set_reactive(Agenda.unfolded, True)
        return True

    def show_current(self) -> None:
        """Put the cursor on the present issue."""
        self.cursor = self._row_of(self.current)

    def watch_marks(self, old: AgendaMarks, new: AgendaMarks) -> None:
        changed = (old.read ^ new.read) | (old.bookmarked ^ new.bookmarked)
        changed |= (old.changed ^ new.changed) | (old.new ^ new.new)
        for before, after in (
            (old.highlights, new.highlights),
            (old.notes, new.notes),
            (old.matches, new.matches),
        ):
            changed |= {index for index, _ in before.items() ^ after.items()}
        if bool(old.matches) != bool(new.matches):
            self.remake()
            return
        rows = [row for row in map(self._row_of, changed) if row is not None]
        if rows:
            self.remake(*rows)

    # Rows: issues, the line that folds and unfolds the page clutter, the page clutter

    @property
    def _rows(self) -> int:
        if self._found is not None:
            return max(1, len(self._found))
        junk = self.outline.junk
        return len(self._listed) + bool(junk) + (len(junk) if self.unfolded else 0)

    def enabled(self, index: int) -> bool:
        return super().enabled(index) and self._found != []

    def _index(self, row: int) -> int | None:
        """Section in this row; None for the line that folds."""
        issues = len(self._listed)
        if row < issues:
            return self.outline.issues[self._listed[row]]
        return self.outline.junk[row - issues - 1] if row > issues else None

    def _row_of(self, index: int) -> int | None:
        """Where a section is listed, or what it is folded into."""
        entry = self.outline.entry(index)
        if entry is None:
            place = place_in(self.outline.junk, index) if self._found is None else None
            if place is None:
                return None
            return len(self._listed) + (1 + place if self.unfolded else 0)
        if self._found is not None:
            return place_in(self._found, entry)
        row = self._tree.row(entry)
        while row is None and entry is not None:
            entry = self._tree.parent(entry)
            row = None if entry is None else self._tree.row(entry)
        return row

    def lines(self, index: int) -> list[Content]:
        shown = self._index(index)
        junk = self.outline.junk
        if self._found == []:
            line = Content.styled("  No issue matches.", "$muted")
        elif shown is None:
            sign = "▾" if self.unfolded else "▸"
            line = Content.styled(
                f"{'':{self._indent - 2}}{sign} Page clutter ({len(junk)})", "$muted"
            )
        elif place_in(junk, shown) is not None:
            present = _PRESENT if shown == self.current else " "
            title = shown_title(self.outline.sections[shown])
            space = " " * (self._indent - 1)
            line = Content.assemble((present, "$text-accent"), space, (title, "$muted"))
        else:
            line = self._issue(shown, present=index == self._row_of(self.current))
        return [line.truncate(self.room, ellipsis=True)]

    @property
    def _indent(self) -> int:
        """Cells before the titles that are not nested."""
        return 2 + (self._digits + 1 if self._digits else 0) + 2 * self._shows_branches

    @property
    def _shows_branches(self) -> bool:
        return self._tree.nested and self._found is None

    def _issue(self, index: int, *, present: bool) -> Content:
        section = self.outline.sections[index]
        number = str(self.outline.shown_number(index) or "")
        head = Content.assemble(
            *self._signs(index, present=present),
            (f"{number:>{self._digits}} " if self._digits else "", "$muted"),
            self._branch(index),
        )
        tail = self._tail(index)
        room = max(1, self.room - head.cell_length - tail.cell_length)
        title = shown_title(section)
        if number and own_number(title) == number:
            title = without_number(title)
        style = "italic" if section.title_source is TitleSource.INFERRED else ""
        shown = Content.styled(title, style).truncate(room, ellipsis=True, pad=True)
        return Content.assemble(head, shown, tail)

    def _signs(self, index: int, *, present: bool) -> tuple[Part, Part]:
        """The first column says where the reader is or has yet to go, or what is new."""
        news: Part = (" ", "")
        if index in self.marks.new:
            news = _NEW, "bold $text-success"
        elif index in self.marks.changed:
            news = _CHANGED, "bold $text-warning"
        if present:
            return (_PRESENT, "$text-accent"), news
        if news[0] == " " and index not in self.marks.read:
            news = _UNREAD, "$text-primary"
        return news, (" ", "")

    def _branch(self, index: int) -> str:
        """Indentation and the sign of what can be unfolded, where anything is nested."""
        entry = self.outline.entry(index)
        if entry is None or not self._shows_branches:
            return ""
        sign = ("▾" if self._tree.is_unfolded(entry) else "▸") if self._tree.inside(entry) else " "
        return " " * min(self._tree.depth(entry), _DEEPEST) + f"{sign} "

    def _tail(self, index: int) -> Content:
        """Signs and minutes at the right edge, each in its column; what is empty leaves its room to the title."""
        marks = self.marks
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
        """With what is folded into it."""
        outline, entry = self.outline, self.outline.entry(index)
        if entry is None or self._found is not None or self._tree.is_unfolded(entry):
            return outline.minutes(index)
        return outline.minutes(index, *(outline.issues[e] for e in self._tree.inside(entry)))

    # Folding

    def fold(self) -> None:
        """Fold what is under the cursor; if nothing is, go to what it is nested under."""
        row, entry = self.cursor, self._entry
        if entry is None:
            self.unfolded = False
        elif self._tree.inside(entry) and self._tree.is_unfolded(entry):
            self._tree.fold(entry)
            self.relist(self._rows, row)
        elif (parent := self._tree.parent(entry)) is not None:
            self.cursor = self._tree.row(parent)

    def unfold(self) -> None:
        """Unfold what is under the cursor; if it is unfolded, go to the first in it."""
        row, entry = self.cursor, self._entry
        if entry is None:
            self.unfolded = True
        elif self._tree.inside(entry) and row is not None:
            if self._tree.is_unfolded(entry):
                self.cursor = row + 1
            else:
                self._tree.unfold(entry)
                self.relist(self._rows, row)

    def fold_or_unfold(self) -> None:
        entry = self._entry
        open_now = self.unfolded if entry is None else self._tree.is_unfolded(entry)
        if entry is None or self._tree.inside(entry):
            (self.fold if open_now else self.unfold)()

    @property
    def _entry(self) -> int | None:
        """The entry under the cursor; None on the page clutter."""
        row = self.cursor
        return self._listed[row] if row is not None and row < len(self._listed) else None

    # Filtering

    def watch_filter(self, words: str) -> None:
        self._found = self._find(words)
        self.relist(self._rows, 0 if self._found else self._row_of(self.current))

    def _find(self, words: str) -> list[int] | None:
        wanted = fold_accents(words).split()
        if not wanted:
            return None
        outline = self.outline
        if not self._titles:
            self._titles = tuple(fold_accents(outline.sections[i].title) for i in outline.issues)
        number = outline.numbered(int(words)) if words.isdecimal() and len(words) < 9 else None
        entry = None if number is None else outline.entry(number)
        return [
            e
            for e, title in enumerate(self._titles)
            if e == entry or all(word in title for word in wanted)
        ]

    # Messages

    def on_virtual_list_pointed(self, event: VirtualList.Pointed) -> None:
        """Say where the cursor is."""
        event.stop()
        index = self._index(event.index) if event.index < self._rows else None
        if self.has_focus and index is not None:
            self.post_message(IssuePointed(index))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Fold or unfold, or say which issue was chosen."""
        event.stop()
        shown = self._index(event.index)
        if shown is None:
            self.unfolded = not self.unfolded
        else:
            self.post_message(IssueChosen(shown))

    def on_blur(self) -> None:
        if self._found is None:
            self.show_current()
