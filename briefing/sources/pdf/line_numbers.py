import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from briefing.sources.pdf.line import Line, from_top

_FEWEST, _MOST = 5, 120
_COVERED = 0.75
"""Least share of lines beside a number, or in fives."""
_PLEADING = 20
"""Least even numbers in a margin that stand there without lines."""
_MOST_PIECES = 1.3
"""Most pieces a line has beside its number; more are a table."""
_SMALL, _AWAY = 0.8, 2.5
"""Largest size of numbers of every fifth line, and their distance from it, in the text's size."""
_FEWEST_FIFTHS = 3
_WORDS = 12
"""Letters of such a line."""
_LEADING = re.compile(r"(\d{1,4})\s+(?=\S)")


def split_line_numbers(lines: list[Line]) -> tuple[list[Line], str]:
    found = _beside(lines) or _fifths(lines)
    if found:
        out = set(map(id, found))
        return [line for line in lines if id(line) not in out], " ".join(n.text for n in found)
    return _within(lines)


def _beside(lines: Sequence[Line]) -> list[Line]:
    numbers = [line for line in lines if line.text.isdecimal() and len(line.text) < 5]
    if len(numbers) < _FEWEST:
        return []
    for edge in ("right", "left"):
        for place in {round(getattr(number, edge)) for number in numbers}:
            column = from_top([n for n in numbers if abs(getattr(n, edge) - place) <= 2])
            if _FEWEST <= len(column) <= _MOST and _count_lines(column, lines):
                return column
    return []


def _count_lines(column: Sequence[Line], lines: Sequence[Line]) -> bool:
    values = [int(number.text) for number in column]
    steps = [b - a for a, b in pairwise(values)]
    step = max(set(steps), key=steps.count)
    if step not in (1, 5) or steps.count(step) < 0.8 * len(steps):
        return False
    out = set(map(id, column))
    others = [line for line in lines if id(line) not in out]
    inside = [o for o in others if column[-1].bottom - 2 <= o.bottom <= column[0].bottom + 2]
    left, right = min(n.left for n in column), max(n.right for n in column)
    if not inside or any(o.left < right and o.right > left for o in inside):
        return False
    rows = {round(o.bottom / 3) for o in inside}
    beside = sum(any(abs(o.bottom - n.bottom) < 0.4 * n.size for o in inside) for n in column)
    pleading = step == values[0] == 1 and len(column) >= _PLEADING and _are_even(column)
    if pleading and right <= min(o.left for o in others) + 1 and beside < len(column):
        return True
    covered = _COVERED * len(rows) <= step * len(column) and beside >= _COVERED * len(column)
    most = 0.6 * len({round(o.bottom / 3) for o in others})
    return covered and len(rows) >= most and len(inside) <= _MOST_PIECES * len(rows)


def _fifths(lines: Sequence[Line]) -> list[Line]:
    numbers = [line for line in lines if line.text.isdecimal() and len(line.text) < 5]
    found = [line for line in numbers if int(line.text) % 5 == 0]
    if len(found) < _FEWEST_FIFTHS or _numbers_each(numbers, found):
        return []
    others = [line for line in lines if not line.text.isdecimal()]
    largest = _SMALL * median([line.size for line in others] or [0])
    found = sorted([line for line in found if line.size <= largest], key=lambda n: int(n.text))
    steps = [int(b.text) - int(a.text) for a, b in pairwise(found)]
    if len(found) < _FEWEST_FIFTHS or 0 in steps or steps.count(5) < _COVERED * len(steps):
        return []
    numbered = [_line_beside(number, others) for number in found]
    told = sum(line is not None and len(line.text) >= _WORDS for line in numbered)
    spans = [
        _rows_between(a, b, line, others)
        for (a, b), line in zip(pairwise(found), numbered, strict=False)
        if line and abs(a.right - b.right) <= 2 and b.bottom < a.bottom
    ]
    fives = sum(abs(rows - 5) <= 1 for rows in spans)
    even = bool(spans) and 2 * fives >= len(spans)
    return found if even and told >= _COVERED * len(found) else []


def _numbers_each(numbers: Sequence[Line], fifths: Sequence[Line]) -> bool:
    places = {round(number.right / 2) for number in numbers if int(number.text) % 5}
    return any(round(number.right / 2) in places for number in fifths)


def _line_beside(number: Line, lines: Sequence[Line]) -> Line | None:
    beside = [
        (max(line.left - number.right, number.left - line.right), line)
        for line in lines
        if abs(line.bottom - number.bottom) < 0.4 * line.size
    ]
    away, line = min(beside, key=lambda pair: pair[0], default=(0.0, None))
    return line if line and 0 < away < _AWAY * line.size else None


def _rows_between(above: Line, below: Line, beside: Line, lines: Sequence[Line]) -> int:
    rows = {
        round(line.bottom / 3)
        for line in lines
        if below.bottom - 2 < line.bottom < above.bottom - 3
        and line.left < beside.right
        and line.right > beside.left
    }
    return len(rows)


def _are_even(column: Sequence[Line]) -> bool:
    steps = [a.bottom - b.bottom for a, b in pairwise(column)]
    return max(steps) - min(steps) < 0.2 * max(steps)


def _within(lines: list[Line]) -> tuple[list[Line], str]:
    counted = [line for line in lines if line.text[:1].isdecimal()]
    found = [(line, match) for line in counted if (match := _LEADING.match(line.text))]
    if len(found) < max(_FEWEST, _COVERED * len(lines)):
        return lines, ""
    values = [int(match[1]) for _, match in sorted(found, key=lambda f: -f[0].bottom)]
    steps = [b - a for a, b in pairwise(values)]
    if steps.count(1) < 0.9 * len(steps):
        return lines, ""
    for line, match in found:
        line.left += line.width * match.end() / len(line.text)
        line.text = line.text[match.end() :]
        shifted = [(a - match.end(), b - match.end(), sign) for a, b, sign in line.marks]
        line.marks = [(max(0, a), b, sign) for a, b, sign in shifted if b > 0]
    return lines, " ".join(map(str, values))
