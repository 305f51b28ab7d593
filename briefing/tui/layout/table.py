"""Tables: cells wrap, no column is lost, and a table too narrow for its columns becomes records."""

from briefing.model import Block, Span
from briefing.tui.layout.cells import width
from briefing.tui.layout.flow import flow_of
from briefing.tui.layout.lines import Line, Role, Run, decoration
from briefing.tui.layout.pieces import Piece
from briefing.tui.layout.wrap import wrap

_BETWEEN = " \u2502 "
_SAMPLE = 64
"""Rows that are measured to find the widths of the columns."""
_LABEL = 40
"""Code points of a column's head that stand before each of its cells in records."""
_NARROWEST = 6
"""Cells below which a column of longer words is not worth a table."""


def table_lines(text: str, piece: Piece, bars: tuple[Run, ...], room: int) -> tuple[Line, ...]:
    """The lines of a table's piece in `room` cells to the right of `bars`."""
    widths = column_widths(text, piece.block, room)
    if widths is None:
        return _records(text, piece, bars, room)
    lines: list[Line] = []
    for row in piece.rows:
        lines += _row(text, row, row == piece.block.rows[0], widths, bars)
        if row == piece.block.rows[0]:
            lines.append(_rule(row, widths, bars))
    return _closed(lines, piece)


def column_widths(text: str, block: Block, room: int) -> tuple[int, ...] | None:
    """The columns' cells that fit a table into `room`, or None when it is too narrow for a table."""
    natural, least = _measured(text, block)
    spare = room - len(_BETWEEN) * (len(natural) - 1)
    if sum(natural) <= spare:
        return natural
    if sum(least) > spare:
        return None
    return _shared(natural, least, spare)


def _shared(natural: tuple[int, ...], least: tuple[int, ...], spare: int) -> tuple[int, ...]:
    """Every column its least, and what is left in proportion to what each would like more."""
    wish = [n - m for n, m in zip(natural, least, strict=True)]
    left, total = spare - sum(least), sum(wish)
    widths = [m + left * w // total for m, w in zip(least, wish, strict=True)]
    for index in range(spare - sum(widths)):
        widths[index % len(widths)] += 1
    return tuple(widths)


def _measured(text: str, block: Block) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """For every column the cells of its widest cell, and of its widest word (up to a share)."""
    columns = max(len(row) for row in block.rows)
    natural, least = [1] * columns, [1] * columns
    for row in block.rows[:_SAMPLE]:
        for index, span in enumerate(row):
            words = span.of(text).split()
            natural[index] = max(natural[index], width(" ".join(words)))
            least[index] = max(least[index], min(max(map(width, words), default=1), 2 * _NARROWEST))
    return tuple(natural), tuple(min(n, m) for n, m in zip(natural, least, strict=True))


def _row(
    text: str, row: tuple[Span, ...], head: bool, widths: tuple[int, ...], bars: tuple[Run, ...]
) -> list[Line]:
    """The lines of one row: as many as its tallest cell has."""
    role = Role.HEAD if head else Role.TEXT
    columns: list[list[list[Run]]] = []
    cell = sum(run.cells for run in bars)
    for span, cells in zip(row, widths, strict=False):
        columns.append(_cell(text, span, cells, cell, role))
        cell += cells + len(_BETWEEN)
    lines: list[Line] = []
    for number in range(max(map(len, columns))):
        runs = list(bars)
        cell = sum(run.cells for run in bars)
        for index, column in enumerate(columns):
            if index:
                runs.append(
                    decoration(cell - len(_BETWEEN), _BETWEEN, row[index].start, Role.FRAME)
                )
            runs += column[number] if number < len(column) else []
            cell += widths[index] + len(_BETWEEN)
        lines.append(_line(runs, row))
    return lines


def _cell(text: str, span: Span, cells: int, left: int, role: Role) -> list[list[Run]]:
    """The runs of each line of a cell, which starts at column `left` and is `cells` wide."""
    flow = flow_of(text, span.start, span.end, narrow=cells < 2)
    return [flow.runs(low, high, left, role) for low, high, _ in wrap(flow.text, cells)]


def _line(runs: list[Run], row: tuple[Span, ...]) -> Line:
    start = next((run.start for run in runs if run.end > run.start), row[0].start)
    return Line(start, row[-1].end, tuple(runs))


def _rule(row: tuple[Span, ...], widths: tuple[int, ...], bars: tuple[Run, ...]) -> Line:
    """The line under the head."""
    rule = "\u2500\u253c\u2500".join("\u2500" * cells for cells in widths)
    cell = sum(run.cells for run in bars)
    return Line(row[-1].end, row[-1].end, (*bars, decoration(cell, rule, row[-1].end, Role.FRAME)))


def _records(text: str, piece: Piece, bars: tuple[Run, ...], room: int) -> tuple[Line, ...]:
    """The head as it is, then every row as lines of "head: value"."""
    left = sum(run.cells for run in bars)
    head = piece.block.rows[0]
    lines: list[Line] = []
    for row in piece.rows:
        if row != head:
            rule = decoration(left, "\u2500" * min(room, 8), row[0].start, Role.FRAME)
            lines.append(Line(row[0].start, row[0].start, (*bars, rule)))
        for index, span in enumerate(row):
            label = head[index].of(text)[:_LABEL] if row != head and index < len(head) else ""
            role = Role.HEAD if row == head else Role.TEXT
            lines += _record(text, span, label, bars, room, role)
    return _closed(lines, piece)


def _record(
    text: str, span: Span, label: str, bars: tuple[Run, ...], room: int, role: Role
) -> list[Line]:
    """One cell of a record after the name of its column."""
    left = sum(run.cells for run in bars)
    inserts = ((span.start, f"{label}: "),) if label else ()
    flow = flow_of(text, span.start, span.end, inserts=inserts, narrow=room < 2)
    return [
        Line(flow.source(low), flow.source(after), (*bars, *flow.runs(low, high, left, role)))
        for low, high, after in wrap(flow.text, room)
    ]


def _closed(lines: list[Line], piece: Piece) -> tuple[Line, ...]:
    """The lines, the last one reaching to the end of the piece."""
    last = lines[-1]
    return (*lines[:-1], Line(last.start, piece.span.end, last.runs, last.wide))
