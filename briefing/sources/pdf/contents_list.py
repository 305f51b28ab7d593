import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from briefing.model.heading_words import is_contents_heading
from briefing.sources.pdf.line import Line

_LEADERS = re.compile(
    r"(?:\.[ ]?){8,}|(?:\.[ ]?){4,}\s*\d{1,4}\Z|(?<!…)…{2,}\s*\d{1,4}\Z|(?<!_)_{4,}\s*\d{1,4}\Z"
)
_PAGE = re.compile(r"(?:\A|[\s.…_])((?:\d{1,4})|[ivxlcIVXLC]{1,7})\Z")
_LONGEST = 8
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_BETWEEN = 3
"""Rows without a number between two entries."""
_FEWEST = 2
"""Entries under a heading, and page numbers that end at the same place."""
_FALLING = 0.2
"""Most page numbers below the one before, as a share."""
_NEAR = 600
"""Rows in which these are counted."""
_SAME = 0.4
"""Of a line's height, most between the baselines of a row."""
_UNCOUNTED = 30
"""Page numbers beyond the count of pages, as of an extract."""
_ALIGNED = 6.0
"""Points between the right edges of page numbers."""


def is_contents_line(text: str) -> bool:
    if not (".." in text or ". ." in text or "…" in text or "__" in text):
        return False
    found = _LEADERS.search(text)
    return found is not None and not _are_figures(text[found.end() :])


def _are_figures(rest: str) -> bool:
    numbers = [word for word in rest.split() if any(map(str.isdecimal, word))]
    long = any(sign in word.strip(".,") for word in numbers for sign in ",.")
    return (len(numbers) > 1 or long) and rest.upper() == rest.lower()


class _Row(Struct):
    lines: list[Line]
    heading: bool = False
    number: float | None = None
    """Roman ones are below 1."""
    right: float = 0.0
    leaders: bool = False


def split_contents(
    pages: Sequence[Sequence[Line]],
) -> tuple[list[list[Line]], list[str]]:
    """The pages without such lists, and the entries of these."""
    rows = [row for lines in pages for row in _rows(lines)]
    listed: set[int] = set()
    contents: list[str] = []
    at = 0
    for start, first in enumerate(rows):
        if start < at or not (first.heading or first.leaders):
            continue
        at = _end(rows, start, len(pages))
        for row in rows[start:at]:
            listed |= {id(line) for line in row.lines}
            contents.append(" ".join([line.text for line in row.lines]))
    if not listed:
        return list(map(list, pages)), contents
    return [[line for line in lines if id(line) not in listed] for lines in pages], contents


def _rows(lines: Sequence[Line]) -> Iterator[_Row]:
    down = sorted(lines, key=lambda line: -line.bottom)
    row: list[Line] = []
    for line in down:
        if row and row[0].bottom - line.bottom > _SAME * max(line.height, 1.0):
            yield _row(row)
            row = []
        row.append(line)
    if row:
        yield _row(row)


def _row(lines: list[Line]) -> _Row:
    if len(lines) > 1:
        lines.sort(key=lambda line: line.left)
    last = lines[-1]
    sign = last.text[-1:]
    numbered = sign.isdecimal() or sign.casefold() in _ROMAN
    found = _PAGE.search(last.text, max(0, len(last.text) - _LONGEST)) if numbered else None
    alone = found is not None and not found.start(1)
    text = " ".join([line.text for line in lines]) if len(lines) > 1 else last.text
    return _Row(
        lines,
        is_contents_heading(text),
        _value(found[1]) if found and (not alone or len(lines) > 1) else None,
        last.right,
        is_contents_line(text),
    )


def _value(number: str) -> float:
    return int(number) if number.isdecimal() else read_roman(number) / 1000


def read_roman(number: str) -> int:
    values = [_ROMAN[sign] for sign in number.casefold()]
    after = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < later else value for value, later in after)


def _end(rows: Sequence[_Row], start: int, pages: int) -> int:
    """After the list that begins at `start`; `start` if none does."""
    first = rows[start]
    near, rights = rows[start : start + _NEAR], Counter[int]()
    end, entries, before, since = start + first.heading, 0, 0.0, 0
    numbers: list[float] = []
    for at in range(start, len(rows)):
        row = rows[at]
        if _is_entry(row, before, pages, near, rights):
            before = row.number or before
            numbers += [row.number] if row.number else []
            end, entries, since = at + 1, entries + 1, 0
        elif at > start:
            since += 1
            if row.heading or since > _BETWEEN:
                break
    if not _is_list(first, entries, numbers, pages):
        return start
    return end if entries >= _FEWEST or first.leaders else start + first.heading


def _is_list(first: _Row, entries: int, numbers: Sequence[float], pages: int) -> bool:
    if first.heading:
        return True
    most = pages + min(_UNCOUNTED, 5 * pages)
    if 2 * sum([number <= most for number in numbers]) <= entries:
        return False
    return sum([b < a for a, b in pairwise(numbers)]) <= max(1, _FALLING * len(numbers))


def _is_entry(
    row: _Row, before: float, pages: int, near: Sequence[_Row], rights: Counter[int]
) -> bool:
    if row.leaders:
        return True
    if row.number is None or not before <= row.number <= pages + 1000:
        return False
    return row.number <= pages + _UNCOUNTED or _is_aligned(row, near, rights)


def _is_aligned(row: _Row, near: Sequence[_Row], rights: Counter[int]) -> bool:
    if not rights:
        rights.update(round(r.right / _ALIGNED) for r in near if r.number is not None)
    place = round(row.right / _ALIGNED)
    return max(rights[place + step] for step in (-1, 0, 1)) >= _FEWEST
