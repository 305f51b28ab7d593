"""Finds running heads, running feet and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from briefing.sources.pdf.text_lines import Line

_NUMBER = re.compile(
    r"[-–— ]*+(?:page|p\.|seite|página|pág\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von|de)\s*\d{1,4})?[-–— .]*\Z",
    re.IGNORECASE,
)
_EDGE = 3
"""Lines examined at the top and bottom of a page."""
_PART = 0.4
"""Share of pages with a running head; left and right pages may differ."""
_AWAY, _AWAY_BOTH = 1.5, 1.2
"""Distance from the text in font sizes; the second for heads both smaller and in two parts."""
_NUMBERED = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
_LONGEST = 120
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")


def split_running_heads(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], list[str]]:
    """The pages without running heads, and the distinct texts of these."""
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    counts = Counter(key for lines in edges for key in {_key(line) for line in lines})
    often = max(2, _PART * len(pages)) if len(pages) > 1 else 2
    numbered = _numbered(edges, often)
    kept: list[list[Line]] = []
    dropped: dict[str, None] = {}
    for lines, edge in zip(pages, edges, strict=True):
        out = {
            id(line)
            for line in edge
            if counts[_key(line)] >= often
            or id(line) in numbered
            or _is_number(line, edge)
            or _is_apart(line, lines)
        }
        kept.append([line for line in lines if id(line) not in out])
        dropped.update((line.text, None) for line in lines if id(line) in out)
    return kept, list(dropped)


def _edges(lines: Sequence[Line], height: float) -> list[Line]:
    down = sorted(lines, key=lambda line: -line.bottom)
    top = [line for line in down[:_EDGE] if line.bottom > height * 5 / 6]
    bottom = [line for line in down[::-1][:_EDGE] if line.top < height / 6]
    return top + [line for line in bottom if line not in top]


def _numbered(edges: Sequence[Sequence[Line]], often: float) -> set[int]:
    """`id`s of lines that begin or end with the page number, as chapter heads do."""
    steps = [
        (line, int(number) - page)
        for page, lines in enumerate(edges)
        for line in lines
        for number in set(_NUMBERED.findall(line.text))
    ]
    counts = Counter(step for _, step in steps)
    step, count = counts.most_common(1)[0] if counts else (0, 0)
    if count < max(3, often):
        return set()
    return {id(line) for line, own in steps if own == step and len(line.text) <= _LONGEST}


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.casefold()), round(line.bottom / 6)


def _is_number(line: Line, edge: Sequence[Line]) -> bool:
    if not _NUMBER.match(line.text):
        return False
    return line.bottom >= max(e.bottom for e in edge) or line.bottom <= min(e.bottom for e in edge)


def _is_apart(line: Line, lines: Sequence[Line]) -> bool:
    beside = [other for other in lines if abs(other.bottom - line.bottom) < 0.5 * line.size]
    others = [other for other in lines if other not in beside]
    if len(others) < _EDGE:
        return False
    smaller = line.size <= 0.92 * median(other.size for other in others)
    if len(beside) == 1 and not smaller:
        return False
    above = min(line.bottom - other.top for other in others)
    below = min(other.bottom - line.top for other in others)
    return max(above, below) > (_AWAY_BOTH if smaller and len(beside) > 1 else _AWAY) * line.size
