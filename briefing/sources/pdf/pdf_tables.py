"""Tables of a PDF: rows of short cells that stand under one another."""

from collections.abc import Sequence

from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.pdf.text_lines import Line

_FEWEST = 3
"""A table has so many rows at least."""
_APART = 3.2
"""Rows of one table are no further apart, in font sizes."""


def find_tables(column: Sequence[Line]) -> dict[int, list[list[Line]]]:
    """The tables of a column by the index of their first line, row by row; `column` goes from the top."""
    rows = _rows(column)
    found: dict[int, list[list[Line]]] = {}
    at = start = 0
    while at < len(rows):
        end = _end(rows, at)
        if end - at >= _FEWEST:
            found[start] = rows[at:end]
        else:
            end = at + 1
        start += sum(map(len, rows[at:end]))
        at = end
    return found


def table_to_markdown(rows: Sequence[Sequence[Line]]) -> str:
    """The table in markdown; each cell goes to the column of the widest row that is nearest to it."""
    widest = max(rows, key=len)
    lines = []
    for row in rows:
        cells = [""] * len(widest)
        for cell in row:
            nearest = min(range(len(widest)), key=lambda i: _distance(cell, widest[i]))
            cells[nearest] = (cells[nearest] + " " + paragraph(cell.text)).strip()
        lines.append("| " + " | ".join(cells) + " |")
    lines.insert(1, "|" + " --- |" * len(widest))
    return "\n".join(lines)


def _rows(column: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in column:
        if rows and abs(rows[-1][-1].bottom - line.bottom) < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda cell: cell.left) for row in rows]


def _end(rows: Sequence[Sequence[Line]], at: int) -> int:
    """Where the table ends whose first row may be at `at`."""
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
    """Whether every cell of the shorter row stands under or over one of the other."""
    fewer, more = sorted((above, row), key=len)
    return all(min(_distance(cell, other) for other in more) < 1.5 * cell.size for cell in fewer)


def _distance(cell: Line, other: Line) -> float:
    """How far two cells are from having one edge or their middle in common."""
    left, right = cell.left - other.left, cell.right - other.right
    return min(abs(left), abs(right), abs(left + right) / 2)
