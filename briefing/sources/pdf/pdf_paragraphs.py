import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from briefing.sources.pdf.cell_tables import Grid
from briefing.sources.pdf.code_lines import BROKEN, find_code, is_typewritten, to_rows
from briefing.sources.pdf.dehyphenate import HyphenWords, is_broken, read_hyphen_words
from briefing.sources.pdf.figures import FIGURE
from briefing.sources.pdf.foot_notes import starts_note
from briefing.sources.pdf.line import Line
from briefing.sources.pdf.line_starts import (
    Column,
    ends_sentence,
    find_leading,
    has_indents,
    is_item,
    measure,
    starts_paragraph,
)
from briefing.sources.pdf.page_layout import Region
from briefing.sources.pdf.pdf_tables import count_repeated_rows, find_tables

_FEW_LINES, _TEXT, _SAID = 3, 90, 25
_MOST_HEADS, _NEXT = 3, 3.0
"""Rows of a head, and the step to the next in font sizes."""
_LEFTWARD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew, Arabic and their like."""


class Paragraph(Struct):
    lines: list[Line] = field(default_factory=list)
    text: str = ""
    rows: list[list[Line]] = field(default_factory=list)
    grid: Grid = field(default_factory=list)
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    quoted: bool = False
    """Indented on both sides, or indented and italic."""
    gap: float = 0.0
    """Space before it in font sizes; 0 at the top of a column."""
    spare: float = 0.0
    """At the top of a column: lines that the previous one had room for."""
    note: bool = False
    aside: bool = False
    code: bool = False

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return self.lines[0].bold and all(line.bold for line in self.lines)


def join_paragraphs(regions: Sequence[Region], body: float) -> list[Paragraph]:
    """`body` is the font size of the text."""
    columns = [region.lines for region in regions if not region.grid]
    for column in columns:
        if _reads_leftward(column):
            _mirror(column)
    leading = find_leading(columns)
    joiner = _Joiner(leading, has_indents(columns, leading), body, is_typewritten(columns))
    for region in regions:
        joiner.add(region)
    found = joiner.end()
    _find_spare(found, columns, leading)
    hyphens = read_hyphen_words(columns)
    for paragraph in found:
        if paragraph.grid:
            paragraph.rows = [[_cell(cell, hyphens) for cell in row] for row in paragraph.grid]
        for row in paragraph.rows:
            for cell in row:
                cell.text = BROKEN.sub("-", cell.text)
        if paragraph.code:
            continue
        if not paragraph.bold:
            for line in paragraph.lines:
                if line.bold:
                    line.marks.append((0, len(line.text), "**"))
        paragraph.text, paragraph.marks = _join_lines(paragraph.lines, hyphens)
    return found


def _reads_leftward(column: Sequence[Line]) -> bool:
    text = column[len(column) // 2].text if column else ""
    return not text.isascii() and bool(_LEFTWARD.search(text))


def _mirror(column: Sequence[Line]) -> None:
    for line in column:
        line.left, line.right = -line.right, -line.left


class _Joiner:
    """The text goes on over notes, boxes and tables; these wait until its paragraph ends."""

    def __init__(self, leading: float, indents: bool, body: float, typewritten: bool) -> None:
        self._measures = leading, indents, body
        self._typewritten = typewritten
        self._numbers: dict[tuple[str, str], int] = {}
        self._found: list[Paragraph] = []
        self._waiting: list[Paragraph] = []
        self._last: Paragraph | None = None
        self._note: Paragraph | None = None
        self._note_number = 0

    def add(self, region: Region) -> None:
        column = measure(region.lines, *self._measures)
        column.numbers = self._numbers
        if region.grid:
            self._add_table(Paragraph(region.lines, grid=region.grid, aside=region.aside))
        elif region.note:
            self._add_notes(region.lines)
        elif region.cell:
            self._add_cell(region, column)
        elif region.aside:
            aside = _set_aside(region.lines, column)
            for paragraph in aside:
                paragraph.aside, paragraph.note = not region.margin, region.margin
            self._waiting += aside
        else:
            self._add_text(region.lines, column)

    def end(self) -> list[Paragraph]:
        self._found += self._waiting
        return self._found

    def _add_table(self, table: Paragraph) -> None:
        last, before = self._last, self._found[-1] if self._found else None
        if not last and before and before.grid and _heads_table(before, table.grid):
            before.grid += table.grid
            before.lines += table.lines
            return
        if not last and before and before.grid and _is_next_page(before, table):
            repeated = count_repeated_rows(before.grid, table.grid)
            if repeated is not None:
                before.grid += table.grid[repeated:]
                before.lines += table.lines
                return
        if table.aside or (last and _is_cut(last.lines)):
            self._waiting.append(table)
        else:
            self._begin(table)
            self._last = None

    def _add_cell(self, cell: Region, column: Column) -> None:
        self._last = None
        if cell.aside:
            self._begin(Paragraph(cell.lines, aside=True))
        else:
            self._add_text(cell.lines, column)
        self._last = None

    def _add_notes(self, lines: Sequence[Line]) -> None:
        for line in lines:
            number = starts_note(line.text, self._note_number)
            self._note_number = number or self._note_number
            if self._note is None or number is not None:
                self._note = Paragraph(note=True)
                self._waiting.append(self._note)
            self._note.lines.append(line)

    def _add_text(self, lines: Sequence[Line], column: Column) -> None:
        code = {} if self._typewritten else find_code(lines, column.leading, column.body)
        tables = find_tables(lines)
        begun: list[Paragraph] = []
        i = 0
        while i < len(lines):
            if i in code:
                self._add_code(lines[i : code[i]])
                i = code[i]
                continue
            if i in tables:
                i += self._add_rows(tables[i], _gap(lines, i))
                continue
            if lines[i].tag in FIGURE:
                end = next(
                    (j for j in range(i, len(lines)) if lines[j].tag not in FIGURE), len(lines)
                )
                self._add_figure(_set_aside(lines[i:end], column))
                i = end
                continue
            last = self._last
            if not last or starts_paragraph(
                last.lines, lines[i], column, fresh=_is_fresh(lines, i)
            ):
                last = self._last = Paragraph([lines[i]], gap=_gap(lines, i))
                self._begin(last)
                begun.append(last)
            else:
                last.lines.append(lines[i])
            i += 1
        _find_quoted(begun, column)

    def _add_rows(self, rows: list[list[Line]], gap: float) -> int:
        cells = [cell for row in rows for cell in row]
        grid = [[[cell] for cell in row] for row in rows]
        if self._last is None and self._found and _heads_table(self._found[-1], grid):
            self._found[-1].grid += grid
            self._found[-1].lines += cells
        else:
            self._begin(Paragraph(cells, gap=gap, rows=rows))
        self._last = None
        return len(cells)

    def _add_code(self, lines: Sequence[Line]) -> None:
        last, text = self._found[-1] if self._found else None, "\n".join(to_rows(lines))
        if last and last.code:
            last.lines += lines
            last.text += "\n" + text
        else:
            self._begin(Paragraph(list(lines), text, code=True))
        self._last = None

    def _add_figure(self, figure: Sequence[Paragraph]) -> None:
        last = self._last
        if last and _is_cut(last.lines):
            self._waiting += figure
            return
        for paragraph in figure:
            paragraph.aside = False
            self._begin(paragraph)
        self._last = None

    def _begin(self, paragraph: Paragraph) -> None:
        line = paragraph.lines[0]
        kept: list[Paragraph] = []
        for other in self._waiting:
            (kept if _waits_for(other, line) else self._found).append(other)
        self._waiting = kept
        self._found.append(paragraph)


def _heads_table(before: Paragraph, grid: Grid) -> bool:
    count, last, first = len(before.grid), before.lines[-1], grid[0]
    if not 0 < count <= _MOST_HEADS or any(len(row) != len(before.grid[0]) for row in grid):
        return False
    below = [line for cell in first for line in cell]
    near = all(0 < last.bottom - line.bottom < _NEXT * line.size for line in below)
    near = near and all(line.page == last.page for line in below)
    return near and all(line.bold for line in before.lines)


def _is_next_page(before: Paragraph, table: Paragraph) -> bool:
    return before.lines[-1].page + 1 == table.lines[0].page


def _is_cut(lines: Sequence[Line]) -> bool:
    told = sum(len(line.text) for line in lines[-_FEW_LINES:])
    last = lines[-1].text
    return is_broken(last) or (told >= _TEXT and not ends_sentence(last))


def _is_fresh(lines: Sequence[Line], i: int) -> bool:
    return i == 0 or lines[i - 1].tag in FIGURE


def _waits_for(other: Paragraph, line: Line) -> bool:
    if not other.aside or other.lines[0].page != line.page:
        return False
    return not line.bold or line.top > min(entry.bottom for entry in other.lines)


def _set_aside(lines: Sequence[Line], column: Column) -> list[Paragraph]:
    found: list[Paragraph] = []
    for line in lines:
        if not found or starts_paragraph(found[-1].lines, line, column, fresh=False):
            found.append(Paragraph(aside=True))
        found[-1].lines.append(line)
    return found


def _find_quoted(begun: Sequence[Paragraph], column: Column) -> None:
    for paragraph in begun:
        paragraph.quoted = _is_quoted(paragraph.lines, column.usual_left, column.right)


def _find_spare(
    found: Sequence[Paragraph], columns: Sequence[Sequence[Line]], leading: float
) -> None:
    lowest = min((column[-1].bottom for column in columns), default=0.0)
    tops = {id(column[0]) for column in columns}
    for before, paragraph in pairwise(found):
        last = before.lines[-1]
        if id(paragraph.lines[0]) in tops and not (before.note or before.aside or before.rows):
            paragraph.spare = (last.bottom - lowest) / (last.size * leading)


def _gap(column: Sequence[Line], i: int) -> float:
    return (column[i - 1].bottom - column[i].top) / column[i].size if i else 0.0


def _cell(lines: Sequence[Line], hyphens: HyphenWords) -> Line:
    if not lines:
        return Line("", 0, 0, 0, 0, 1, False, 0)
    text = _join_lines(lines, hyphens)[0]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    first = lines[0]
    return Line(text, left, first.bottom, right, first.top, first.size, first.bold, first.page)


def _is_quoted(lines: Sequence[Line], left: float, right: float) -> bool:
    first = lines[0]
    if first.bold or first.left < left + 0.8 * first.size:
        return False
    if is_item(first.text):
        return False
    if any(abs(line.left - first.left) > 0.3 * line.size for line in lines):
        return False
    slanted = all(line.slanted for line in lines)
    return (slanted and len(first.text) >= _SAID) or (
        len(lines) > 1 and max(line.right for line in lines) < right - 0.8 * first.size
    )


def _join_lines(
    lines: Sequence[Line], hyphens: HyphenWords
) -> tuple[str, list[tuple[int, int, str]]]:
    parts = [line.text for line in lines]
    if not (any(line.marks for line in lines) or any(map(is_broken, parts[:-1]))):
        return _unbroken(" ".join(parts)), []
    del parts[1:]
    marks = lines[0].marks[:]
    end = len(parts[0])
    at_end = {sign: i for i, (_, stop, sign) in enumerate(marks) if stop == end}
    for line in lines[1:]:
        last = parts[-1]
        text = hyphens.mended(last, line.text) if is_broken(last) else f"{last} {line.text}"
        kept = len(text) - len(line.text)
        parts[-1:] = [text[:kept], line.text]
        base = end - len(last) + kept
        end = base + len(line.text)
        before, at_end = at_end, {}
        for start, stop, sign in line.marks:
            i = before.get(sign) if start == 0 else None
            if i is None:
                i = len(marks)
                marks.append((base + start, base + stop, sign))
            else:
                marks[i] = (marks[i][0], base + stop, sign)
            if base + stop == end:
                at_end[sign] = i
    return _unbroken("".join(parts)), marks


def _unbroken(text: str) -> str:
    return BROKEN.sub("-", text) if "\x02" in text or "\xad" in text else text
