"""Lays out tables. Cells wrap; a table that is too wide becomes records."""

from msgspec import Struct
from msgspec.structs import replace

from briefing.late_pattern import late_pattern
from briefing.model import Block, Span
from briefing.tui.layout.cell_width import width
from briefing.tui.layout.drawn_lines import Line, Role, Run, decoration
from briefing.tui.layout.drawn_text import draw_text
from briefing.tui.layout.layout_units import LayoutUnit
from briefing.tui.layout.table_records import record_lines
from briefing.tui.layout.wrap import wrap

_BETWEEN = (" \u2502 ", "\u2502")
"""Column separators; the narrow one is used if it saves short cells from wrapping."""
_SAMPLE = 64
_WORD = 12
"""Minimum width in cells for a column's longest word."""
_PROSE = 14
"""A column of sentences narrower than this turns the table into records."""
_NUMBER = late_pattern(
    r"[-+\u2212(]?\s?\W?\s?\d[\d.,\u2009\u00a0\u202f ]*\s?(?:[%)\u2030\u20ac$\u00a3]|\w{1,2})?"
)
"""A number with sign, currency and unit."""


class Shape(Struct, frozen=True):
    widths: tuple[int, ...]
    between: str
    sides: str
    """As `Block.alignment`; columns of numbers are aligned to the right where nothing is said."""
    wraps: bool
    """Whether cells may take several lines; rows are then separated."""


def table_lines(text: str, piece: LayoutUnit, bars: tuple[Run, ...], room: int) -> tuple[Line, ...]:
    """Drawn in `room` cells to the right of `bars`."""
    shape = shape_of(text, piece.block, room)
    if shape is None:
        return _closed(record_lines(text, piece, bars, room), piece)
    lines: list[Line] = []
    head = piece.block.rows[0]
    for number, row in enumerate(piece.rows):
        if shape.wraps and row != head and (number == 0 or piece.rows[number - 1] != head):
            lines.append(_across(row[0].start, shape, bars, " "))
        lines += _row(text, row, row == head, shape, bars)
        if row == head:
            lines.append(_across(row[-1].end, shape, bars, "\u2500"))
    return _closed(lines, piece)


def shape_of(text: str, block: Block, room: int) -> Shape | None:
    """Returns None if the table does not fit in `room` cells."""
    natural, least = _measured(text, block)
    broken = any("\n" in cell.of(text) for row in block.rows[:_SAMPLE] for cell in row)
    gaps = [(between, room - len(between) * (len(natural) - 1)) for between in _BETWEEN]
    sides = _sides(text, block, len(natural))
    for between, spare in gaps if max(natural) <= 2 * _PROSE else gaps[:1]:
        if sum(natural) <= spare:
            return Shape(natural, between, sides, wraps=broken)
    between, spare = gaps[0]
    if sum(least) > spare:
        return None
    return Shape(_shared(natural, least, spare), between, sides, wraps=True)


def _shared(natural: tuple[int, ...], least: tuple[int, ...], spare: int) -> tuple[int, ...]:
    wish = [n - m for n, m in zip(natural, least, strict=True)]
    left, total = spare - sum(least), sum(wish)
    widths = [m + left * w // total for m, w in zip(least, wish, strict=True)]
    for index in range(spare - sum(widths)):
        widths[index % len(widths)] += 1
    return tuple(widths)


def _measured(text: str, block: Block) -> tuple[tuple[int, ...], tuple[int, ...]]:
    columns = max(len(row) for row in block.rows)
    natural, least = [1] * columns, [1] * columns
    for row in block.rows[:_SAMPLE]:
        for index, span in enumerate(row):
            words = span.of(text).split()
            lines = (" ".join(line.split()) for line in span.of(text).split("\n"))
            natural[index] = max(natural[index], *map(width, lines))
            least[index] = max(least[index], min(max(map(width, words), default=1), _WORD))
    needed = (max(m, _PROSE) if n > 2 * _PROSE else m for n, m in zip(natural, least, strict=True))
    return tuple(natural), tuple(map(min, natural, needed))


def _sides(text: str, block: Block, columns: int) -> str:
    found: dict[int, list[str]] = {}
    for row in block.rows[1:_SAMPLE]:
        for index, span in enumerate(row):
            if cell := span.of(text).strip():
                found.setdefault(index, []).append(cell)
    figures = {at for at, cells in found.items() if all(map(_NUMBER.fullmatch, cells))}
    said = block.alignment.ljust(columns)
    return "".join(">" if said[at] == " " and at in figures else said[at] for at in range(columns))


def _row(
    text: str, row: tuple[Span, ...], head: bool, shape: Shape, bars: tuple[Run, ...]
) -> list[Line]:
    role = Role.HEAD if head else Role.TEXT
    columns: list[list[list[Run]]] = []
    cell, gap = sum(run.cells for run in bars), len(shape.between)
    for index, (span, cells) in enumerate(zip(row, shape.widths, strict=False)):
        column = _cell(text, span, cells, cell, role)
        columns.append([_aligned(runs, cell + cells, shape.sides[index]) for runs in column])
        cell += cells + gap
    lines: list[Line] = []
    for number in range(max(map(len, columns))):
        runs = list(bars)
        cell = sum(run.cells for run in bars)
        for index, column in enumerate(columns):
            if index:
                runs.append(decoration(cell - gap, shape.between, row[index].start, Role.FRAME))
            runs += column[number] if number < len(column) else []
            cell += shape.widths[index] + gap
        lines.append(_line(runs, row))
    return lines


def _cell(text: str, span: Span, cells: int, left: int, role: Role) -> list[list[Run]]:
    flow = draw_text(text, span.start, span.end, narrow=cells < 2)
    return [flow.runs(low, high, left, role) for low, high, _ in wrap(flow.text, cells)]


def _aligned(runs: list[Run], edge: int, side: str) -> list[Run]:
    spare = edge - runs[-1].cell - runs[-1].cells if runs else 0
    by = spare if side == ">" else spare // 2 if side == "^" else 0
    if not by:
        return runs
    return [replace(run, cell=run.cell + by) for run in runs]


def _line(runs: list[Run], row: tuple[Span, ...]) -> Line:
    start = next((run.start for run in runs if run.end > run.start), row[0].start)
    return Line(start, row[-1].end, tuple(runs))


def _across(at: int, shape: Shape, bars: tuple[Run, ...], sign: str) -> Line:
    cross = "\u2502" if sign == " " else "\u253c"
    pad = sign * (len(shape.between) // 2)
    drawn = f"{pad}{cross}{pad}".join(sign * cells for cells in shape.widths)
    cell = sum(run.cells for run in bars)
    return Line(at, at, (*bars, decoration(cell, drawn, at, Role.FRAME)))


def _closed(lines: list[Line], piece: LayoutUnit) -> tuple[Line, ...]:
    last = lines[-1]
    return (*lines[:-1], Line(last.start, piece.span.end, last.runs, last.wide))
