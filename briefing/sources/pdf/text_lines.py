"""Builds lines of text from the runs of a page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct, field

from briefing.sources.pdf.page_text import Page

_MARKER = re.compile(r"(?:[•◦▪‣·●○■–*-]|\(?\d{1,3}[.)]|[a-z][.)])\Z")
_LINE = re.compile(r"[^\r\n]+")
_APART = 0.9
"""Largest gap within a line, in font sizes; gutters are wider."""
_APART_STRETCHED = 1.8
"""The same in a justified line."""
_APART_MARKER = 3.5
"""The same after a list marker."""
_ROW = 2
"""Bucket size for finding lines by their baseline, in points."""
_MOST_BESIDE = 20
_SPACE = 0.12
"""Smallest gap that is a space, in font sizes."""
_SPACE_WITHIN = 0.5
"""The same for runs that pdfium reads as one, as it has already found spaces."""


class Line(Struct, eq=False):
    """A line, or its part in one column; positions in points from the page's lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    page: int
    follows: bool = False
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    """(start, end, "*" for italic, "**" for bold, or a link's address) in `text`."""

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def slanted(self) -> bool:
        return any(sign == "*" and end - start >= len(self.text) for start, end, sign in self.marks)


def page_lines(page: Any, number: int) -> list[Line]:
    lines: list[Line] = []
    for runs in _runs(Page(page), number):
        stretched = len(runs) > 2 and _is_stretched(runs)
        for run in runs:
            if lines and _joins(lines[-1], run, _APART_STRETCHED if stretched else _APART):
                _join(lines[-1], run)
            elif run.text.strip():
                lines.append(run)
    for line in lines:
        _finish(line)
    return _with_markers(lines)


def _runs(page: Page, number: int) -> Iterator[list[Line]]:
    text = page.text
    links = page.links()
    for line in _LINE.finditer(text):
        runs: list[Line] = []
        for start, end, (left, bottom, right, top) in page.runs(*line.span()):
            words = text[start:end].replace("\ufffe", "\x02")
            size, bold, slanted = page.look(start)
            run = Line(
                words, left, bottom, right, top, size or max(1.0, top - bottom), bold, number
            )
            run.follows = bool(runs)
            run.marks = [
                (max(a, start) - start, min(b, end) - start, target)
                for a, b, target in links
                if a < end and b > start
            ]
            if slanted:
                run.marks.append((0, len(words), "*"))
            if bold:
                run.marks.append((0, len(words), "**"))
            runs.append(run)
        yield runs


def _is_stretched(runs: Sequence[Line]) -> bool:
    gaps = [
        (run.left - before.right) / run.size
        for before, run in pairwise(runs)
        if before.text[-1:].isspace() or run.text[:1].isspace()
    ]
    return len(gaps) > 1 and _APART < max(gaps) < 1.6 * min(gaps)


def _finish(line: Line) -> None:
    text = line.text.rstrip()
    before = len(text) - len(text.lstrip())
    line.text = text[before:]
    if line.marks:
        length = len(line.text)
        line.marks = [
            (max(0, start - before), min(end - before, length), sign)
            for start, end, sign in line.marks
            if sign != "**" or not line.bold
        ]


def _joins(line: Line, run: Line, most: float) -> bool:
    """`most` is the largest gap in font sizes."""
    overlap = min(line.top, run.top) - max(line.bottom, run.bottom)
    if overlap < (-0.5 * run.size if run.follows else 0.4 * min(line.height, run.height)):
        return False
    gap = (run.left - line.right) / max(line.size, run.size)
    if gap > most and _MARKER.match(line.text.strip()):
        most = _APART_MARKER
    return -0.3 <= gap <= most


def _with_markers(lines: list[Line]) -> list[Line]:
    markers = [line for line in lines if _MARKER.match(line.text)]
    if not markers:
        return lines
    rows: dict[int, list[Line]] = {}
    for line in lines:
        rows.setdefault(round(line.bottom / _ROW), []).append(line)
    for marker in markers:
        item = _item(marker, rows)
        if item is not None:
            base = len(marker.text) + 1
            item.text = f"{marker.text} {item.text}"
            item.marks = [(start + base, end + base, sign) for start, end, sign in item.marks]
            item.left = marker.left
            marker.text = ""
    return [line for line in lines if line.text]


def _item(marker: Line, rows: Mapping[int, Sequence[Line]]) -> Line | None:
    row = round(marker.bottom / _ROW)
    reach = int(marker.size / _ROW)
    beside = [
        line
        for number in range(row - reach, row + 1)
        for line in rows.get(number, ())[:_MOST_BESIDE]
        if line.text
        and line.bottom <= marker.bottom
        and line.top >= marker.top
        and 0 < line.left - marker.right <= _APART_MARKER * marker.size
    ]
    return min(beside, key=lambda line: line.left, default=None)


def _join(line: Line, run: Line) -> None:
    gap = run.left - line.right
    least = _SPACE_WITHIN if run.follows else _SPACE
    if gap > least * run.size and not line.text.endswith(" ") and not run.text.startswith(" "):
        line.text += " "
    if run.text.strip():
        if len(run.text) > len(line.text):
            line.size = run.size
        line.bold = line.bold and run.bold
        base = len(line.text)
        line.marks += [(start + base, end + base, sign) for start, end, sign in run.marks]
    line.text += run.text
    line.right = max(line.right, run.right)
    line.bottom, line.top = min(line.bottom, run.bottom), max(line.top, run.top)
