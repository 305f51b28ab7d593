import re
from collections.abc import Sequence
from statistics import median

from briefing.sources.pdf.line import Line

_MOST = 0.5
_SET_OFF, _IN = 1.15, 0.8
_NUMBERED = re.compile(r"\d{1,4}\s")
_BULLETS = frozenset("•◦▪●■")
BROKEN = re.compile(r"\x02|\xad")


def is_typewritten(columns: Sequence[Sequence[Line]]) -> bool:
    lines = [line for column in columns for line in column]
    fixed = [line for line in lines if line.fixed and not _NUMBERED.match(line.text)]
    return _count_letters(fixed) > _MOST * _count_letters(lines)


def _count_letters(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def find_code(lines: Sequence[Line], leading: float, body: float) -> dict[int, int]:
    found: dict[int, int] = {}
    if not any(line.fixed for line in lines):
        return found
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _may_be_code(lines[end], body):
            end += 1
        if end > at and _is_set_off(lines, at, end, leading):
            found[at] = end
        at = max(end, at + 1)
    return found


def _may_be_code(line: Line, body: float) -> bool:
    plain = line.fixed and not line.tag and line.size < 1.1 * body
    return plain and line.text[0] not in _BULLETS


def _is_set_off(lines: Sequence[Line], start: int, end: int, leading: float) -> bool:
    first, last = lines[start], lines[end - 1]
    before = lines[start - 1] if start else None
    after = lines[end] if end < len(lines) else None
    apart = before is None or _is_apart(before, first, before, first, leading)
    below = after is None or _is_apart(last, after, after, last, leading)
    if end - start > 1:
        return apart or below
    return apart and below and not first.bold


def _is_apart(above: Line, below: Line, text: Line, code: Line, leading: float) -> bool:
    step = above.bottom - below.bottom
    further = code.left - text.left
    return step > _SET_OFF * leading * below.size or further > _IN * text.size


def to_rows(lines: Sequence[Line]) -> list[str]:
    width = median(line.width / len(line.text) for line in lines) or 1.0
    left = min(line.left for line in lines)
    rows: list[str] = []
    base = None
    for line in lines:
        text, place = BROKEN.sub("-", line.text), round((line.left - left) / width)
        if base is not None and abs(base - line.bottom) < 0.4 * line.size:
            rows[-1] = rows[-1].ljust(max(place, len(rows[-1]) + 1)) + text
        else:
            rows.append(" " * place + text)
        base = line.bottom
    return rows
