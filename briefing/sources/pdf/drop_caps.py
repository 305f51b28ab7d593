import re
from collections.abc import Sequence
from statistics import median

from briefing.sources.pdf.line import Line

_LETTER = re.compile(r"[\"“‘'«]?[^\W\d_]\Z")
_LARGER = 1.7
"""Least ratio of its font size to the text's."""
_MOST = 40
_REACH = 1.5
"""Largest distance of the text from the letter, in the text's font sizes."""


def is_drop_cap(line: Line, size: float) -> bool:
    return line.size >= _LARGER * size and bool(_LETTER.match(line.text.strip()))


def with_drop_caps(lines: list[Line]) -> list[Line]:
    letters = [line for line in lines if len(line.text) < 3 and _LETTER.match(line.text)]
    usual = median(line.size for line in lines) if letters else 0.0
    caps = [line for line in letters if line.size >= _LARGER * usual]
    for cap in caps[:_MOST]:
        beside = [line for line in lines if _is_beside(cap, line)]
        if len(beside) > 1 or (beside and beside[0].top > cap.bottom + 0.5 * cap.size):
            _put_before(cap, beside, lines)
    return [line for line in lines if line.text]


def _is_beside(cap: Line, line: Line) -> bool:
    near = -0.5 * line.size < line.left - cap.right < _REACH * line.size
    middle = (line.bottom + line.top) / 2
    level = cap.bottom < middle < cap.top + 0.5 * line.size
    return line is not cap and near and level and is_drop_cap(cap, line.size)


def _put_before(cap: Line, beside: Sequence[Line], lines: Sequence[Line]) -> None:
    first = max(beside, key=lambda line: line.bottom)
    apart = " " if cap.text[-1] in "AI" and _is_word(first.text.split(" ")[0], lines) else ""
    before = cap.text + apart
    first.text = before + first.text
    first.marks = [(a + len(before), b + len(before), sign) for a, b, sign in first.marks]
    for line in beside:
        line.left = cap.left
    cap.text = ""


def _is_word(text: str, lines: Sequence[Line]) -> bool:
    return any(text.casefold() in line.text.casefold().split(" ")[1:] for line in lines)
