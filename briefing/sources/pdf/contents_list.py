import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise

from msgspec import Struct

from briefing.model.heading_words import is_contents_heading, may_hold_contents_heading
from briefing.sources.pdf.line import Line, from_top

_LEADERS = re.compile(
    r"(?:\.[ ]?){8,}|(?:\.[ ]?){4,}\s*\d{1,4}\Z|(?<!…)…{2,}\s*\d{1,4}\Z|(?<!_)_{4,}\s*\d{1,4}\Z"
)
_PAGE = re.compile(r"(?:\A|[\s.…_])((?:\d{1,4})|[ivxlcIVXLC]{1,7})\Z")
_LEADING = ("..", ". .", "…", "__", "\n.")
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
    rows = _Rows(pages)
    listed: set[int] = set()
    contents: list[str] = []
    taken = 0
    for page, lines in enumerate(pages):
        if not (taken or _may_begin_list(lines)):
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
    text = "\n".join(["", *[line.text for line in lines]])
    return any(sign in text for sign in _LEADING) or may_hold_contents_heading(text)


class _Rows:
    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self._pages = pages
        self._known: dict[int, list[_Row]] = {}
        self._places: dict[int, list[tuple[int, int]]] = {}

    def of(self, page: int) -> list[_Row]:
        if page not in self._known:
            rows = self._known[page] = list(_rows(self._pages[page]))
            self._places[page] = [
                (i, round(row.right / _ALIGNED))
                for i, row in enumerate(rows)
                if row.number is not None
            ]
        return self._known[page]

    def after(self, page: int, first: int) -> Iterator[_Row]:
        yield from islice(self.of(page), first, None)
        for following in range(page + 1, len(self._pages)):
            yield from self.of(following)

    def rights(self, page: int, first: int) -> Counter[int]:
        found: list[int] = []
        rest = _NEAR
        while rest > 0 and page < len(self._pages):
            size = len(self.of(page))
            found += [right for i, right in self._places[page] if first <= i < first + rest]
            page, first, rest = page + 1, 0, rest - size + first
        return Counter(found)


def _rows(lines: Sequence[Line]) -> Iterator[_Row]:
    down = sorted(lines, key=from_top)
    row: list[Line] = []
    for line in down:
        if row and row[0].bottom - line.bottom > _SAME * max(line.top - line.bottom, 1.0):
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


def _count_listed(rows: _Rows, page: int, i: int, pages: int) -> int:
    first = rows.of(page)[i]
    end, entries, before, since = int(first.heading), 0, 0.0, 0
    numbers: list[float] = []
    rights: Counter[int] | None = None
    for at, row in enumerate(rows.after(page, i)):
        entry = row.leaders
        if not entry and row.number is not None and before <= row.number <= pages + 1000:
            entry = row.number <= pages + _UNCOUNTED
            if not entry:
                rights = rights or rows.rights(page, i)
                entry = _is_aligned(row, rights)
        if entry:
            before = row.number or before
            numbers += [row.number] if row.number else []
            end, entries, since = at + 1, entries + 1, 0
        elif at:
            since += 1
            if row.heading or since > _BETWEEN:
                break
    if not _is_list(first, entries, numbers, pages):
        return 0
    return end if entries >= _FEWEST or first.leaders else int(first.heading)


def _is_list(first: _Row, entries: int, numbers: Sequence[float], pages: int) -> bool:
    if first.heading:
        return True
    most = pages + min(_UNCOUNTED, 5 * pages)
    if 2 * sum([number <= most for number in numbers]) <= entries:
        return False
    return sum([b < a for a, b in pairwise(numbers)]) <= max(1, _FALLING * len(numbers))


def _is_aligned(row: _Row, rights: Mapping[int, int]) -> bool:
    place = round(row.right / _ALIGNED)
    return max([rights.get(place + step, 0) for step in (-1, 0, 1)]) >= _FEWEST
