"""A page's lines of text, with their places and fonts."""

import ctypes
import re
from dataclasses import dataclass
from typing import Any

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_MARKER = re.compile(r"(?:[•◦▪‣·●○■–*-]|\(?\d{1,3}[.)]|[a-z][.)])\Z")
_APART = 0.9
"""Two runs on a line belong together when they are no further apart, in font sizes; gutters are wider."""
_APART_MARKER = 3.5
"""The same between a list's marker and its item."""
_SPACE = 0.12
"""A gap from which there is a space between two runs, in font sizes."""


@dataclass(slots=True)
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
    lines: list[Line] = []
    for i in range(textpage.count_rects()):
        run = _run(textpage, textpage.get_rect(i), number)
        if run is None:
            continue
        if lines and _joins(lines[-1], run):
            _join(lines[-1], run)
        else:
            lines.append(run)
    return lines


def _run(textpage: Any, box: tuple[float, float, float, float], number: int) -> Line | None:
    left, bottom, right, top = box
    text = textpage.get_text_bounded(left, bottom, right, top)
    text = " ".join(text.replace("\ufffe", "\x02").split(" ")).strip("\r\n ")
    text = re.sub(r"\s*[\r\n]+\s*", " ", text)
    if not text.strip():
        return None
    size, bold = _font(textpage, left, right, bottom, top)
    return Line(text, left, bottom, right, top, size or max(1.0, top - bottom), bold, number)


def _font(
    textpage: Any, left: float, right: float, bottom: float, top: float
) -> tuple[float, bool]:
    """Size in points and weight of the character in the middle of a box."""
    import pypdfium2.raw as raw

    width, height = (right - left) / 2, (top - bottom) / 2
    index = raw.FPDFText_GetCharIndexAtPos(
        textpage, left + width, bottom + height, width + 1, height + 1
    )
    if index < 0:
        return 0.0, False
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, index, name, 128, ctypes.c_int())
    bold = bool(_BOLD.search(name.value.decode("utf-8", "replace")))
    size = raw.FPDFText_GetFontSize(textpage, index) * _scale(textpage, index)
    return size, bold or raw.FPDFText_GetFontWeight(textpage, index) >= 600


def _scale(textpage: Any, index: int) -> float:
    """By how much the page's matrix enlarges a character's font."""
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(textpage, index, matrix):
        return 1.0
    return float((matrix.b**2 + matrix.d**2) ** 0.5) or 1.0


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
