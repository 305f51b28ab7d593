"""Finds the columns of a page and their reading order."""

from collections.abc import Sequence
from statistics import median

from briefing.sources.pdf.text_lines import Line

_FEWEST = 3
"""Least lines of a column."""
_CROSSING = 0.34
"""Most lines that may cross a gutter, as a share of the page's."""
_NARROWEST = 0.18
"""Least median line width in a column, as a share of the text width."""


def find_columns(lines: Sequence[Line]) -> list[list[Line]]:
    if len(lines) < 2 * _FEWEST:
        return [_down(lines)] if lines else []
    gutter = _gutter(lines)
    if gutter is None:
        return [_down(lines)]
    found: list[list[Line]] = []
    for across, band in _bands(lines, gutter):
        if across:
            found.append(across)
        left = [line for line in band if line.right <= gutter + 2]
        right = [line for line in band if line.right > gutter + 2]
        found += find_columns(left) + find_columns(right)
    return found


def _down(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-round(line.bottom / 2), line.left))


def _gutter(lines: Sequence[Line]) -> float | None:
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[int, float] | None = None
    for edge in sorted({round(line.left, 0) for line in lines}):
        if not left + 0.15 * (right - left) < edge < right - 0.1 * (right - left):
            continue
        x = edge - 3
        crossing = sum(1 for line in lines if line.left < x - 1 and line.right > x + 2)
        if crossing <= _CROSSING * len(lines) and _parts(lines, x, right - left):
            best = min(best or (crossing, x), (crossing, x))
    return best[1] if best else None


def _parts(lines: Sequence[Line], x: float, width: float) -> bool:
    before = [line for line in lines if line.right <= x + 2]
    after = [line for line in lines if line.left >= x - 1]
    if min(len(before), len(after)) < _FEWEST:
        return False
    if any(
        median(line.right - line.left for line in side) < _NARROWEST * width
        for side in (before, after)
    ):
        return False
    top, bottom = min(_top(before), _top(after)), max(_bottom(before), _bottom(after))
    return min(_between(before, bottom, top), _between(after, bottom, top)) >= _FEWEST


def _top(lines: list[Line]) -> float:
    return max(line.top for line in lines)


def _bottom(lines: list[Line]) -> float:
    return min(line.bottom for line in lines)


def _between(lines: list[Line], bottom: float, top: float) -> int:
    return sum(1 for line in lines if line.bottom >= bottom - 1 and line.top <= top + 1)


def _bands(lines: Sequence[Line], x: float) -> list[tuple[list[Line], list[Line]]]:
    bands: list[tuple[list[Line], list[Line]]] = [([], [])]
    for line in _down(lines):
        if line.left < x - 1 and line.right > x + 2:
            if bands[-1][1]:
                bands.append(([], []))
            bands[-1][0].append(line)
        else:
            bands[-1][1].append(line)
    return bands
