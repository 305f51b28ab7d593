import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from briefing.model.heading_words import is_contents_heading, may_hold_contents_heading
from briefing.sources.pdf.line import Line, from_top

_LEADERS = re.compile(
    r"(?:\.[ ]?){8,}|(?:\.[ ]?){4,}\s*\d{1,4}\Z|(?<!…)…{2,}\s*\d{1,4}\Z|(?<!_)_{4,}\s*\d{1,4}\Z"
)
_PAGE = re.compile(r"(?:\A|[\s.…_])((?:\d{1,4})|[ivxlcIVXLC]{1,7})\Z")
_SIGNS = ("..", ". .", "…", "__")
_LEADING = (*_SIGNS, "\n.")
_LONGEST = 8
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_ENDS = frozenset("ivxlcIVXLC")
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
    drawn = ".." in text or ". ." in text
    if not (drawn or (text[-1:].isdecimal() and ("…" in text or "__" in text))):
        return False
    begins = [at for sign in _SIGNS if (at := text.find(sign)) >= 0]
    found = _LEADERS.search(text, min(begins))
    return found is not None and not _are_figures(text[found.end() :])


def _are_figures(rest: str) -> bool:
    numbers = [word for word in rest.split() if any(map(str.isdecimal, word))]
    long = any(sign in word.strip(".,") for word in numbers for sign in ",.")
    return (len(numbers) > 1 or long) and rest.upper() == rest.lower()


_At = tuple[int, int]
_NOWHERE = (-1, 0)


class _Listed(Struct):
    rows: int = 0
    entries: int = 0
    numbers: int = 0
    small: int = 0
    falling: int = 0
    first: float = 0.0
    sure: _At = _NOWHERE
    """The last start from which the rest is the same."""


class _Row(Struct):
    lines: list[Line]
    number: float | None
    """Roman ones are below 1."""
    place: int
    """Where it ends."""
    heading: bool = False
    leaders: bool = False
    listed: _Listed | None = None


def split_contents(
    pages: Sequence[Sequence[Line]],
) -> tuple[list[list[Line]], list[str]]:
    """The pages without such lists, and the entries of these."""
    begins = list(map(_may_begin_list, pages))
    rows = _Rows(pages, begins)
    listed: set[int] = set()
    contents: list[str] = []
    taken = 0
    for page, may_begin in enumerate(begins):
        if not (taken or may_begin):
            continue
        for i, first in enumerate(rows.of(page)):
            if taken:
                taken -= 1
            elif first.heading or first.leaders:
                count = _count_listed(rows, page, i, len(pages))
                for row in islice(rows.after(page, i), count):
                    listed |= {id(line) for line in row.lines}
                    contents.append(" ".join([line.text for line in row.lines]))
                taken = max(0, count - 1)
    if not listed:
        return list(map(list, pages)), contents
    return [[line for line in lines if id(line) not in listed] for lines in pages], contents


def _may_begin_list(lines: Sequence[Line]) -> bool:
    texts = [line.text for line in lines]
    text = "\n".join(["", *texts])
    return any(sign in text for sign in _LEADING) or may_hold_contents_heading(texts)


class _Rows:
    def __init__(self, pages: Sequence[Sequence[Line]], begins: Sequence[bool]) -> None:
        self._pages = pages
        self._begins = begins
        self._known: dict[int, list[_Row]] = {}
        self._numbers: dict[int, list[_At]] = {}
        """Page and row of those with a number by where it ends."""

    def of(self, page: int) -> list[_Row]:
        if page not in self._known:
            rows = self._known[page] = list(_rows(self._pages[page], self._begins[page]))
            for i, row in enumerate(rows):
                if row.number is not None:
                    self._numbers.setdefault(row.place, []).append((page, i))
        return self._known[page]

    def after(self, page: int, first: int) -> Iterator[_Row]:
        yield from islice(self.of(page), first, None)
        for following in range(page + 1, len(self._pages)):
            yield from self.of(following)

    def end_near(self, page: int, first: int) -> tuple[int, int]:
        end = first + _NEAR
        while page < len(self._pages) and end >= len(self.of(page)):
            end -= len(self.of(page))
            page += 1
        return page, end

    def find_aligned(self, row: _Row, start: _At, end: _At) -> _At:
        # The last start from which several numbers before `end` stand at its place.
        found = _NOWHERE
        for place in (row.place, row.place - 1, row.place + 1):
            numbers = self._numbers.get(place, ())
            first = bisect_left(numbers, end) - _FEWEST
            if first >= 0 and numbers[first] >= start:
                found = max(found, numbers[first])
        return found


def _rows(lines: Sequence[Line], may_begin: bool) -> Iterator[_Row]:
    row: list[Line] = []
    for line in from_top(lines):
        if row and row[0].bottom - line.bottom > _SAME * max(line.top - line.bottom, 1.0):
            yield _row(row, may_begin)
            row = []
        row.append(line)
    if row:
        yield _row(row, may_begin)


def _row(lines: list[Line], may_begin: bool) -> _Row:
    if len(lines) > 1:
        lines.sort(key=lambda line: line.left)
    last = lines[-1]
    text = last.text
    number, place = None, 0
    if text[-1:].isdecimal() or text[-1:] in _ROMAN_ENDS:
        found = _PAGE.search(text, max(0, len(text) - _LONGEST))
        if found and (found.start(1) or len(lines) > 1):
            number, place = _value(found[1]), round(last.right / _ALIGNED)
    if not may_begin:
        return _Row(lines, number, place)
    whole = " ".join([line.text for line in lines])
    return _Row(lines, number, place, is_contents_heading(whole), is_contents_line(whole))


def _value(number: str) -> float:
    return int(number) if number.isdecimal() else read_roman(number) / 1000


def read_roman(number: str) -> int:
    values = [_ROMAN[sign] for sign in number.casefold()]
    after = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < later else value for value, later in after)


def _count_listed(rows: _Rows, page: int, i: int, pages: int) -> int:
    first = rows.of(page)[i]
    count, listed = _follow(rows, (page, i), pages)
    if not (first.heading or _is_list(listed)):
        return 0
    whole = listed.entries >= _FEWEST or first.leaders
    return max(count if whole else 0, int(first.heading))


def _follow(rows: _Rows, start: _At, pages: int) -> tuple[int, _Listed]:
    # Rows up to the last entry, and what the entries are.
    entries: list[tuple[int, _Row]] = []
    known, end = _Listed(sure=(pages, 0)), 0
    sure, near = known.sure, None
    before, since = 0.0, 0
    for at, row in enumerate(rows.after(*start)):
        if row.listed and start <= row.listed.sure:
            known, end = row.listed, at + row.listed.rows
            break
        entry = row.leaders
        if not entry and row.number is not None and before <= row.number <= pages + 1000:
            entry = row.number <= pages + _UNCOUNTED
            if not entry:
                near = near or rows.end_near(*start)
                aligned = rows.find_aligned(row, start, near)
                entry = aligned != _NOWHERE
                sure = min(sure, aligned if entry else start)
        if entry:
            before = row.number or before
            entries.append((at, row))
            end, since = at + 1, 0
        elif at:
            since += 1
            if row.heading or since > _BETWEEN:
                break
    return end, _add_up(entries, known, min(sure, known.sure), end, pages)


def _add_up(
    entries: Sequence[tuple[int, _Row]], known: _Listed, sure: _At, end: int, pages: int
) -> _Listed:
    # Also kept at the entries from which nothing before counts.
    most = pages + min(_UNCOUNTED, 5 * pages)
    listed = known
    for at, row in reversed(entries):
        after, number = listed, row.number
        listed = replace(after, rows=end - at, entries=after.entries + 1, sure=sure)
        if number:
            listed.numbers += 1
            listed.small += number <= most
            listed.falling += after.numbers > 0 and number > after.first
            listed.first = number
            if row.leaders:
                row.listed = listed
    return listed


def _is_list(listed: _Listed) -> bool:
    if 2 * listed.small <= listed.entries:
        return False
    return listed.falling <= max(1, _FALLING * listed.numbers)
