"""Finds the cells that a page's rules enclose."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from briefing.sources.pdf.text_calls import Box

_THICKEST, _SHORTEST = 4.0, 5.0
"""Points."""
_NEAR = 2.5
"""Points between rules that meet."""
_FEWEST, _MOST_COLUMNS, _MOST_ROWS, _MOST_PAIRS = 4, 50, 150, 100_000
_SAME = 5.0
"""Points between rules that are one."""
_COVERED = 0.6
"""Share of a cell's side that rules have to cover."""
_WIDE = 0.6
"""Share of a table's width from which a cell is wide."""


class RuledTable(Struct, eq=False):
    cells: list["RuledCell"]
    places: list[list[int]]
    """Numbers of cells."""
    lefts: list[float]
    falling: list[float]
    """Tops of the rows, negative."""

    def at(self, x: float, y: float) -> "RuledCell | None":
        column, row = bisect_right(self.lefts, x) - 1, bisect_right(self.falling, -y) - 1
        inside = 0 <= column < len(self.lefts) - 1 and 0 <= row < len(self.falling) - 1
        return self.cells[self.places[row][column]] if inside else None

    @property
    def area(self) -> float:
        return (self.lefts[-1] - self.lefts[0]) * (self.falling[-1] - self.falling[0])


class RuledCell(Struct, eq=False):
    row: int
    column: int
    left: float
    right: float
    bottom: float
    top: float
    table: RuledTable
    places: int = 0

    @property
    def is_whole(self) -> bool:
        """False for what is left around rectangles."""
        lefts, falling = self.table.lefts, self.table.falling
        columns = lefts.index(self.right) - lefts.index(self.left)
        return self.places == columns * (falling.index(-self.bottom) - falling.index(-self.top))

    @property
    def is_wide(self) -> bool:
        whole = self.table.lefts[-1] - self.table.lefts[0]
        return self.right - self.left >= _WIDE * whole


class _Rule(Struct):
    at: float
    start: float
    end: float


def find_tables(boxes: Iterable[Box]) -> list[RuledTable]:
    """The smallest first."""
    upright, level = _rules(boxes)
    if len(upright) < 2 or len(level) < 2:
        return []
    upright, level = _joined(upright), _joined(level)
    if len(upright) * len(level) > _MOST_PAIRS:
        return []
    tables = [_table(*group) for group in _groups(upright, level)]
    whole = [table for table in tables if table and len(table.cells) >= _FEWEST]
    return sorted(whole, key=lambda table: table.area)


def _rules(boxes: Iterable[Box]) -> tuple[list[_Rule], list[_Rule]]:
    upright: list[_Rule] = []
    level: list[_Rule] = []
    for left, bottom, right, top in boxes:
        width, height = right - left, top - bottom
        if width <= _THICKEST:
            if height >= _SHORTEST:
                upright.append(_Rule((left + right) / 2, bottom, top))
        elif height <= _THICKEST and width >= _SHORTEST:
            level.append(_Rule((bottom + top) / 2, left, right))
    return upright, level


def _joined(rules: list[_Rule]) -> list[_Rule]:
    rules.sort(key=lambda rule: (rule.at, rule.start))
    found: list[_Rule] = []
    for column in _near(rules):
        at = column[len(column) // 2].at
        column.sort(key=lambda rule: rule.start)
        last = None
        for rule in column:
            if last and rule.start <= last.end + _NEAR:
                last.end = max(last.end, rule.end)
            else:
                last = _Rule(at, rule.start, rule.end)
                found.append(last)
    return found


def _near(rules: Sequence[_Rule]) -> Iterator[list[_Rule]]:
    column: list[_Rule] = []
    for rule in rules:
        if column and rule.at - column[0].at > _NEAR:
            yield column
            column = []
        column.append(rule)
    if column:
        yield column


def _groups(
    upright: Sequence[_Rule], level: Sequence[_Rule]
) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    above = list(range(len(upright) + len(level)))
    flat = [
        (rule.start - _NEAR, rule.end + _NEAR, rule.at, j)
        for j, rule in enumerate(level, len(upright))
    ]
    for i, one in enumerate(upright):
        x, low, high = one.at, one.start - _NEAR, one.end + _NEAR
        for j in [j for left, right, y, j in flat if left <= x <= right and low <= y <= high]:
            above[_root(above, i)] = _root(above, j)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = {}
    for i, rule in enumerate([*upright, *level]):
        group = groups.setdefault(_root(above, i), ([], []))
        group[i >= len(upright)].append(rule)
    for uprights, levels in groups.values():
        if uprights and len(levels) > 1:
            yield uprights, levels


def _root(above: list[int], i: int) -> int:
    while above[i] != i:
        above[i] = above[above[i]]
        i = above[i]
    return i


def _table(upright: Sequence[_Rule], level: Sequence[_Rule]) -> RuledTable | None:
    xs = _places([r.at for r in upright] + [x for r in level for x in (r.start, r.end)])
    ys = _places([r.at for r in level] + [y for r in upright for y in (r.start, r.end)])
    if not (3 <= len(xs) <= _MOST_COLUMNS and 3 <= len(ys) <= _MOST_ROWS):
        return None
    ys.reverse()
    columns, rows = len(xs) - 1, len(ys) - 1
    above = list(range(rows * columns))
    beside, below = (
        [_at(rules, place) for place in places] for rules, places in ((upright, xs), (level, ys))
    )
    for row, (top, bottom) in enumerate(pairwise(ys)):
        walls = {x for x in range(1, columns) if _stands(beside[x], bottom, top)}
        for column in range(1, columns):
            if column not in walls:
                above[_root(above, row * columns + column)] = _root(
                    above, row * columns + column - 1
                )
    for column, (left, right) in enumerate(pairwise(xs)):
        for row in range(1, rows):
            if not _stands(below[row], left, right):
                above[_root(above, row * columns + column)] = _root(
                    above, (row - 1) * columns + column
                )
    return _numbered(above, xs, ys)


def _places(values: list[float]) -> list[float]:
    values.sort()
    found: list[float] = []
    for value in values:
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


def _at(rules: Sequence[_Rule], place: float) -> list[_Rule]:
    return [rule for rule in rules if abs(rule.at - place) <= _SAME]


def _stands(rules: Sequence[_Rule], start: float, end: float) -> bool:
    within = [rule for rule in rules if rule.end > start and rule.start < end]
    covered = sum([min(rule.end, end) - max(rule.start, start) for rule in within])
    return covered >= _COVERED * (end - start)


def _numbered(above: list[int], xs: list[float], ys: list[float]) -> RuledTable:
    columns = len(xs) - 1
    table = RuledTable([], [], xs, [-y for y in ys])
    numbers: dict[int, int] = {}
    for row in range(len(ys) - 1):
        table.places.append([])
        for column in range(columns):
            root = _root(above, row * columns + column)
            number = numbers.setdefault(root, len(table.cells))
            if number == len(table.cells):
                cell = RuledCell(
                    row, column, xs[column], xs[column + 1], ys[row + 1], ys[row], table
                )
                table.cells.append(cell)
            cell = table.cells[number]
            cell.left, cell.right = min(cell.left, xs[column]), max(cell.right, xs[column + 1])
            cell.bottom, cell.places = ys[row + 1], cell.places + 1
            table.places[row].append(number)
    return table
