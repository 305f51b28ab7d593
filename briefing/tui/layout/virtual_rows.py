"""A place is (group, unit, row), because heights above are estimates: correcting one moves nothing
on the screen.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.model import Block, Span
from briefing.model.packed_blocks import BlockEdges
from briefing.tui.layout.block_heights import (
    Heights,
    gap_of,
    guess_group,
    guess_piece,
    row_gap,
    rows_of,
)
from briefing.tui.layout.block_layout import empty_line, lay_out
from briefing.tui.layout.drawn_lines import Line
from briefing.tui.layout.layout_options import Options
from briefing.tui.layout.layout_units import LayoutUnit, layout_units, put_title

GROUP = 128
_OPEN = 12
"""Groups whose units are cached."""
_LAID = 192
"""Units whose lines are cached."""


class Place(NamedTuple):
    """A row: group of blocks, unit in the group, row in the unit (gap included)."""

    group: int
    piece: int
    row: int


class Row(NamedTuple):
    piece: LayoutUnit
    line: Line
    number: int
    """Line number in the unit; -1 in a row without text, which may have the bars of quotes."""
    gap: bool


class _Group:
    __slots__ = ("pieces", "rows", "total")

    def __init__(self, pieces: list[LayoutUnit], rows: "array[int]") -> None:
        self.pieces = pieces
        self.rows = rows
        self.total = sum(rows)


class VirtualRows:
    def __init__(self, text: str, blocks: Sequence[Block], span: Span, options: Options) -> None:
        self.text, self.span, self.options = text, span, options
        self._blocks = blocks
        self._low = bisect_right(BlockEdges(blocks, last=True), span.start)
        starts = BlockEdges(blocks)
        if self._low and starts[self._low - 1] >= span.start:
            self._low -= 1
        self._high = bisect_left(starts, span.end, self._low)
        self.groups = max(1, -(-(self._high - self._low) // GROUP))
        self._heights = Heights(array("q", (self._guess(g) for g in range(self.groups))))
        self._open: OrderedDict[int, _Group] = OrderedDict()
        self._laid: OrderedDict[tuple[int, int], tuple[Line, ...]] = OrderedDict()

    @property
    def height(self) -> int:
        return self._heights.total

    @property
    def empty(self) -> bool:
        return self.groups == 1 and not self._group(0).pieces

    def _bounds(self, group: int) -> tuple[int, int]:
        low = self._low + group * GROUP
        return low, min(low + GROUP, self._high)

    def _guess(self, group: int) -> int:
        low, high = self._bounds(group)
        if low >= high:
            return 1
        start = max(self.span.start, self._blocks[low].span.start)
        end = min(self.span.end, self._blocks[high - 1].span.end)
        return guess_group(high - low, end - start, self.options)

    def _group(self, index: int) -> _Group:
        found = self._open.get(index)
        if found is None:
            low, high = self._bounds(index)
            previous = self._blocks[low - 1] if low > self._low else None
            pieces = layout_units(self.text, self._blocks[low:high], self.span, previous)
            if index == 0 and self.options.title is not None:
                pieces = put_title(pieces, self.options.title)
            rows = array("q", (self._piece_rows(index, n, p) for n, p in enumerate(pieces)))
            found = self._open[index] = _Group(pieces, rows)
            self._heights.correct(index, found.total)
            while len(self._open) > _OPEN:
                self._open.popitem(last=False)
        else:
            self._open.move_to_end(index)
        return found

    def _piece_rows(self, group: int, number: int, piece: LayoutUnit) -> int:
        laid = self._laid.get((group, number))
        if laid is None:
            return guess_piece(self.text, piece, self.options)
        return rows_of(piece, len(laid), self.options)

    def lines(self, group: int, piece: int) -> tuple[Line, ...]:
        key = (group, piece)
        found = self._laid.get(key)
        if found is None:
            opened = self._group(group)
            found = lay_out(self.text, opened.pieces[piece], self.options)
            self._laid[key] = found
            rows = rows_of(opened.pieces[piece], len(found), self.options)
            opened.total += rows - opened.rows[piece]
            opened.rows[piece] = rows
            self._heights.correct(group, opened.total)
            while len(self._laid) > _LAID:
                self._laid.popitem(last=False)
        else:
            self._laid.move_to_end(key)
        return found

    def piece(self, place: Place) -> LayoutUnit:
        return self._group(place.group).pieces[place.piece]

    def rows(self, group: int, piece: int) -> int:
        lines = self.lines(group, piece)
        return rows_of(self._group(group).pieces[piece], len(lines), self.options)

    def row(self, place: Place) -> Row:
        lines = self.lines(place.group, place.piece)
        piece = self._group(place.group).pieces[place.piece]
        below, each = place.row - gap_of(piece, self.options), 1 + row_gap(piece, self.options)
        if below < 0 or below % each:
            gap = below < 0
            return Row(piece, empty_line(piece, self.options, gap=gap), -1, gap)
        number = below // each
        return Row(piece, lines[number], -1 if piece.untexted else number, False)

    def after(self, place: Place) -> Place | None:
        group, piece = place.group, place.piece + 1
        while piece >= len(self._group(group).pieces):
            group, piece = group + 1, 0
            if group >= self.groups:
                return None
        return Place(group, piece, 0)

    def before(self, place: Place) -> Place | None:
        group, piece = place.group, place.piece - 1
        while piece < 0:
            group -= 1
            if group < 0:
                return None
            piece = len(self._group(group).pieces) - 1
        return Place(group, piece, self.rows(group, piece) - 1)

    def step(self, place: Place, rows: int) -> tuple[Place, int]:
        """The place `rows` further down (up if negative) or the end, and the distance to it."""
        moved = 0
        while moved != rows:
            if rows > 0:
                room = self.rows(place.group, place.piece) - 1 - place.row
                take = min(room, rows - moved)
            else:
                take = -min(place.row, moved - rows)
            place, moved = place._replace(row=place.row + take), moved + take
            if moved == rows:
                break
            following = self.after(place) if rows > 0 else self.before(place)
            if following is None:
                break
            place, moved = following, moved + (1 if rows > 0 else -1)
        return place, moved

    def frame(self, place: Place, count: int) -> Iterator[Row]:
        current: Place | None = place
        while current is not None and count > 0:
            rows = self.rows(current.group, current.piece)
            for row in range(current.row, min(rows, current.row + count)):
                yield self.row(current._replace(row=row))
            count -= rows - current.row
            current = self.after(current) if count > 0 else None

    def first(self) -> Place:
        return self.after(Place(0, -1, 0)) or Place(0, 0, 0)

    def last(self) -> Place:
        return self.before(Place(self.groups, 0, 0)) or Place(0, 0, 0)

    def locate(self, offset: int) -> Place:
        """The row that draws `offset`, else the nearest one before it with text."""
        index = bisect_right(BlockEdges(self._blocks), offset, self._low, self._high)
        group = max(0, index - 1 - self._low) // GROUP
        pieces = self._group(group).pieces
        piece = bisect_right(pieces, offset, key=lambda p: p.span.start) - 1
        if piece < 0:
            near = self.after(Place(group, -1, 0)) if pieces else self.before(Place(group, 0, 0))
            group, piece = (near.group, near.piece) if near else (0, 0)
        lines = self.lines(group, piece)
        found = self._group(group).pieces[piece]
        row = line_of(lines, offset) * (1 + row_gap(found, self.options))
        return Place(group, piece, gap_of(found, self.options) + row)

    def distance(self, place: Place) -> int:
        opened = self._group(place.group)
        return self._heights.before(place.group) + sum(opened.rows[: place.piece]) + place.row

    def at(self, row: int) -> Place:
        group, rest = self._heights.find(row)
        opened = self._group(group)
        for piece, rows in enumerate(opened.rows):
            if rest < rows:
                return Place(group, piece, min(rest, self.rows(group, piece) - 1))
            rest -= rows
        return self.after(Place(group, len(opened.rows) - 1, 0)) or self.last()


def line_of(lines: Sequence[Line], offset: int) -> int:
    best = 0
    for number, line in enumerate(lines):
        if line.start <= offset:
            if any(run.start <= offset < run.end for run in line.runs):
                return number
            best = number
    return best
