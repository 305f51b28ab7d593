import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from statistics import median

from msgspec import Struct

from briefing.sources.pdf.line import TABLE, Line, from_top

_LABEL = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}\.?\Z")
_COUNT = re.compile(r"(\d{1,3})[.)]\s\S")

Cell = list[Line]
Grid = list[list[Cell]]

_FEWEST = 3
_ALIGNED = 0.65
_MANY_ROWS = 20
"""From which on one in so many may reach over its column."""
_FIGURES = 0.4
_SOME_ROWS = 6
"""From which on those at the ends may reach over columns."""
_FLOWING = 0.35
"""Above this share of lines that go on it is text in columns."""
_FULL = 0.85
_SHORT, _TALLEST = 4, 12
"""Lines of a row whose cells are equally long, and of the usual row."""
_WIDE = 1.2
"""A step between lines that divides rows, in usual ones."""
_UNIT = 2
"""Most letters of a value."""
_BLANK = 1.6
_LARGER, _STEP = 1.2, 1.4
_HEAD = 1.1
_GAP = 3.0
"""Least space between columns, in points."""


class FoundGrid(Struct):
    before: list[Line]
    cells: Grid
    after: list[Line]

    @property
    def lines(self) -> list[Line]:
        return [line for row in self.cells for cell in row for line in cell]


def find_grid(lines: Sequence[Line]) -> FoundGrid | None:
    columns = find_columns(lines)
    if len(columns) < 2 or any(line.tag == TABLE for line in lines):
        return None
    rows = _printed_rows(lines, columns)
    before, after = _ends(rows)
    inner = rows[before : len(rows) - after]
    cells = _accepted(inner)
    text = _count_text_rows(inner) if cells else 0
    if text:
        after += text
        cells = _accepted(inner[:-text])
    if not cells:
        return None
    return FoundGrid(_flat(rows[:before]), cells, _flat(rows[len(rows) - after :] if after else []))


def _accepted(rows: Grid) -> Grid:
    told = len(rows) < _FEWEST or _holds_quote(rows) or _are_columns(rows)
    cells = [] if told else _grouped(rows)
    return [] if not cells or _flows(cells) or _are_numbered(cells) else cells


def find_columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    beside = _with_neighbours(lines)
    placed = sorted([(line.left, line.right, round(line.bottom)) for line in beside])
    spans = [(left, right) for left, right, _ in placed]
    rows = {row for _, _, row in placed}
    columns = _joined(spans)
    usual: list[tuple[float, float]] = []
    if len(rows) >= _MANY_ROWS and _hold_figures(beside):
        usual = _crowded(spans, len(rows) // _MANY_ROWS)
    elif len(rows) >= _SOME_ROWS:
        low, high = min(rows), max(rows)
        usual = _joined([(left, right) for left, right, row in placed if low < row < high])
    if len(usual) <= len(columns):
        return columns
    alone = [
        (left, right)
        for left, right in spans
        if not any(left < c + _GAP and b - _GAP < right for b, c in usual)
    ]
    return sorted([*usual, *_joined(alone)])


def _hold_figures(lines: Sequence[Line]) -> bool:
    return sum(is_value(line.text) for line in lines) >= _FIGURES * len(lines)


def _joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    if not spans:
        return []
    columns: list[tuple[float, float]] = []
    first, last = spans[0]
    for left, right in spans:
        if left >= last + _GAP:
            columns.append((first, last))
            first, last = left, right
        elif right > last:
            last = right
    columns.append((first, last))
    return columns


def _crowded(spans: Sequence[tuple[float, float]], few: int) -> list[tuple[float, float]]:
    ends = sorted([(left, 1) for left, _ in spans] + [(right + _GAP, -1) for _, right in spans])
    found: list[tuple[float, float]] = []
    depth, start = 0, 0.0
    for place, step in ends:
        if depth == few and step > 0:
            start = place
        elif depth == few + 1 and step < 0:
            found.append((start, place - _GAP))
        depth += step
    return found


def _with_neighbours(lines: Sequence[Line]) -> list[Line]:
    found: list[Line] = []
    row: list[Line] = []
    place = 0.0
    for line in from_top(lines):
        bottom = line.bottom
        if row and place - bottom > 0.4 * line.size:
            if len(row) > 1:
                found += row
            row = []
        if not row:
            place = bottom
        row.append(line)
    return found + row if len(row) > 1 else found


def _printed_rows(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> Grid:
    rows: Grid = []
    place = 0.0
    rights = [right for _, right in columns]
    last = len(columns) - 1
    row: list[Cell] = []
    for line in from_top(lines):
        if not row or place - line.bottom > 0.4 * line.size:
            row = [[] for _ in columns]
            rows.append(row)
            place = line.bottom
        number = bisect_left(rights, line.left)
        row[number if number < last else last].append(line)
    for row in rows:
        for cell in row:
            if len(cell) > 1:
                cell.sort(key=lambda line: line.left)
    return rows


def _ends(rows: Grid) -> tuple[int, int]:
    before = next((i for i, row in enumerate(rows) if not _is_single(row)), len(rows))
    single = list(takewhile(_is_single, reversed(rows[before + 1 :])))
    after = 0
    if single:
        least = _BLANK * _leading(rows)
        for i in range(len(rows) - 1, len(rows) - 1 - len(single), -1):
            if _place(rows[i - 1]) - _place(rows[i]) > least:
                after = len(rows) - i
    return before, after


def _is_single(row: list[Cell]) -> bool:
    return sum(map(bool, row)) < 2


def _count_text_rows(rows: Grid) -> int:
    """Rows of text in columns below a table."""
    least = _BLANK * _leading(rows)
    for i in range(_FEWEST, len(rows) - _FEWEST):
        if _place(rows[i - 1]) - _place(rows[i]) > least and not _is_dense(rows[:i]):
            return len(rows) - i if _is_dense(rows[i:]) else 0
    return 0


def _flat(rows: Grid) -> list[Line]:
    return [line for row in rows for cell in row for line in cell]


def _place(row: list[Cell]) -> float:
    return max([cell[0].bottom if len(cell) == 1 else _top(cell) for cell in row if cell])


def _top(cell: Cell) -> float:
    return max([line.bottom for line in cell])


def _leading(rows: Grid) -> float:
    steps: list[float] = []
    for i in range(len(rows[0])):
        cells = [row[i] for row in rows if row[i]]
        places = [cell[0].bottom if len(cell) == 1 else _top(cell) for cell in cells]
        steps += [a - b for a, b in pairwise(places)]
    steps.sort()
    return steps[len(steps) // 4] if steps else 1.0


def _grouped(rows: Grid) -> Grid:
    ways = [_by_spaces(rows)]
    if not ways[0] and _is_dense(rows):
        return []
    if not ways[0] or not _is_dense(rows):
        ways.append(_by_first_column(rows))
    elif not _keeps_step(ways[0]):
        return []
    for groups in ways:
        aligned = sum(sum(map(bool, group[0])) > 1 for group in groups)
        if len(groups) >= _FEWEST and aligned >= _ALIGNED * len(groups):
            return [
                [[line for row in group for line in row[i]] for i in range(len(rows[0]))]
                for whole in groups
                for group in _parted(whole)
            ]
    return []


def _is_dense(rows: Grid) -> bool:
    columns = [[row[i] for row in rows if row[i]] for i in range(len(rows[0]))]
    most = max(map(len, columns))
    return all(len(column) >= 0.6 * most and _is_full(column) for column in columns)


def _is_full(column: Sequence[Cell]) -> bool:
    left = min([line.left for cell in column for line in cell])
    ends = [max([line.right for line in cell]) for cell in column]
    most = left + _FULL * (max(ends) - left)
    full = sum([end > most for end in ends])
    return full >= 0.4 * len(column) and median(map(_count_letters, column)) > 20


def _count_letters(cell: Cell) -> int:
    return sum([len(line.text) for line in cell])


def _keeps_step(groups: Sequence[Grid]) -> bool:
    if sum(all(group[0]) for group in groups) < 0.8 * len(groups):
        return False
    steps = [
        _place([row[i]]) - _place([after[i]])
        for group in groups
        for i in range(len(group[0]))
        for row, after in pairwise([row for row in group if row[i]])
    ]
    return bool(steps) and max(steps) < _WIDE * median(steps)


def _by_spaces(rows: Grid) -> list[Grid]:
    least = _WIDE * _leading(rows)
    groups = [[rows[0]]]
    for (above, place), row in zip(pairwise(map(_place, rows)), rows[1:], strict=True):
        if above - place > least:
            groups.append([row])
        else:
            groups[-1].append(row)
    tall = [group for group in groups if len(group) > 1]
    if not tall or median(map(len, groups)) > _TALLEST:
        return []
    uneven = sum(
        any(not all(row) for row in group) or (len(group) <= _SHORT and _goes_on(group))
        for group in tall
    )
    return groups if uneven >= 0.6 * len(tall) else []


def _parted(group: Grid) -> Iterator[Grid]:
    part: Grid = []
    for row in group:
        filled = [i for i in range(1, len(row)) if row[i]]
        values = [i for i in filled if all(is_value(line.text) for line in row[i])]
        above = {i: before[i][-1].text for before in part for i in values if before[i]}
        most = 1 + (len(values) < len(filled))
        under = sum(map(is_value, above.values())) >= most or len(values) == len(filled) > 1
        figures = len(values) > 1 and 2 * len(values) > len(filled)
        if (row[0] or figures) and above and under:
            lower = bool(row[0]) and row[0][0].text[:1].islower()
            wrapped = lower and not any(part[-1][1:])
            carried = part[-1:] if wrapped else []
            yield part[: len(part) - len(carried)]
            part = carried
        part.append(row)
    yield part


def is_value(text: str) -> bool:
    if text[:3].isalpha() and len(text) > _UNIT:  # As of most words.
        return False
    return text[:1] != "(" and not text.isalpha() and sum(map(str.isalpha, text)) <= _UNIT


def _goes_on(group: Grid) -> bool:
    return any(
        _is_unfinished(above[i], row[i]) for above, row in pairwise(group) for i in range(len(row))
    )


def _is_unfinished(cell: Cell, after: Cell) -> bool:
    return bool(cell and after) and after[0].text[:1].islower() and cell[-1].text[-1] not in ".:;"


def _by_first_column(rows: Grid) -> list[Grid]:
    groups: list[Grid] = []
    for row in rows:
        words = any(any(map(str.isalpha, line.text)) for cell in row for line in cell)
        if groups and not row[0] and words:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _holds_quote(rows: Grid) -> bool:
    """Larger lines that go on beside text."""
    columns = [[line for row in rows for line in row[i]] for i in range(len(rows[0]))]
    sizes = [median([line.size for line in column]) if column else 0.0 for column in columns]
    usual = min([size for size in sizes if size], default=0.0)
    larger = any(
        size > _LARGER * usual
        and len(column) >= _FEWEST
        and max(a.bottom - b.bottom for a, b in pairwise(column)) < _STEP * size
        for column, size in zip(columns, sizes, strict=True)
    )
    return larger and any(_is_full([[line] for line in column]) for column in columns if column)


def _are_columns(rows: Grid) -> bool:
    columns = [[row[i][0] for row in rows if row[i]] for i in range(len(rows[0]))]
    counts = [
        [int(m[1]) for li in column if li.text[:1].isdecimal() and (m := _COUNT.match(li.text))]
        for column in columns
    ]
    counted = [count for count in counts if len(count) >= _FEWEST]
    numbers = [number for count in counted for number in count]
    if len(counted) > 1 and all(b - a == 1 for a, b in pairwise(numbers)):
        return True
    larger = _HEAD * median([line.size for column in columns for line in column])
    heads = [
        [i for i, cell in enumerate(row) if len(cell) == 1 and _is_head(cell[0], larger)]
        for row in rows
        if any(cell and cell[0].bold for cell in row)
    ]
    alone = Counter([at[0] for at in heads if len(at) == 1])
    beside = sum(len(at) > 1 for at in heads)
    headed = sum(count >= _FEWEST for count in alone.values())
    return headed > 1 and beside < alone.total()


def _is_head(line: Line, larger: float) -> bool:
    return line.bold and line.size > larger


def _flows(cells: Grid) -> bool:
    return any(_column_flows([row[i] for row in cells if row[i]]) for i in range(len(cells[0])))


def _are_numbered(cells: Grid) -> bool:
    if len(cells[0]) != 2 or not all(all(row) for row in cells):
        return False
    labels = [row[0][0].text for row in cells]
    if not all(map(_LABEL.match, labels)):
        return False
    lasts = [int(label.strip(".").rsplit(".", 1)[-1]) for label in labels]
    counted = all(after in (last + 1, 1) for last, after in pairwise(lasts))
    return counted and any(len(row[1]) > 1 and row[1][-1].text.endswith(".") for row in cells)


def _column_flows(column: Sequence[Cell]) -> bool:
    pairs = list(pairwise(column))
    if not pairs:
        return False
    left = min(cell[0].left for cell in column)
    right = max(line.right for cell in column for line in cell)
    full = left + _FULL * (right - left)
    on = sum(cell[-1].right > full and _is_unfinished(cell, after) for cell, after in pairs)
    return median(len(cell[-1].text) for cell in column) > 20 and on > _FLOWING * len(pairs)
