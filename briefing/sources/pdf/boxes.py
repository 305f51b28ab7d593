"""Finds boxes within a column."""

from collections.abc import Iterator, Sequence

from briefing.sources.pdf.line import Line
from briefing.sources.pdf.page_layout import Region
from briefing.sources.pdf.part_names import names_a_part
from briefing.sources.pdf.pdf_tables import find_tables

_SMALLER = 0.93
_FEWEST, _LETTERS = 3, 120
_INSIDE = 0.3
"""From the column's left, in font sizes."""
_NAMED = 2


def split_boxes(regions: Sequence[Region], body: float) -> Iterator[Region]:
    for region in regions:
        if region.grid or region.aside or region.note:
            yield region
        else:
            yield from _parts(region.lines, body)


def _parts(lines: list[Line], body: float) -> Iterator[Region]:
    start = at = 0
    small = _SMALLER * body
    while at < len(lines):
        if lines[at].size > small:
            at += 1
            continue
        end = _end(lines, at, body)
        if end > at and _is_box(lines, at, end, body):
            if start < at:
                yield Region(lines[start:at])
            yield Region(lines[at:end], aside=True)
            start = end
        at = max(end, at + 1)
    if start < len(lines):
        yield Region(lines[start:])


def _end(lines: Sequence[Line], at: int, body: float) -> int:
    end = at
    while end < len(lines) and lines[end].size <= _SMALLER * body and not lines[end].tag:
        end += 1
    return end


def _is_box(lines: Sequence[Line], at: int, end: int, body: float) -> bool:
    box = lines[at:end]
    named = next((i for i, line in enumerate(box) if not line.bold), len(box))
    told = sum(len(line.text) for line in box[named:])
    if (
        names_a_part(box[0].text)
        or not 1 <= named <= _NAMED
        or len(box) - named < _FEWEST
        or told < _LETTERS
    ):
        return False
    text = [line for line in lines if line.size > _SMALLER * body]
    if len(text) < _FEWEST or find_tables(box):
        return False
    left = min(line.left for line in text) + _INSIDE * body
    return all(line.left > left for line in box)
