"""Finds the parts of a page in reading order: columns, boxes beside the text, and tables."""

from collections.abc import Iterable, Sequence
from statistics import median

from msgspec import Struct, field

from briefing.sources.pdf.cell_tables import Grid, find_grid
from briefing.sources.pdf.text_lines import Line

_FEWEST = 3
"""Least lines on each side of a gutter."""
_NARROWEST = 0.08
"""Least median line width in a column, as a share of the text width."""
_BOX_WIDTH, _BOX_LETTERS = 0.62, 0.5
"""A box is narrower than this share of the text beside it, or of another size, and holds fewer letters."""
_SPACE = 1.6
"""Space above a line that may end a set of columns, in font sizes."""


class Region(Struct):
    lines: list[Line]
    grid: Grid = field(default_factory=list)
    """The cells of a table."""
    aside: bool = False
    """True for a box or a note: the text around it goes on over it."""
    note: bool = False


class _Gutter(Struct):
    inside: list[Line]
    left: list[Line]
    right: list[Line]
    score: int


def lay_out(lines: Sequence[Line]) -> list[Region]:
    if not _has_columns(lines):
        return [Region(_down(lines))] if lines else []
    gutter = _widest_band(lines)
    if gutter is None:
        return [Region(_down(lines))]
    inside = set(map(id, gutter.inside))
    top = max(line.bottom for line in gutter.inside)
    others = [line for line in lines if id(line) not in inside]
    above = [line for line in others if line.bottom > top]
    below = [line for line in others if line.bottom <= top]
    return [*lay_out(above), *_band(gutter), *lay_out(below)]


def _band(gutter: _Gutter) -> list[Region]:
    grid = find_grid(gutter.inside)
    if grid:
        return [
            *lay_out(grid.before),
            Region(_down(grid.lines), grid.cells),
            *lay_out(grid.after),
        ]
    left, right = gutter.left, gutter.right
    for box, text in ((left, right), (right, left)):
        if _is_box(box, text):
            boxes = [Region(region.lines, region.grid, aside=True) for region in lay_out(box)]
            return [*boxes, *lay_out(text)]
    return [*lay_out(left), *lay_out(right)]


def _is_box(box: Sequence[Line], text: Sequence[Line]) -> bool:
    if _letters(box) > _BOX_LETTERS * _letters(text):
        return False
    one, other = (median(line.size for line in side) for side in (box, text))
    return abs(one - other) > 0.07 * other or _width(box) < _BOX_WIDTH * _width(text)


def _letters(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _width(lines: Sequence[Line]) -> float:
    return max(line.right for line in lines) - min(line.left for line in lines)


def _down(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-round(line.bottom / 2), line.left))


def _has_columns(lines: Sequence[Line]) -> bool:
    """True if enough lines stand beside others."""
    ordered = sorted(lines, key=lambda line: -line.bottom)
    beside = 0
    for i, line in enumerate(ordered):
        for other in ordered[i + 1 : i + 4]:
            if other.top < line.bottom + 0.3 * line.size:
                break
            beside += other.left >= line.right or other.right <= line.left
    return beside >= _FEWEST


def _widest_band(lines: Sequence[Line]) -> _Gutter | None:
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    ordered = sorted(lines, key=lambda line: -line.bottom)
    best: _Gutter | None = None
    for edge in sorted({round(line.left) for line in lines}):
        if not left + 0.08 * (right - left) < edge < right - 0.06 * (right - left):
            continue
        for found in _gutters(ordered, edge - 1.5, right - left):
            if best is None or found.score > best.score:
                best = found
    return best


def _gutters(ordered: Sequence[Line], x: float, width: float) -> Iterable[_Gutter]:
    """The stretches of the page without a line across `x`; `ordered` from the top."""
    inside: list[Line] = []
    for line in ordered:
        if line.left < x and line.right > x:
            yield from _gutter(inside, x, width)
            inside = []
        else:
            inside.append(line)
    yield from _gutter(inside, x, width)


def _gutter(lines: Sequence[Line], x: float, width: float) -> Iterable[_Gutter]:
    left = [line for line in lines if line.right <= x]
    right = [line for line in lines if line.left >= x]
    if min(len(left), len(right)) < _FEWEST:
        return
    left, right = _beside(left, right), _beside(right, left)
    score = min(_overlapping(left, right), _overlapping(right, left))
    narrow = min(median(line.width for line in side) if side else 0 for side in (left, right))
    if score >= _FEWEST and narrow >= _NARROWEST * width:
        yield _Gutter([*left, *right], left, right, score)


def _beside(side: Sequence[Line], other: Sequence[Line]) -> list[Line]:
    """Without what stands above and below the other side behind a space."""
    top, bottom = max(line.top for line in other), min(line.bottom for line in other)
    first = 0
    last = len(side)
    for i in range(1, len(side)):
        spaced = side[i - 1].bottom - side[i].top > _SPACE * side[i].size
        if spaced and side[i - 1].bottom > top:
            first = i
        if spaced and side[i].top < bottom:
            last = i
            break
    return list(side[first:last])


def _overlapping(side: Sequence[Line], other: Sequence[Line]) -> int:
    if not side or not other:
        return 0
    top, bottom = max(line.top for line in other), min(line.bottom for line in other)
    return sum(1 for line in side if line.bottom >= bottom - 2 and line.top <= top + 2)
