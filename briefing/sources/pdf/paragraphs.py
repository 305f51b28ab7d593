"""Lines to paragraphs: where one ends, and how a word broken at a line's end is mended."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from briefing.sources.pdf.lines import Line
from briefing.sources.pdf.tables import find_tables

BULLET = re.compile(r"[•◦▪‣·●○■⁃∙]\s*|[–*-]\s+")
NUMBERED = re.compile(r"\(?(\d{1,3})[.)]\s+(?=\S)")
_ENDS = re.compile(r"[.!?:;…][\"”’'»)\]]*\Z")
_LOWER = re.compile(r"[a-zß-öø-ÿ]")
_BROKEN = re.compile(r"(?<=\w)[-\u2010\xad\x02]\Z")
_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)
    text: str = ""
    rows: list[list[Line]] = field(default_factory=list)
    """The rows of a table; none in a paragraph."""
    gap: float = 0.0
    """The space before it, in font sizes; 0 at the head of a column."""

    @property
    def size(self) -> float:
        """The font size of its first line."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether every line is bold."""
        return all(line.bold for line in self.lines)


def paragraphs(columns: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of all columns of all pages, in order."""
    leading = _leading(columns)
    found: list[Paragraph] = []
    for column in columns:
        found += _in_column(column, found[-1] if found else None, leading)
    words = _vocabulary(columns)
    for paragraph in found:
        paragraph.text = _joined(paragraph.lines, words)
    return found


def _in_column(column: Sequence[Line], last: Paragraph | None, leading: float) -> list[Paragraph]:
    """The paragraphs that start in a column; its first lines may go on with `last`, the one before."""
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
    return found


def _gap(column: Sequence[Line], i: int) -> float:
    return (column[i - 1].bottom - column[i].top) / column[i].size if i else 0.0


def _margins(column: Sequence[Line]) -> tuple[float, float]:
    return min(line.left for line in column), max(line.right for line in column)


def _leading(columns: Sequence[Sequence[Line]]) -> float:
    """The usual distance of two lines, in font sizes."""
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
    """Whether `line` starts a paragraph after that of `before`; `fresh`: it is the first of its column."""
    last = before[-1]
    if abs(last.size - line.size) > 0.08 * line.size or last.bold != line.bold:
        return True
    if BULLET.match(line.text) or (NUMBERED.match(line.text) and line.left < left + 3 * line.size):
        return True
    if fresh:
        return bool(_ENDS.search(last.text)) and not _LOWER.match(line.text)
    if abs(last.bottom - line.bottom) < 0.5 * line.size:
        return False
    return (
        last.bottom - line.bottom > 1.22 * leading * line.size
        or _is_indented(before, line, left)
        or (_ends(last, left, right) and not _LOWER.match(line.text))
    )


def _is_indented(before: Sequence[Line], line: Line, left: float) -> bool:
    """Whether `line` starts further in than a paragraph at the margin, or further out than an item."""
    first, last = before[0], before[-1]
    item = BULLET.match(first.text) or NUMBERED.match(first.text)
    if line.left < min(entry.left for entry in before) - 0.3 * line.size:
        return bool(item) or len(before) > 1
    indented = line.left > last.left + 0.8 * line.size
    return indented and not item and last.left < left + 0.5 * line.size


def _ends(last: Line, left: float, right: float) -> bool:
    """Whether a line stops short of the margin with the end of a sentence."""
    return last.right < right - 0.2 * (right - left) and bool(_ENDS.search(last.text))


def _vocabulary(columns: Sequence[Sequence[Line]]) -> set[str]:
    """The words that stand whole in some line; those broken at a line's end are none."""
    words: set[str] = set()
    broken = False
    for line in (line for column in columns for line in column):
        found = _WORD.findall(line.text.casefold())
        first, broken = int(broken), bool(_BROKEN.search(line.text))
        words.update(found[first : len(found) - broken])
    return words


def _joined(lines: Iterable[Line], words: set[str]) -> str:
    text = ""
    for line in lines:
        if not text:
            text = line.text
        elif _BROKEN.search(text):
            text = _mended(text, line.text, words)
        else:
            text += " " + line.text
    return re.sub(r"\x02|\xad", "-", text)


def _mended(text: str, rest: str, words: set[str]) -> str:
    """Joins a word broken by a hyphen; the hyphen stays where the document itself writes the word with one."""
    first, second = _WORD.findall(text[:-1])[-1:], _WORD.match(rest)
    if not first or second is None or not (rest[0].islower() or rest[0].isdigit()):
        return text[:-1] + "-" + rest
    one, two = first[0].casefold(), second[0].casefold()
    if one + two in words:
        return text[:-1] + rest
    keeps = f"{one}-{two}" in words or (one in words and two in words) or rest[0].isdigit()
    return text[:-1] + ("-" if keeps else "") + rest
