import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from briefing.sources.pdf.figures import is_caption
from briefing.sources.pdf.line import Line, from_top
from briefing.sources.pdf.page_numbers import (
    PAGE_NUMBER,
    find_high_number,
    find_part_heads,
    is_counted,
)

_ROWS, _MOST = 3, 30
"""Rows examined at the top and bottom of a page, and their parts."""
_PARTS = 3
_SMALL_ROWS, _SMALL = 9, 0.75
"""Rows examined of text so much smaller, as an address."""
_PART = 0.4
"""Share of pages with a head; left and right ones may differ."""
_AWAY, _AWAY_BOTH = 1.5, 1.2
"""Distance from the text in font sizes; the second for small heads in two parts."""
_ZONE = 0.7
"""Least distance from the text beyond the usual one."""
_FEWEST, _MOSTLY = 3, 0.6
"""Pages, and their share, on which a line of any size is a head."""
_LARGEST = 1.1
"""Largest size of a head, in the page's usual one."""
_LARGER = 1.2
"""The same for one that stands on two pages at the same place, beyond that size."""
_BESIDE, _DIGIT_COUNT, _PLATES, _NEAR = 1.3, 4, 3, 15
"""The same beside a number, its digits, pages not counted, points between heads."""
_FULL = 25
"""Lines of a page that is no slide."""
_SLOT = 0.6
_TITLED = 0.8
_NUMBERED = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
_PRINTED = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d{1,4}/\d{1,4})?\Z|\d{1,4}/\d{1,4}\Z|"
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s\d{1,2}:\d\d(?:\s?[AP]M)?(?!\S)"
)
"""What a browser prints around its pages."""
_NOTE = re.compile(
    r"(?:\d{1,3}|[*†‡§])\W*\s\S.{20}|(?i:sources?|notes?|quellen?|anmerkung|fuente|nota)\s?:\s\S"
)
_WIDEST = 4.0
_LONGEST = 120
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")


class _Edge(Struct):
    lines: list[Line]
    apart: set[int]
    """`id`s of those with more than usual space between them and the text."""
    distinct: set[int]
    """`id`s of those that look unlike the text."""
    top: bool
    outer: int
    """Number of lines in the first rows; others only recur."""


def split_running_heads(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], list[str]]:
    """The pages without running heads, and the distinct texts of these."""
    sizes = [_usual_size(lines) for lines in pages]
    usual = median([size for size in sizes if size] or [10.0])
    constant = _constant(pages, _LARGEST * usual)
    edges = [
        edge
        for lines, height, size in zip(pages, heights, sizes, strict=True)
        for edge in _edges(lines, height, max(usual, size), constant)
    ]
    often = max(3, _PART * len(pages))
    out = _recurring(edges, often) | _numbered(edges, often) | _in_slots(edges, len(pages))
    out |= _beside_numbers(pages, _BESIDE * usual, often) | find_part_heads(pages)
    kept: list[list[Line]] = []
    dropped: dict[str, None] = {}
    for i, lines in enumerate(pages):
        if not lines:
            kept.append([])
            continue
        ends = max(lines, key=lambda line: line.top), min(lines, key=lambda line: line.bottom)
        out |= {
            id(line)
            for edge in edges[2 * i : 2 * i + 2]
            for line in edge.lines[: edge.outer]
            if _is_number(line, edge)
            or (not line.cell and _is_apart(line, lines, ends, edge.top))
            or (edge.lines[0].bottom == line.bottom and _PRINTED.match(line.text))
        }
        out -= _table_heads(lines, out)
        gone = [line for line in lines if id(line) in out]
        kept.append([line for line in lines if id(line) not in out] if gone else list(lines))
        dropped.update((line.text, None) for line in gone)
    return kept, list(dropped)


def _table_heads(lines: Sequence[Line], out: Container[int]) -> set[int]:
    """Rows that recur at the top of a table."""
    tables: dict[int, dict[int, list[Line]]] = {}
    for line in lines:
        if line.cell:
            rows = tables.setdefault(id(line.cell.table), {})
            rows.setdefault(line.cell.row, []).append(line)
    found: set[int] = set()
    for rows in tables.values():
        gone = {row: [id(line) in out for line in own] for row, own in rows.items()}
        whole = [row for row, lost in gone.items() if not any(lost)]
        for row, own in rows.items():
            cells = {id(line.cell) for line in own}
            heads = not all(gone[row]) or row < min(whole, default=0)
            if len(whole) >= _ROWS and heads and len(cells) > 1:
                found |= set(map(id, own))
    return found


def _constant(pages: Sequence[Sequence[Line]], larger: float) -> set[int]:
    """`id`s of what is larger and stands at the same place of most pages."""
    seen: dict[tuple[str, int, int], list[Line]] = {}
    for lines in pages:
        for line in lines:
            if line.size > larger:
                seen.setdefault((line.text, round(line.left), round(line.bottom)), []).append(line)
    least = max(_FEWEST, _MOSTLY * len(pages))
    full = {number for number, lines in enumerate(pages) if len(lines) >= _FULL}
    return {
        id(line)
        for same in seen.values()
        if len(same) >= least
        or (same[0].size <= _LARGER * larger and _follow([e for e in same if e.page in full]))
        for line in same
    }


def _follow(lines: Sequence[Line]) -> bool:
    return any(0 < after.page - line.page <= 2 for line, after in pairwise(lines))


def _usual_size(lines: Sequence[Line]) -> float:
    return median(line.size for line in lines) if lines else 0.0


def _edges(
    lines: Sequence[Line], height: float, usual: float, constant: Container[int]
) -> Iterator[_Edge]:
    least = _ZONE + _usual_space(lines)
    for top in (True, False):
        rows = _edge_rows(lines, height, usual, top)
        found = [
            line
            for row in rows
            if all(
                e.size <= _LARGEST * usual or is_counted(e.text) or id(e) in constant for e in row
            )
            for line in row
            if not is_caption(line.text)
        ]
        distinct = {id(line) for line in found if _is_distinct(line, usual)}
        first = {id(line) for row in rows[:_ROWS] for line in row}
        outer = sum(id(line) in first for line in found[:_MOST])
        apart = _apart(rows[:_ROWS], lines, top, least)
        yield _Edge(found[:_MOST], apart, distinct, top, outer)


def _edge_rows(lines: Sequence[Line], height: float, usual: float, top: bool) -> list[list[Line]]:
    zone = [
        line for line in lines if (line.bottom > height * 5 / 6 if top else line.top < height / 6)
    ]
    if not (zone or top):
        zone = find_high_number(lines, height)
    zone.sort(key=lambda line: -line.bottom if top else line.bottom)
    rows: list[list[Line]] = []
    for line in zone:
        if rows and abs(rows[-1][0].bottom - line.bottom) < 0.5 * line.size:
            rows[-1].append(line)
        elif len(rows) < (_SMALL_ROWS if line.size < _SMALL * usual else _ROWS):
            rows.append([line])
        else:
            break
    return rows


def _apart(
    rows: Sequence[Sequence[Line]], lines: Sequence[Line], top: bool, least: float
) -> set[int]:
    inner = 0
    for number, row in enumerate(rows):
        line = row[0]
        half = 0.5 * line.size
        if top:
            below = line.bottom - half
            near = [o.top for o in lines if o.bottom < below]
        else:
            above = line.bottom + half
            near = [-o.bottom for o in lines if o.bottom > above]
        space = (line.bottom if top else -line.top) - max(near) if near else line.bottom
        if space > least * max(entry.size for entry in row):
            inner = number + 1
    return {id(line) for row in rows[:inner] for line in row}


def _is_distinct(line: Line, usual: float) -> bool:
    return line.size < 0.96 * usual or line.bold or line.slanted


def _usual_space(lines: Sequence[Line]) -> float:
    down = from_top(lines)
    spaces = [(a.bottom - b.top) / b.size for a, b in pairwise(down) if a.bottom - b.bottom > 1]
    return min(_WIDEST, max(0.0, median(spaces))) if spaces else 0.0


def _recurring(edges: Iterable[_Edge], often: float) -> set[int]:
    seen: dict[tuple[str, int, int], list[int]] = {}
    heads = [
        (line, id(line) in edge.apart)
        for edge in edges
        for line in edge.lines
        if id(line) in edge.apart or (id(line) in edge.distinct and len(line.text) <= _LONGEST)
    ]
    for line, _ in heads:
        for key in _keys(line):
            seen.setdefault(key, []).append(line.page)
    return {
        id(line)
        for line, apart in heads
        for key in _keys(line)
        if len(seen[key]) >= often or (apart and _is_near(seen[key], line.page))
    }


def _is_near(pages: Iterable[int], page: int) -> bool:
    return any(0 < abs(page - other) <= 2 for other in pages)


def _keys(line: Line) -> list[tuple[str, int, int]]:
    words = _DIGITS.sub("#", line.text.casefold())
    return [(words, half, round(line.bottom / 6 + half / 2)) for half in (0, 1)]


def _in_slots(edges: Sequence[_Edge], pages: int) -> set[int]:
    slots: dict[tuple[int, int], list[Line]] = {}
    for edge in edges:
        for line in edge.lines:
            if edge.top and id(line) in edge.apart and len(line.text) <= _LONGEST:
                slots.setdefault((round(line.bottom / 4), round(line.size)), []).append(line)
    found: set[int] = set()
    for lines in slots.values():
        often = len({line.page for line in lines}) >= max(4, _SLOT * pages)
        if often and not _are_titles(lines, edges):
            found |= set(map(id, lines))
    return found


def _are_titles(lines: Sequence[Line], edges: Sequence[_Edge]) -> bool:
    """Bold ones that differ, without a page number beside them."""
    texts = {line.text.casefold() for line in lines}
    bold = sum(line.bold for line in lines)
    if len(texts) <= _TITLED * len(lines) or bold <= _TITLED * len(lines):
        return False
    beside = sum(_has_beside(line, edges[2 * line.page].lines) for line in lines)
    return 2 * beside < len(lines)


def _has_beside(line: Line, others: Sequence[Line]) -> bool:
    return any(
        other is not line and abs(other.bottom - line.bottom) < 0.5 * line.size for other in others
    ) or bool(_NUMBERED.search(line.text))


def _numbered(edges: Sequence[_Edge], often: float) -> set[int]:
    """`id`s of lines with the page number at an end."""
    steps = [
        (line, int(number) - line.page)
        for edge in edges
        for line in edge.lines
        if edge.top or not (_NOTE.match(line.text) and line.text.endswith("."))
        for number in set(_NUMBERED.findall(line.text))
    ]
    counts = Counter(step for _, step in steps)
    step, count = counts.most_common(1)[0] if counts else (0, 0)
    if count < often:
        return set()
    return {id(line) for line, own in steps if own == step and len(line.text) <= _LONGEST}


def _beside_numbers(pages: Sequence[Sequence[Line]], largest: float, often: float) -> set[int]:
    """`id`s of outermost rows with the page number, and of others alike."""
    rows = [row for lines in pages if lines for row in _outer_rows(lines) if len(row) <= _PARTS]
    numbers = [
        (row, int(line.text) - line.page)
        for row in rows
        if len(row) > 1
        for line in row
        if line.text.isdecimal() and len(line.text) <= _DIGIT_COUNT
    ]
    counts = Counter(step for _, step in numbers)
    step = counts.most_common(1)[0][0] if counts else 0
    beside = [row for row, own in numbers if abs(own - step) <= _PLATES]
    if len(beside) < often:
        return set()
    heads = {line.text: line for row in beside for line in row if not line.text.isdecimal()}
    numbered = set(map(id, beside))
    return {
        id(line)
        for row in rows
        for line in row
        if (id(row) in numbered or _is_same_head(line, heads.get(line.text)))
        and line.size <= largest
        and len(line.text) <= _LONGEST
    }


def _is_same_head(line: Line, head: Line | None) -> bool:
    if not head or line.size > _LARGEST * head.size:
        return False
    return abs(line.bottom - head.bottom) < _NEAR


def _outer_rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    highest, lowest = max(line.bottom for line in lines), min(line.bottom for line in lines)
    for end in (highest, lowest):
        row = [line for line in lines if abs(line.bottom - end) < 0.5 * line.size]
        if not any(line.cell for line in row):
            yield row


def _is_number(line: Line, edge: _Edge) -> bool:
    if not PAGE_NUMBER.match(line.text):
        return False
    row = [other for other in edge.lines if abs(line.bottom - other.bottom) < 0.5 * line.size]
    if edge.lines[0] not in row or _are_figures(row):
        return False
    return len(row) == 1 or id(line) in edge.apart


def _are_figures(row: Sequence[Line]) -> bool:
    figures = sum(line.text[:1].isdecimal() for line in row)
    return len(row) > _PARTS and 2 * figures >= len(row)


def _is_apart(line: Line, lines: Sequence[Line], ends: tuple[Line, Line], top: bool) -> bool:
    """`ends` are the highest and the lowest of `lines`."""
    if not top and _NOTE.match(line.text):
        return False
    half = 0.5 * line.size
    highest, lowest = ends
    if (
        highest.top >= line.bottom
        and lowest.bottom <= line.top
        and not -half < highest.bottom - line.bottom < half
        and not -half < lowest.bottom - line.bottom < half
    ):
        return False
    others = [other for other in lines if not -half < other.bottom - line.bottom < half]
    if len(others) < _ROWS:
        return False
    if len(lines) - len(others) > _PARTS:
        same = [other for other in lines if -half < other.bottom - line.bottom < half]
        if _are_figures(same):
            return False
    above = line.bottom - max([other.top for other in others])
    below = min([other.bottom for other in others]) - line.top
    away = max(above, below)
    if not away > _AWAY_BOTH * line.size:
        return False
    smaller = line.size <= 0.92 * median([other.size for other in others])
    alone = len(lines) - len(others) == 1
    if alone and not smaller:
        return False
    return away > (_AWAY_BOTH if smaller and not alone else _AWAY) * line.size
