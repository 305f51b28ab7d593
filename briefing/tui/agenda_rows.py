from collections.abc import Iterable

from briefing.model.folding import has_words
from briefing.tui.agenda_tree import AgendaTree, Mark
from briefing.tui.outline import NO_OUTLINE, Outline, place_in


class AgendaRows:
    def __init__(self, outline: Outline = NO_OUTLINE, unfolded: Iterable[Mark] = ()) -> None:
        self.outline = outline
        self.tree = AgendaTree(outline, unfolded)
        self.shows_clutter = False
        self.found: list[int] | None = None
        """Entries that the filter lists, if there is one."""

    @property
    def listed(self) -> list[int]:
        return self.tree.listed if self.found is None else self.found

    @property
    def count(self) -> int:
        if self.found is not None:
            return max(1, len(self.found))
        junk = self.outline.junk
        return len(self.listed) + bool(junk) + (len(junk) if self.shows_clutter else 0)

    @property
    def is_empty(self) -> bool:
        return self.found == []

    def section(self, row: int) -> int | None:
        """None for the line that folds, and beyond the last row."""
        issues = len(self.listed)
        if row < issues:
            return self.outline.issues[self.listed[row]]
        return self.outline.junk[row - issues - 1] if issues < row < self.count else None

    def entry(self, row: int | None) -> int | None:
        return self.listed[row] if row is not None and row < len(self.listed) else None

    def row_of(self, index: int) -> int | None:
        """Where a section is listed, or what it is folded into."""
        entry = self.outline.entry(index)
        if entry is None:
            place = place_in(self.outline.junk, index) if self.found is None else None
            if place is None:
                return None
            return len(self.listed) + (1 + place if self.shows_clutter else 0)
        if self.found is not None:
            return place_in(self.found, entry)
        row = self.tree.row(entry)
        while row is None and entry is not None:
            entry = self.tree.parent(entry)
            row = None if entry is None else self.tree.row(entry)
        return row

    def filter(self, words: str) -> None:
        outline = self.outline
        if not words.strip():
            self.found = None
            return
        number = outline.numbered(int(words)) if words.isdecimal() and len(words) < 9 else None
        entry = None if number is None else outline.entry(number)
        self.found = [
            e
            for e, index in enumerate(outline.issues)
            if e == entry or has_words(outline.sections[index].title, words)
        ]

    # Folding

    def go_to(self, index: int) -> bool:
        entry = self.outline.entry(index)
        if entry is not None:
            return self.tree.go_to(entry)
        if self.shows_clutter or place_in(self.outline.junk, index) is None:
            return False
        self.shows_clutter = True
        return True

    def is_unfolded(self, row: int | None) -> bool:
        entry = self.entry(row)
        return self.shows_clutter if entry is None else self.tree.is_unfolded(entry)

    def can_fold(self, row: int | None) -> bool:
        entry = self.entry(row)
        return entry is None or bool(self.tree.inside(entry))

    def fold(self, row: int | None) -> int | None:
        """Or goes to what it is nested under; returns the row of the cursor."""
        entry = self.entry(row)
        if entry is None:
            self.shows_clutter = False
            return None if row is None else min(row, self.count - 1)
        if self.can_fold(row) and self.is_unfolded(row):
            self.tree.fold(entry)
            return row
        parent = self.tree.parent(entry)
        return row if parent is None else self.tree.row(parent)

    def unfold(self, row: int | None) -> int | None:
        """Or goes to the first in it; returns the row of the cursor."""
        entry = self.entry(row)
        if entry is None:
            self.shows_clutter = True
        elif row is not None and self.can_fold(row):
            if self.is_unfolded(row):
                return row + 1
            self.tree.unfold(entry)
        return row
