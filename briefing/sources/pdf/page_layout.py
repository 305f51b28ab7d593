from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median, mode

from msgspec import Struct, field

from briefing.sources.pdf.cell_tables import Grid, find_grid
from briefing.sources.pdf.line import Line, from_top
from briefing.sources.pdf.margin_notes import split_margin
from briefing.sources.pdf.side_labels import lay_out_labels

_FEWEST = 3
"""Least lines on each side of a gutter."""
_NARROWEST = 0.08
"""Least width of a column, as a share of the text's."""
_EDGE = 0.03
"""The same for a gutter's distance from the sides."""
_MOST_GUTTERS, _MOST_EDGES, _MOST_LINES, _DEEPEST = 8, 60, 3000, 30
_BOX_WIDTH, _BOX_LETTERS = 0.62, 0.5
"""A box is narrower than this share of the text beside it, or of another size, and holds fewer letters."""
_BLANK = 2.5
"""Least space between two sets of columns, in font sizes."""
_ENDS = frozenset('.!?:”"’)»')
_MOST_ABOVE, _ALIGNED, _TEXT = 24, 2.0, 0.6
"""Lines centred above columns, points by which left ends may differ, share of ends of text."""
_FEWEST_TOLD, _LONG = 8, 25
_TOLD = 4
"""Lines of text to one of a label, from which these are no table."""
_SMALLER, _LARGER = 0.93, 1.1
_SPACE = 1.6
"""Space above a line that may end a set of columns, in font sizes."""


class Region(Struct):
    lines: list[Line]
    grid: Grid = field(default_factory=list)
    """The cells of a table."""
    aside: bool = False
    """True for a box or a note: the text around it goes on over it."""
    note: bool = False
    margin: bool = False
    """Such a note, which stands behind the paragraph beside it."""
    cell: bool = False
    """A form's: nothing goes on over its ends."""


class _Gutter(Struct):
    inside: list[Line]
    left: list[Line]
    right: list[Line]
    score: int
    narrow: bool
    """One side can only be a table's column."""


def lay_out(lines: Sequence[Line], depth: int = 0) -> list[Region]:
    if not lines:
        return []
    divided = depth < _DEEPEST and len(lines) <= _MOST_LINES
    ordered = from_top(lines) if divided else []
    for gutter in _gutters(lines, ordered) if _has_columns(ordered) else ():
        band = [] if _is_listing(gutter, lines) else _band(gutter, depth + 1, ordered)
        if band:
            inside = set(map(id, gutter.inside))
            top = max(line.bottom for line in gutter.inside)
            others = [line for line in lines if id(line) not in inside]
            above = [line for line in others if line.bottom > top]
            below = [line for line in others if line.bottom <= top]
            notes = _notes_below(gutter, below)
            rest = notes or lay_out(below, depth + 1)
            return [*lay_out(above, depth + 1), *band, *rest]
    return [
        Region(part, aside=beside, margin=beside) for part, beside in split_margin(_down(lines))
    ]


def _is_listing(gutter: _Gutter, lines: Sequence[Line]) -> bool:
    if not gutter.inside[0].fixed or not all(line.fixed for line in gutter.inside):
        return False
    return not all(line.fixed for line in lines)


def _notes_below(gutter: _Gutter, below: Sequence[Line]) -> list[Region]:
    """Smaller lines below columns go on in these."""
    if not below:
        return []
    x, size = min(line.left for line in gutter.right) - 1, median(li.size for li in gutter.inside)
    small = all(line.size < _SMALLER * size for line in below)
    sides = [li for li in below if li.right <= x], [li for li in below if li.left >= x]
    if not small or not all(sides) or sum(map(len, sides)) < len(below):
        return []
    return [Region(_down(side)) for side in sides]


def _band(gutter: _Gutter, depth: int, ordered: Sequence[Line]) -> list[Region]:
    left, right = gutter.left, gutter.right
    labelled = [] if gutter.narrow else lay_out_labels(left, right)
    if labelled and len(right) >= _TOLD * len(left):
        return [Region(lines) for lines in labelled]
    grid = find_grid(gutter.inside)
    if grid:
        table = Region(_down(grid.lines), grid.cells)
        return [*lay_out(grid.before, depth), table, *lay_out(grid.after, depth)]
    if gutter.narrow:
        return []
    if labelled:
        return [Region(lines) for lines in labelled]
    for box, text in ((left, right), (right, left)):
        if _is_box(box, text) or _goes_on_below(text, box, ordered):
            boxes = [
                Region(region.lines, region.grid, aside=True) for region in lay_out(box, depth)
            ]
            return [*boxes, *lay_out(text, depth)]
    return [*lay_out(left, depth), *lay_out(right, depth)]


def _is_box(box: Sequence[Line], text: Sequence[Line]) -> bool:
    if _letters(box) > _BOX_LETTERS * _letters(text):
        return False
    one, other = (median(line.size for line in side) for side in (box, text))
    return abs(one - other) > 0.07 * other or _width(box) < _BOX_WIDTH * _usual_width(text)


def _goes_on_below(text: Sequence[Line], box: Sequence[Line], ordered: Sequence[Line]) -> bool:
    # A sentence that goes on below both sides shows that one of another size is a box.
    last, lowest = text[-1], min(text[-1].bottom, box[-1].bottom)
    if last.text[-1] in _ENDS or _SMALLER < median(line.size for line in box) / last.size < _LARGER:
        return False
    after = next((line for line in ordered if line.top <= lowest + 0.5 * line.size), None)
    if not (after and after.text[0].islower() and last.bottom - after.bottom < _BLANK * last.size):
        return False
    same = abs(after.size - last.size) < 0.5 and abs(after.left - last.left) < _ALIGNED
    return same and after.right > min(line.left for line in box) and after.left < box[-1].right


def _letters(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _usual_width(lines: Sequence[Line]) -> float:
    widths = sorted(line.width for line in lines)
    return widths[3 * len(widths) // 4]


def _width(lines: Sequence[Line]) -> float:
    return max(line.right for line in lines) - min(line.left for line in lines)


def _down(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-round(line.bottom / 2), line.left))


def _has_columns(ordered: Sequence[Line]) -> bool:
    beside = 0
    for i, line in enumerate(ordered):
        bottom, left, right = line.bottom, line.left, line.right
        for other in ordered[i + 1 : i + 4]:
            if other.top < bottom:
                break
            beside += other.left >= right or other.right <= left
        if beside >= _FEWEST:
            return True
    return False


def _gutters(lines: Sequence[Line], ordered: Sequence[Line]) -> list[_Gutter]:
    lefts, rights = [line.left for line in ordered], [line.right for line in ordered]
    left, right = min(lefts), max(rights)
    margin = _EDGE * (right - left)
    counts = Counter([round(line.left) for line in lines])
    edges = sorted([edge for edge, _ in counts.most_common(_MOST_EDGES)])
    places = [edge - 1.5 for edge in edges if left + margin < edge < right - margin]
    found: list[_Gutter] = []
    known: dict[tuple[int, int, int, int], list[_Gutter]] = {}
    for x, crossing in zip(places, _find_crossing(lefts, rights, places), strict=True):
        for span in _open_spans(lefts, rights, x, crossing):
            if span not in known:
                part, crossed = ordered[span[0] : span[1]], span[1] < len(ordered)
                known[span] = list(_along(part, x, right - left, crossed))
            found += known[span]
    found.sort(key=lambda gutter: -gutter.score)
    return found[:_MOST_GUTTERS]


def _find_crossing(
    lefts: Sequence[float], rights: Sequence[float], places: Sequence[float]
) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in places]
    for i, (left, right) in enumerate(zip(lefts, rights, strict=True)):
        for lines in found[bisect_right(places, left) : bisect_left(places, right)]:
            lines.append(i)
    return found


def _open_spans(
    lefts: Sequence[float], rights: Sequence[float], x: float, crossing: Sequence[int]
) -> Iterator[tuple[int, int, int, int]]:
    """Start, end, and counts on each side."""
    for last, end in pairwise([-1, *crossing, len(lefts)]):
        start = last + 1
        if end - start >= 2 * _FEWEST:
            before = sum([right <= x for right in rights[start:end]])
            after = sum([left >= x for left in lefts[start:end]])
            if before >= _FEWEST <= after:
                yield start, end, before, after


def _along(lines: Sequence[Line], x: float, width: float, crossed: bool) -> Iterator[_Gutter]:
    start = 0
    for i, (above, line) in enumerate(pairwise(lines), 1):
        if above.bottom - line.top >= _SPACE * line.size and _ends_set(lines[start:i], line, x):
            if i - start >= 2 * _FEWEST:
                yield from _gutter(lines[start:i], x, width, False)
            start = i
    yield from _gutter(lines[start:], x, width, crossed)


def _ends_set(inside: Sequence[Line], line: Line, x: float) -> bool:
    space = inside[-1].bottom - line.top
    if space <= 0:
        return False
    if _are_centred_above(inside, line, x):
        return True
    if line.bold and line.size > _LARGER * inside[-1].size:
        return True
    if space < _BLANK * line.size or line.text[:1].islower():
        return False
    last = next((other for other in reversed(inside) if other.left >= x), inside[-1])
    return last.text[-1] in _ENDS


def _are_centred_above(inside: Sequence[Line], line: Line, x: float) -> bool:
    if len(inside) > _MOST_ABOVE:
        return False
    same = [other for other in inside if (other.left >= x) == (line.left >= x)]
    side = [other.left for other in same]
    if not side or max(side) - min(side) < _ALIGNED:
        return False
    usual = mode(map(round, side))
    aligned = sum(abs(o.left - usual) < _ALIGNED and len(o.text) >= _LONG for o in same)
    if aligned >= _FEWEST_TOLD and aligned > _TEXT * len(side):
        return False
    return all(abs(left - line.left) > _ALIGNED for left in side)


def _gutter(lines: Sequence[Line], x: float, width: float, crossed: bool) -> Iterator[_Gutter]:
    left = [line for line in lines if line.right <= x]
    right = [line for line in lines if line.left >= x]
    if min(len(left), len(right)) < _FEWEST:
        return
    left, right = _beside(left, right, crossed), _beside(right, left, crossed)
    score = min(_overlapping(left, right), _overlapping(right, left))
    if score >= _FEWEST:
        narrow = min([max([line.right - line.left for line in side]) for side in (left, right)])
        yield _Gutter([*left, *right], left, right, score, narrow < _NARROWEST * width)


def _beside(side: Sequence[Line], other: Sequence[Line], crossed: bool) -> list[Line]:
    top, bottom = max([line.top for line in other]), other[-1].bottom
    first = 0
    last = len(side)
    for i, (above, line) in enumerate(pairwise(side), 1):
        spaced = above.bottom - line.top > _SPACE * line.size
        if spaced and above.bottom > top:
            first = i
        if (spaced or (crossed and last - i <= 2 and _heads_next(side, i))) and line.top < bottom:
            last = i
            break
    return list(side[first:last])


def _heads_next(side: Sequence[Line], i: int) -> bool:
    size = _LARGER * side[i - 1].size
    return all(line.size > size for line in side[i:])


def _overlapping(side: Sequence[Line], other: Sequence[Line]) -> int:
    if not side or not other:
        return 0
    top, bottom = max([line.top for line in other]), other[-1].bottom
    return sum([line.top > bottom and line.bottom < top for line in side])
