"""A page's lines of text, with their places, fonts and links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from briefing.sources.pdf.page import Page

_MARKER = re.compile(r"(?:[•◦▪‣·●○■–*-]|\(?\d{1,3}[.)]|[a-z][.)])\Z")
_LINE = re.compile(r"[^\r\n]+")
_APART = 0.9
"""Two runs on a line belong together when they are no further apart, in font sizes; gutters are wider."""
_APART_MARKER = 3.5
"""The same between a list's marker and its item."""
_SPACE = 0.12
"""A gap from which there is a space between two runs, in font sizes."""


@dataclass(slots=True, eq=False)
class Line:
    """One line, or the part of one that stands in a column; places in points from the page's lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    page: int
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    """Where in `text` there are "*" slanted words, "**" bold ones, or a link to any other address."""

    @property
    def height(self) -> float:
        """Height in points."""
        return self.top - self.bottom

    @property
    def slanted(self) -> bool:
        """Whether all of it is slanted."""
        return any(sign == "*" and end - start >= len(self.text) for start, end, sign in self.marks)


def page_lines(page: Any, number: int) -> list[Line]:
    """The lines of a pypdfium2 page, in the order in which the file draws them."""
    lines: list[Line] = []
    for run in _runs(Page(page), number):
        if lines and _joins(lines[-1], run):
            _join(lines[-1], run)
        elif run.text.strip():
            lines.append(run)
    for line in lines:
        _finish(line)
    return lines


def _runs(page: Page, number: int) -> Iterator[Line]:
    """The runs of one font on each line."""
    text = page.text
    links = page.links()
    for line in _LINE.finditer(text):
        for start, end, (left, bottom, right, top) in page.runs(*line.span()):
            words = text[start:end].replace("\ufffe", "\x02")
            size, bold, slanted = page.look(start)
            run = Line(
                words, left, bottom, right, top, size or max(1.0, top - bottom), bold, number
            )
            run.marks = [
                (max(a, start) - start, min(b, end) - start, target)
                for a, b, target in links
                if a < end and b > start
            ]
            if slanted:
                run.marks.append((0, len(words), "*"))
            if bold:
                run.marks.append((0, len(words), "**"))
            yield run


def _finish(line: Line) -> None:
    """Strips a line of space; one that is bold from end to end has no marks for it."""
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


def _joins(line: Line, run: Line) -> bool:
    overlap = min(line.top, run.top) - max(line.bottom, run.bottom)
    if overlap < 0.4 * min(line.height, run.height):
        return False
    gap = run.left - line.right
    most = _APART_MARKER if _MARKER.match(line.text.strip()) else _APART
    return -0.3 * run.size <= gap <= most * max(line.size, run.size)


def _join(line: Line, run: Line) -> None:
    gap = run.left - line.right
    if gap > _SPACE * run.size and not line.text.endswith(" ") and not run.text.startswith(" "):
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
