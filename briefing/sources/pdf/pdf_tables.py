from collections.abc import Sequence
from itertools import pairwise

from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.pdf.cell_tables import Cell
from briefing.sources.pdf.line import TICKS, Line

_FEWEST = 3
_BESIDE = 0.5
_EVEN = 4.0
_SPACE = 2.0
"""Widest space of a sentence in a justified line, in font sizes."""
_APART = 3.2
"""Largest distance of two rows, in font sizes."""


def find_tables(column: Sequence[Line]) -> dict[int, list[list[Line]]]:
    """Index of a table's first line to its rows; `column` is sorted from the top."""
    found: dict[int, list[list[Line]]] = {}
    beside = [abs(a.bottom - b.bottom) < _BESIDE * b.size for a, b in pairwise(column)]
    if sum(beside) < _FEWEST:
        return found
    rows = _rows(column)
    at = start = 0
    while at < len(rows):
        end = _end(rows, at)
        if end - at >= _FEWEST and not _is_text(rows[at:end]):
            found[start] = rows[at:end]
        else:
            end = at + 1
        start += sum(map(len, rows[at:end]))
        at = end
    return found


def _is_text(rows: Sequence[Sequence[Line]]) -> bool:
    # Justified lines with wide spaces end alike only at their outer sides.
    size = rows[0][0].size
    if any(len(row) != 2 or row[1].left - row[0].right > _SPACE * size for row in rows):
        return False
    outer = [row[0].left for row in rows], [row[1].right for row in rows]
    inner = [row[0].right for row in rows], [row[1].left for row in rows]
    return all(_spread(ends) < size for ends in outer) and all(
        _spread(ends) > _SPACE * size for ends in inner
    )


def _spread(ends: Sequence[float]) -> float:
    return max(ends) - min(ends)


def table_to_markdown(rows: Sequence[Sequence[Line]]) -> str:
    if _is_list(rows):
        return "\n".join("- " + paragraph(row[1].text) for row in rows)
    widest = max(rows, key=len)
    lines = []
    for row in rows:
        cells = [""] * len(widest)
        if len(row) == len(widest):
            cells = [paragraph(cell.text) for cell in row]
            row = []
        for cell in row:
            nearest = min(range(len(widest)), key=lambda i: _distance(cell, widest[i]))
            cells[nearest] = (cells[nearest] + " " + paragraph(cell.text)).strip()
        lines.append("| " + " | ".join(cells) + " |")
    lines.insert(1, "|" + " --- |" * len(widest))
    return "\n".join(lines)


def _is_list(rows: Sequence[Sequence[Line]]) -> bool:
    # Bullets of a font of signs are read as other letters.
    signs = {row[0].text for row in rows if len(row) == 2 and row[1].text}
    sign = signs.pop() if len(signs) == 1 and all(len(row) == 2 for row in rows) else ""
    return len(sign) == 1 and sign not in TICKS and not sign.isalnum()


def count_repeated_rows(
    before: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]]
) -> int | None:
    """None for another table."""
    if len(before[0]) != len(rows[0]) or not all(map(_text, before[0])):
        return None
    if [_text(cell) for cell in before[0]] == [_text(cell) for cell in rows[0]]:
        return 1
    places = [_lefts(table) for table in (before, rows)]
    even = all(abs(a - b) < _EVEN for a, b in zip(*places, strict=True))
    return 0 if even and not any(line.bold for cell in rows[0] for line in cell) else None


def _text(cell: Cell) -> str:
    return " ".join(line.text for line in cell)


def _lefts(rows: Sequence[Sequence[Cell]]) -> list[float]:
    columns = range(len(rows[0]))
    filled = [[line.left for row in rows for line in row[i]] for i in columns]
    return [min(lefts, default=0.0) for lefts in filled]


def _rows(column: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in column:
        if rows and abs(rows[-1][-1].bottom - line.bottom) < _BESIDE * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda cell: cell.left)
    return rows


def _end(rows: Sequence[Sequence[Line]], at: int) -> int:
    end = at
    while end < len(rows) and len(rows[end]) >= 2:
        row = rows[end]
        if end > at:
            above = rows[end - 1]
            apart = above[0].bottom - row[0].bottom
            if apart > _APART * row[0].size or not _aligned(above, row):
                break
        end += 1
    return end


def _aligned(above: Sequence[Line], row: Sequence[Line]) -> bool:
    fewer, more = sorted((above, row), key=len)
    return all(min(_distance(cell, other) for other in more) < 1.5 * cell.size for cell in fewer)


def _distance(cell: Line, other: Line) -> float:
    left, right = cell.left - other.left, cell.right - other.right
    return min(abs(left), abs(right), abs(left + right) / 2)
