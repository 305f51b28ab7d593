"""Lays out tables and forms by the rules between their cells."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec.structs import replace

from briefing.sources.pdf.cell_tables import Cell, Grid, find_columns, is_value
from briefing.sources.pdf.dehyphenate import is_broken
from briefing.sources.pdf.line import TABLE, Line
from briefing.sources.pdf.line_starts import ends_sentence
from briefing.sources.pdf.page_layout import Region
from briefing.sources.pdf.ruled_cells import RuledCell, RuledTable

_FEWEST = 4
"""Cells with text."""
_INSIDE, _OUTSIDE = 2.5, 0.15
"""Points that text may reach over its cell, and share of lines beyond."""
_SHARED, _REGULAR = 0.5, 0.6
_FEW_BANDS, _FILLED = 3, 0.6
_SAME = 0.4
_TALL, _WHOLE = 4, 0.9
_ON, _FULL = 0.2, 0.6
"""Shares of lines that go on, or fill wrapped cells."""
_SPACE = 0.3
_LONG = 20
_APART = 1.5
_FEWEST_BESIDE = 3
_ROOM = 1.0
_SHORT = 0.5
_BETWEEN, _ENDS = " · ", ".?!:"


def find_text_cells(lines: Sequence[Line], tables: Sequence[RuledTable]) -> int:
    places = [
        (
            line,
            line.left + min(line.width / 2, 1.5 * line.size),
            line.bottom + 0.4 * line.height,
        )
        for line in (lines if tables else ())
    ]
    for table in tables:
        own: list[Line] = []
        left, right = table.lefts[0], table.lefts[-1]
        high, low = -table.falling[0], -table.falling[-1]
        for line, x, y in places:
            if left <= x < right and low < y <= high and line.cell is None:
                line.cell = table.at(x, y)
                if line.cell:
                    own.append(line)
        if not _holds_cells(own):
            for line in own:
                line.cell = None
    return sum(line.cell is not None for line in lines)


def _holds_cells(lines: Sequence[Line]) -> bool:
    cells = {id(line.cell): line.cell for line in lines if line.cell}
    rows, columns = {c.row for c in cells.values()}, {c.column for c in cells.values()}
    if len(cells) < _FEWEST or len(rows) < 2 or len(columns) < 2:
        return False
    outside = sum(not _is_inside(line, line.cell) for line in lines if line.cell)
    return outside <= _OUTSIDE * len(lines)


def _is_inside(line: Line, cell: RuledCell) -> bool:
    wide = line.right <= cell.right + _INSIDE and line.left >= cell.left - _INSIDE
    return wide and line.height <= cell.top - cell.bottom + _INSIDE and cell.is_whole


def gather_tables(lines: Sequence[Line]) -> tuple[list[Line], dict[int, list[Region]]]:
    """Each table as one line, and what it holds by its `id`."""
    tables: dict[int, list[Line]] = {}
    rest: list[Line] = []
    for line in lines:
        if line.cell:
            tables.setdefault(id(line.cell.table), []).append(line)
        else:
            rest.append(line)
    found: dict[int, list[Region]] = {}
    for own in tables.values():
        stand_in = _stand_in(own)
        rest.append(stand_in)
        found[id(stand_in)] = list(_regions(own))
    return rest, found


def put_back(regions: Iterable[Region], tables: dict[int, list[Region]]) -> Iterator[Region]:
    for region in regions:
        start = 0
        for i, line in enumerate(region.lines):
            if line.tag != TABLE:
                continue
            if start < i:
                yield replace(region, lines=region.lines[start:i])
            start = i + 1
            for part in tables[id(line)]:
                yield replace(part, aside=part.aside or region.aside)
        if start == 0:
            yield region
        elif start < len(region.lines):
            yield replace(region, lines=region.lines[start:])


def _stand_in(lines: Sequence[Line]) -> Line:
    return replace(
        lines[0],
        text=" ".join([line.text for line in lines]),
        left=min(line.left for line in lines),
        bottom=min(line.bottom for line in lines),
        right=max(line.right for line in lines),
        top=max(line.top for line in lines),
        size=median(line.size for line in lines),
        bold=False,
        tag=TABLE,
        marks=[],
    )


def _regions(lines: Sequence[Line]) -> Iterator[Region]:
    cells: dict[int, RuledCell] = {}
    texts: dict[int, list[Line]] = {}
    for line in lines:
        if line.cell:
            cells[id(line.cell)] = line.cell
            texts.setdefault(id(line.cell), []).append(line)
    ordered = sorted(cells.values(), key=lambda cell: (cell.row, cell.column))
    if not _is_regular(ordered):
        for cell in ordered:
            yield from _form_cell(texts[id(cell)], cell)
        return
    columns = _Columns(ordered, texts)
    bands: dict[int, list[Cell]] = {}
    for cell in ordered:
        band = bands.setdefault(cell.row, [[] for _ in columns.lefts])
        for line, column in columns.place(cell, texts[id(cell)]):
            band[column].append(line)
    grid = [row for band in bands.values() for row in _rows(band, len(bands))]
    yield Region([line for row in grid for cell in row for line in cell], grid)


class _Columns:
    """Those between rules or within one by alignment."""

    def __init__(self, cells: Sequence[RuledCell], texts: dict[int, list[Line]]) -> None:
        lefts = sorted({cell.left for cell in cells})
        self.lefts: list[float] = []
        for left, right in pairwise([*lefts, math.inf]):
            within = [
                line
                for cell in cells
                if cell.left == left and cell.right <= right
                for line in texts[id(cell)]
            ]
            parts = find_columns(within) if _count_beside(within) >= _FEWEST_BESIDE else []
            self.lefts += [left, *((a[1] + b[0]) / 2 for a, b in pairwise(parts))]

    def place(self, cell: RuledCell, lines: Sequence[Line]) -> Iterator[tuple[Line, int]]:
        first, last = self._at(cell.left + 1), self._at(cell.right - 1)
        single = first == last or not (_count_beside(lines) or self._parts(cell))
        for line in _down(lines):
            column = first if single else self._at((line.left + line.right) / 2)
            yield line, column if single or self._fits(line, column) else first

    def _parts(self, cell: RuledCell) -> bool:
        return any(
            cell.left < left < cell.right and left not in cell.table.lefts for left in self.lefts
        )

    def _at(self, x: float) -> int:
        return max(0, bisect_right(self.lefts, x) - 1)

    def _fits(self, line: Line, column: int) -> bool:
        right = self.lefts[column + 1] if column + 1 < len(self.lefts) else math.inf
        return line.left >= self.lefts[column] - _INSIDE and line.right <= right + _INSIDE


def _count_beside(lines: Sequence[Line]) -> int:
    return sum(len(row[0]) > 1 for row in _printed_rows([list(lines)]))


def _is_regular(cells: Sequence[RuledCell]) -> bool:
    places = cells[0].table.places
    rows = [places[row] for row in {cell.row for cell in cells}]
    counts = [
        sum(not left or row[left] != row[left - 1] for row in rows)
        for left in {cell.column for cell in cells}
    ]
    shared = sum(count >= _SHARED * len(rows) for count in counts)
    return shared > 1 and shared >= _REGULAR * len(counts)


def _rows(band: list[Cell], bands: int) -> Grid:
    if sum(map(bool, band)) < 2:
        return [band]
    rows = _printed_rows(band)
    values = any(len(cell) > 1 and all(_is_number(line.text) for line in cell) for cell in band)
    full = sum(bool(row[0]) and sum(map(bool, row)) > 1 for row in rows)
    several = bands <= _FEW_BANDS or (len(rows) >= _TALL and full >= _WHOLE * len(rows))
    if full >= _FILLED * len(rows) and (values or (several and not _is_wrapped(band))):
        return _with_wrapped(rows)
    return _by_first_column(rows) if _stands_apart(band) else [band]


def _is_wrapped(band: Sequence[Cell]) -> bool:
    worded = [cell for cell in band if len(cell) > 1 and not cell[0].text[0].islower()]
    pairs = [pair for cell in worded for pair in pairwise(cell)]
    on = sum(b.text[0].islower() or is_broken(a.text) for a, b in pairs)
    if on > _ON * len(pairs):
        return True
    long = [cell for cell in worded if median(len(line.text) for line in cell) >= _LONG]
    full = [not _has_room(cell, *pair) for cell in long for pair in pairwise(cell)]
    return sum(full) > _FULL * len(full)


def _has_room(lines: Cell, line: Line, after: Line) -> bool:
    cell = line.cell
    if not cell:
        return True
    room = cell.right - cell.left - 2 * min(max(0, other.left - cell.left) for other in lines)
    word = len(after.text.partition(" ")[0]) * after.width / len(after.text)
    return line.width + word + _SPACE * line.size < room


def _is_number(text: str) -> bool:
    return is_value(text) and any(map(str.isdecimal, text))


def _with_wrapped(rows: Grid) -> Grid:
    found: Grid = []
    for row in rows:
        before = found[-1] if found else []
        if before and before[0] and not any(before[1:]) and row[0] and row[0][0].text[0].islower():
            row[0] = before[0] + row[0]
            found[-1] = row
        else:
            found.append(row)
    return found


def _stands_apart(band: Sequence[Cell]) -> bool:
    first, *others = [[a.bottom - b.bottom for a, b in pairwise(cell)] for cell in band]
    steps = [step for other in others for step in other if step > 1]
    return bool(first and steps) and min(first) >= _APART * min(steps)


def _by_first_column(rows: Grid) -> Grid:
    found: Grid = []
    for row in rows:
        if found and not row[0]:
            for cell, more in zip(found[-1], row, strict=True):
                cell += more
        else:
            found.append(row)
    return found


def _printed_rows(band: Sequence[Cell]) -> Grid:
    lines = [(line, i) for i, cell in enumerate(band) for line in cell]
    lines.sort(key=lambda found: -found[0].bottom)
    rows: Grid = []
    place = 0.0
    for line, i in lines:
        if not rows or place - line.bottom > _SAME * line.size:
            rows.append([[] for _ in band])
            place = line.bottom
        rows[-1][i].append(line)
    return rows


def _down(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-round(line.bottom / 2), line.left))


def _form_cell(lines: Sequence[Line], cell: RuledCell) -> Iterator[Region]:
    if cell.is_wide:
        yield Region(_down(lines), cell=True)
        return
    entry: list[Line] = []
    for (line,) in map(_beside, _printed_rows([list(lines)])):
        if entry and not _goes_on(entry[-1], line, cell):
            yield Region(entry, aside=True, cell=True)
            entry = []
        entry.append(line)
    yield Region(entry, aside=True, cell=True)


def _beside(row: Sequence[Cell]) -> list[Line]:
    first, *others = sorted(row[0], key=lambda line: line.left)
    for line in others:
        base = len(first.text) + len(_BETWEEN)
        first.marks += [(start + base, end + base, sign) for start, end, sign in line.marks]
        first.text += _BETWEEN + line.text
        first.right = line.right
    return [first]


def _goes_on(last: Line, line: Line, cell: RuledCell) -> bool:
    if abs(last.size - line.size) > 0.08 * line.size or last.bold != line.bold:
        return False
    if line.text[0].islower():
        return not ends_sentence(last.text)
    short = line.width < _SHORT * (cell.right - cell.left)
    if _BETWEEN in last.text + line.text or (short and last.text[-1] in _ENDS):
        return False
    word = len(line.text.partition(" ")[0]) * line.width / len(line.text)
    return last.right + word + _ROOM * line.size > cell.right - (last.left - cell.left)
