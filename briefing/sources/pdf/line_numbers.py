import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.sources.pdf.line import Line, from_top

_FEWEST, _MOST = 5, 120
_COVERED = 0.75
"""Least share of lines beside a number, or in fives."""
_PLEADING = 20
"""Least even numbers in a margin that stand there without lines."""
_MOST_PIECES = 1.3
"""Most pieces a line has beside its number; more are a table."""
_LEADING = re.compile(r"(\d{1,4})\s+(?=\S)")


def split_line_numbers(lines: list[Line]) -> tuple[list[Line], str]:
    found = _beside(lines)
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
            column = [n for n in numbers if abs(getattr(n, edge) - place) <= 2]
            column.sort(key=from_top)
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


def _are_even(column: Sequence[Line]) -> bool:
    steps = [a.bottom - b.bottom for a, b in pairwise(column)]
    return max(steps) - min(steps) < 0.2 * max(steps)


def _within(lines: list[Line]) -> tuple[list[Line], str]:
    found = [(line, match) for line in lines if (match := _LEADING.match(line.text))]
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
