"""A page's lines of text, with their places and fonts."""

import ctypes
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_MARKER = re.compile(r"(?:[•◦▪‣·●○■–*-]|\(?\d{1,3}[.)]|[a-z][.)])\Z")
_LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")
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

    @property
    def height(self) -> float:
        """Height in points."""
        return self.top - self.bottom


def page_lines(page: Any, number: int) -> list[Line]:
    """The lines of a pypdfium2 page, in the order in which the file draws them."""
    textpage = page.get_textpage()
    boxes = [textpage.get_rect(i) for i in range(textpage.count_rects())]
    fonts = _Fonts(textpage)
    firsts = [fonts.first_character(box) for box in boxes]
    lines: list[Line] = []
    for box, first, text in zip(boxes, firsts, _texts(textpage, boxes, firsts), strict=True):
        text = _LINE_ENDS.sub(" ", text.replace("\ufffe", "\x02").strip("\r\n "))
        if not text.strip():
            continue
        left, bottom, right, top = box
        size, bold = fonts.look(first)
        size = size or max(1.0, top - bottom)
        run = Line(text, left, bottom, right, top, size, bold, number)
        if lines and _joins(lines[-1], run):
            _join(lines[-1], run)
        else:
            lines.append(run)
    return lines


def _texts(
    textpage: Any, boxes: list[tuple[float, float, float, float]], firsts: list[int]
) -> list[str]:
    """The text in each box: the page's text cut at the boxes' first characters, which costs least.

    Where these are not in order, each box is asked for its text.
    """
    if not boxes:
        return []
    whole = textpage.get_text_range()
    ordered = firsts[0] >= 0 and all(a < b for a, b in pairwise(firsts))
    if not ordered or len(whole) != textpage.count_chars():
        return [textpage.get_text_bounded(*box) for box in boxes]
    ends = [*firsts[1:], len(whole)]
    return [whole[start:end] for start, end in zip([0, *firsts[1:]], ends, strict=False)]


class _Fonts:
    """Asks pdfium for the characters of one page; what it writes into is made once."""

    def __init__(self, textpage: Any) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._page = textpage
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._matrix = raw.FS_MATRIX()

    def first_character(self, box: tuple[float, float, float, float]) -> int:
        """The index of the character at the left of a box, or a negative number."""
        left, bottom, right, top = box
        height = (top - bottom) / 2
        across = min(0.5, (right - left) / 2)
        find = self._raw.FPDFText_GetCharIndexAtPos
        return int(find(self._page, left + across, bottom + height, 1, height + 1))

    def look(self, index: int) -> tuple[float, bool]:
        """Size in points, 0 where it is not known, and weight of a character."""
        if index < 0:
            return 0.0, False
        raw = self._raw
        size = raw.FPDFText_GetFontSize(self._page, index)
        if raw.FPDFText_GetMatrix(self._page, index, self._matrix):
            size *= (self._matrix.b**2 + self._matrix.d**2) ** 0.5 or 1.0
        raw.FPDFText_GetFontInfo(self._page, index, self._name, 128, self._flags)
        named = _BOLD.search(self._name.value.decode("utf-8", "replace"))
        return size, bool(named) or raw.FPDFText_GetFontWeight(self._page, index) >= 600


def _joins(line: Line, run: Line) -> bool:
    overlap = min(line.top, run.top) - max(line.bottom, run.bottom)
    if overlap < 0.4 * min(line.height, run.height):
        return False
    gap = run.left - line.right
    most = _APART_MARKER if _MARKER.match(line.text) else _APART
    return -0.3 * run.size <= gap <= most * max(line.size, run.size)


def _join(line: Line, run: Line) -> None:
    gap = run.left - line.right
    space = " " if gap > _SPACE * run.size else ""
    if len(run.text) > len(line.text):
        line.size = run.size
    line.bold = line.bold and run.bold
    line.text += space + run.text
    line.right = max(line.right, run.right)
    line.bottom, line.top = min(line.bottom, run.bottom), max(line.top, run.top)
