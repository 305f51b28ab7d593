"""An entry is the place of a section in `Outline.issues`."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from briefing.model import SectionKind
from briefing.tui.outline import Outline

Mark = tuple[int, str]
"""Start offset and title, which tell an entry in another outline of the same text."""


class AgendaTree:
    """What is nested is folded, but for the way to the present entry and what the reader unfolded."""

    def __init__(self, outline: Outline, unfolded: Iterable[Mark] = ()) -> None:
        self._outline = outline
        self._depths = _depths(outline)
        self._parents, self._ends = _links(self._depths)
        self.nested = any(self._depths)
        kept = set(unfolded)
        self._unfolded = (
            {e for e in range(len(self._ends)) if self._mark(e) in kept} if kept else set()
        )
        self._folded: set[int] = set()
        """Entries on the way to the present one that the reader folded nevertheless."""
        self._way: tuple[int, ...] = ()
        self.listed = list(self._visible(0, len(self._depths)))

    @property
    def unfolded(self) -> frozenset[Mark]:
        return frozenset(map(self._mark, self._unfolded))

    def _mark(self, entry: int) -> Mark:
        section = self._outline.sections[self._outline.issues[entry]]
        return section.span.start, section.title

    def depth(self, entry: int) -> int:
        return self._depths[entry]

    def parent(self, entry: int) -> int | None:
        found = self._parents[entry]
        return None if found < 0 else found

    def inside(self, entry: int) -> range:
        return range(entry + 1, self._ends[entry])

    def is_unfolded(self, entry: int) -> bool:
        return entry in self._unfolded or (entry in self._way and entry not in self._folded)

    def row(self, entry: int) -> int | None:
        at = bisect_left(self.listed, entry)
        return at if at < len(self.listed) and self.listed[at] == entry else None

    # Folding

    def go_to(self, entry: int) -> bool:
        """Folds the way to the one before; returns whether others are listed then."""
        before, self._way = self._way, self._way_to(entry)
        self._folded.clear()
        changed = [self._relist(e) for e in (*sorted({*before} - {*self._way}), *self._way)]
        return any(changed)

    def _way_to(self, entry: int) -> tuple[int, ...]:
        way: list[int] = []
        while entry >= 0:
            way.append(entry)
            entry = self._parents[entry]
        return tuple(reversed(way))

    def unfold(self, entry: int) -> None:
        self._folded.discard(entry)
        self._unfolded.add(entry)
        self._relist(entry)

    def fold(self, entry: int) -> None:
        self._unfolded.discard(entry)
        self._folded.add(entry)
        self._relist(entry)

    def _relist(self, entry: int) -> bool:
        row, inside = self.row(entry), self.inside(entry)
        if row is None or not inside:
            return False
        first, end = row + 1, bisect_left(self.listed, inside.stop)
        if self.is_unfolded(entry) != (first == end):
            return False
        shown = self._visible(inside.start, inside.stop) if first == end else ()
        self.listed[first:end] = shown
        return True

    def _visible(self, entry: int, end: int) -> Iterator[int]:
        while entry < end:
            yield entry
            entry = entry + 1 if self.is_unfolded(entry) else self._ends[entry]


def _depths(outline: Outline) -> list[int]:
    depths: list[int] = []
    above: list[int] = []
    tops = 0
    for index in outline.issues:
        section = outline.sections[index]
        if section.kind is SectionKind.OVERVIEW:
            above = []
            depths.append(0)
            continue
        level = section.level if section.heading or not above else above[-1]
        while above and above[-1] >= level:
            above.pop()
        tops += not above
        depths.append(len(above))
        above.append(level)
    return [max(0, depth - 1) for depth in depths] if tops == 1 else depths


def _links(depths: list[int]) -> tuple[list[int], list[int]]:
    parents, ends = [], [len(depths)] * len(depths)
    above: list[int] = []
    for entry, depth in enumerate(depths):
        while above and depths[above[-1]] >= depth:
            ends[above.pop()] = entry
        parents.append(above[-1] if above else -1)
        above.append(entry)
    return parents, ends
