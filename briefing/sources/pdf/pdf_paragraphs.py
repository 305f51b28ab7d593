"""Joins lines to paragraphs."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct, field

from briefing.sources.pdf.dehyphenate import HyphenWords, is_broken, read_hyphen_words
from briefing.sources.pdf.pdf_tables import find_tables
from briefing.sources.pdf.text_lines import Line

BULLET = re.compile(r"[•◦▪‣·●○■⁃∙]\s*|[–*-]\s+")
NUMBERED = re.compile(r"\(?(\d{1,3})[.)]\s+(?=\S)")
_LAST = frozenset(".!?:;…\"”’'»)]")
_ENDS = re.compile(r"[.!?:;…][\"”’'»)\]]*\Z")
_LOWER = re.compile(r"[a-zß-öø-ÿ]")


class Paragraph(Struct):
    lines: list[Line] = field(default_factory=list)
    text: str = ""
    rows: list[list[Line]] = field(default_factory=list)
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    quoted: bool = False
    """Indented on both sides, or indented and italic."""
    gap: float = 0.0
    """Space before it in font sizes; 0 at the top of a column."""
    spare: float = 0.0
    """At the top of a column: lines that the previous one had room for."""

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def join_paragraphs(columns: Sequence[Sequence[Line]]) -> list[Paragraph]:
    leading = _leading(columns)
    found: list[Paragraph] = []
    for number, column in enumerate(columns):
        begun = len(found)
        found += _in_column(column, found[-1] if found else None, leading)
        if number and begun < len(found) and found[begun].lines[0] is column[0]:
            found[begun].spare = _spare(columns, number - 1, leading)
    hyphens = read_hyphen_words(columns)
    for paragraph in found:
        paragraph.text, paragraph.marks = _join_lines(paragraph.lines, hyphens)
    return found


def _in_column(column: Sequence[Line], last: Paragraph | None, leading: float) -> list[Paragraph]:
    left, right = _margins(column)
    tables = find_tables(column)
    found: list[Paragraph] = []
    i = 0
    while i < len(column):
        if i in tables:
            cells = [cell for row in tables[i] for cell in row]
            last = Paragraph(cells, gap=_gap(column, i), rows=tables[i])
            found.append(last)
            i += len(cells)
            continue
        line = column[i]
        if not last or last.rows or _starts(last.lines, line, i == 0, left, right, leading):
            last = Paragraph(gap=_gap(column, i))
            found.append(last)
        last.lines.append(line)
        i += 1
    for paragraph in found:
        paragraph.quoted = not paragraph.rows and _is_quoted(paragraph.lines, left, right)
    return found


def _is_quoted(lines: Sequence[Line], left: float, right: float) -> bool:
    """True for a common indent and short lines; a single line must also be italic."""
    first = lines[0]
    if first.bold or first.left < left + 0.8 * first.size:
        return False
    if BULLET.match(first.text) or NUMBERED.match(first.text):
        return False
    if any(abs(line.left - first.left) > 0.3 * line.size for line in lines):
        return False
    slanted = all(line.slanted for line in lines)
    return slanted or (
        len(lines) > 1 and max(line.right for line in lines) < right - 0.8 * first.size
    )


def _spare(columns: Sequence[Sequence[Line]], number: int, leading: float) -> float:
    last = columns[number][-1]
    lowest = min(column[-1].bottom for column in columns)
    return (last.bottom - lowest) / (last.size * leading)


def _gap(column: Sequence[Line], i: int) -> float:
    return (column[i - 1].bottom - column[i].top) / column[i].size if i else 0.0


def _margins(column: Sequence[Line]) -> tuple[float, float]:
    return min(line.left for line in column), max(line.right for line in column)


def _leading(columns: Sequence[Sequence[Line]]) -> float:
    """Usual line distance in font sizes."""
    steps = [
        (a.bottom - b.bottom) / b.size
        for column in columns
        for a, b in pairwise(column)
        if abs(a.size - b.size) < 0.3 and 0.8 * b.size < a.bottom - b.bottom < 2.5 * b.size
    ]
    return median(steps) if steps else 1.25


def _starts(
    before: Sequence[Line], line: Line, fresh: bool, left: float, right: float, leading: float
) -> bool:
    """`fresh`: `line` is the first of its column."""
    last = before[-1]
    if abs(last.size - line.size) > 0.08 * line.size or last.bold != line.bold:
        return True
    if BULLET.match(line.text) or (NUMBERED.match(line.text) and line.left < left + 3 * line.size):
        return True
    if fresh:
        return _ends_sentence(last.text) and not _LOWER.match(line.text)
    if abs(last.bottom - line.bottom) < 0.5 * line.size:
        return False
    return (
        last.bottom - line.bottom > 1.22 * leading * line.size
        or _is_indented(before, line, left)
        or (_ends(last, left, right) and not _LOWER.match(line.text))
    )


def _is_indented(before: Sequence[Line], line: Line, left: float) -> bool:
    first, last = before[0], before[-1]
    item = BULLET.match(first.text) or NUMBERED.match(first.text)
    if line.left < min(entry.left for entry in before) - 0.3 * line.size:
        return bool(item) or len(before) > 1
    indented = line.left > last.left + 0.8 * line.size
    return indented and not item and last.left < left + 0.5 * line.size


def _ends(last: Line, left: float, right: float) -> bool:
    return last.right < right - 0.2 * (right - left) and _ends_sentence(last.text)


def _ends_sentence(text: str) -> bool:
    return text[-1] in _LAST and bool(_ENDS.search(text[-8:]))


def _join_lines(
    lines: Sequence[Line], hyphens: HyphenWords
) -> tuple[str, list[tuple[int, int, str]]]:
    text = lines[0].text
    marks = lines[0].marks[:]
    for line in lines[1:]:
        end = len(text)
        text = hyphens.mended(text, line.text) if is_broken(text) else f"{text} {line.text}"
        base = len(text) - len(line.text)
        for start, stop, sign in line.marks:
            before = next((m for m in marks if m[1] == end and m[2] == sign), None)
            if start == 0 and before is not None:
                marks.remove(before)
                marks.append((before[0], base + stop, sign))
            else:
                marks.append((base + start, base + stop, sign))
    if "\x02" in text or "\xad" in text:
        text = re.sub(r"\x02|\xad", "-", text)
    return text, marks
