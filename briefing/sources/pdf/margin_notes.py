"""Puts notes in a margin behind their paragraphs."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from briefing.sources.pdf.line import TABLE, Line
from briefing.sources.pdf.line_starts import ends_sentence, is_item

_FEWEST, _MOST = 6, 0.25
"""Long lines of the text, and the largest share of lines in its margin."""
_WIDE, _AWAY = 0.6, 0.5
_FEW = 8
"""One in so many long lines may reach further."""
_SPACED, _INDENTED, _ROOM = 1.25, 0.8, 3.0
_NEAR = 1.6
_LETTERS, _LARGEST = 3, 1.05

Part = tuple[list[Line], bool]
"""Lines, and whether they stand in the margin."""


def split_margin(lines: list[Line]) -> list[Part]:
    text = [(line.right - line.left, line) for line in lines if line.tag != TABLE]
    widest = max([width for width, _ in text], default=0.0)
    long = [line for width, line in text if width >= _WIDE * widest]
    if len(long) < _FEWEST or len(long) == len(lines):
        return [(lines, False)]
    few = len(long) // _FEW
    left = sorted([line.left for line in long])[few]
    right = sorted([line.right for line in long])[-1 - few]
    notes = [line for _, line in text if line.left > right or line.right < left]
    if notes:
        largest = _LARGEST * median([line.size for line in long])
        notes = [li for li in notes if _is_outside(li, left, right) and _is_plain(li, largest)]
    if not 0 < len(notes) <= _MOST * len(lines):
        return [(lines, False)]
    column = _Column([line for line in lines if line not in notes], left, right)
    places: dict[int, list[Line]] = {}
    for note in _groups(notes):
        place = column.place(note, _WIDE * widest)
        if place is not None:
            places.setdefault(place, []).extend(note)
    own = {id(line) for note in places.values() for line in note}
    rest = [line for line in lines if id(line) not in own]
    ends = [*map(id, column.lines), 0]
    return list(_parts(rest, {ends[place]: note for place, note in places.items()}))


def _is_outside(line: Line, left: float, right: float) -> bool:
    away = _AWAY * line.size
    if line.left < right + away and line.right > left - away:
        return False
    return sum(map(str.isalpha, line.text)) >= _LETTERS and not is_item(line.text)


def _is_plain(line: Line, largest: float) -> bool:
    return line.size <= largest and not line.bold and not line.text.isupper()


def _groups(notes: Sequence[Line]) -> Iterator[list[Line]]:
    group = [notes[0]]
    for last, line in pairwise(notes):
        if last.bottom - line.bottom > _NEAR * line.size or abs(last.left - line.left) > line.size:
            yield group
            group = []
        group.append(line)
    yield group


def _parts(lines: Sequence[Line], before: dict[int, list[Line]]) -> Iterator[Part]:
    part: list[Line] = []
    for line in lines:
        if notes := before.get(id(line)):
            yield part, False
            yield notes, True
            part = []
        part.append(line)
    yield part, False
    if notes := before.get(0):
        yield notes, True


class _Column:
    def __init__(self, lines: list[Line], left: float, right: float) -> None:
        self.lines = lines
        self._left, self._right = left, right
        steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.bottom - b.bottom > 1]
        self._step = median(steps) if steps else 0.0

    def place(self, lines: Sequence[Line], wide: float) -> int | None:
        note = lines[0]
        above = note.bottom + 0.4 * note.size
        at = next((i for i, line in enumerate(self.lines) if line.bottom <= above), 0)
        beside = self.lines[at]
        if not at or beside.top < note.bottom or beside.width < wide:
            return None
        begins = self._begins(at)
        if note.left < self._left and (begins or ends_sentence(self.lines[at - 1].text)):
            return at if begins and len(lines) > 1 else None
        at += begins
        while at < len(self.lines) and not self._begins(at):
            at += 1
        return at

    def _begins(self, i: int) -> bool:
        last, line = self.lines[i - 1 : i + 1]
        if last.bottom - line.bottom > _SPACED * self._step or last.bold != line.bold:
            return True
        ended = ends_sentence(last.text)
        short = ended and last.right < self._right - _ROOM * line.size
        return short or line.left > self._left + _INDENTED * line.size
