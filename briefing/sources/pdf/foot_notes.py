import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from briefing.sources.pdf.line import Line, from_top
from briefing.sources.pdf.page_layout import Region

_MARK = re.compile(r"(?:[\[(]?(\d{1,3})(?!\d)[\])]?|[*†‡§¶‖]{1,3})[.:]?\s?(?=[^\s\\])")
_MOST_SKIPPED = 3
"""Numbers of notes that may be missing between two."""
_SMALLER = 0.93
"""Largest font size of a note, as a share of the text's."""
_OPENING = 6
"""Lines at the top of a page whose size is taken for the text's."""
_LONG = 30
"""Least letters of such a line."""
_SPACE = 6.0
"""Least space between notes and the text of a short page."""
_SOME = 0.1
"""Least share of the letters, which a letterhead has not."""
_OFTEN = 0.2
"""Least share of the pages that a text's size opens."""


def find_body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of the text that runs on over pages."""
    openings: Counter[float] = Counter()
    letters: Counter[float] = Counter()
    exact: dict[float, int] = {}
    for lines in pages:
        sizes = Counter(_rounded(line.size) for line in _opening(lines))
        if sizes:
            openings[sizes.most_common(1)[0][0]] += 1
        for line in lines:
            exact[line.size] = exact.get(line.size, 0) + len(line.text)
    for size, count in exact.items():
        letters[_rounded(size)] += count
    if not openings:
        return letters.most_common(1)[0][0] if letters else 10.0
    least = _SOME * letters.total()
    held = {size: count for size, count in openings.items() if letters[size] >= least}
    if not held:
        return letters.most_common(1)[0][0]
    often = max(1, _OFTEN * max(held.values()))
    return max(size for size, count in held.items() if count >= often)


def _opening(lines: Sequence[Line]) -> list[Line]:
    found: list[Line] = []
    for line in from_top(lines):
        if found and found[-1].bottom - line.top > _SPACE * line.size:
            break
        if len(line.text) >= _LONG and not line.bold:
            found.append(line)
        if len(found) == _OPENING:
            break
    return found


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def starts_note(text: str, before: int) -> int | None:
    """The note's number, 0 for a sign, None if the line goes on; `before` is the last number."""
    mark = _MARK.match(text)
    if not mark:
        return None
    number = int(mark[1] or 0)
    follows = before < number <= before + _MOST_SKIPPED or not before
    return number if not mark[1] or number == 1 or follows else None


def split_notes(regions: Sequence[Region], body: float, *, before: bool) -> list[Region]:
    """The regions of a page, its notes last; `before`: the page before has notes."""
    texts: list[Region] = []
    notes: list[Region] = []
    for region in regions:
        start = _start(region, regions, body, before)
        if start < len(region.lines):
            notes.append(Region(region.lines[start:], aside=True, note=True))
        if start:
            texts.append(replace(region, lines=region.lines[:start]))
    return [*texts, *notes]


def _start(region: Region, regions: Sequence[Region], body: float, before: bool) -> int:
    lines = region.lines
    if region.grid or region.aside:
        return len(lines)
    small = len(lines)
    while small and _is_noted(lines[small - 1], body):
        small -= 1
    larger = [
        line
        for other in regions
        for line in other.lines
        if line.size > _SMALLER * body and not other.grid
    ]
    if small == len(lines) or any(_is_below(line, lines[small]) for line in larger):
        return len(lines)
    if not (larger or before):
        return len(lines)
    marked = (i for i in range(small, len(lines)) if _MARK.match(lines[i].text))
    first = next(marked, len(lines))
    return small if before and larger and first - small < 4 else first


def _is_noted(line: Line, body: float) -> bool:
    code = line.fixed and line.text[0].isdecimal() and "://" not in line.text
    return line.size <= _SMALLER * body and not line.tag and not code


def _is_below(line: Line, note: Line) -> bool:
    return line.bottom < note.bottom and line.left < note.right and line.right > note.left
