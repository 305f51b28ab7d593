"""The text of a block as it is drawn, mapped back to the document."""

import re
from bisect import bisect_right

from msgspec import Struct

from briefing.tui.layout.cell_width import width
from briefing.tui.layout.drawn_lines import Role, Run
from briefing.tui.layout.terminal_safe import terminal_safe

TAB = 4


class Part(Struct, frozen=True):
    """`[first, last)` of the drawn text stands for `[start, end)` of the document."""

    first: int
    last: int
    start: int
    end: int

    @property
    def exact(self) -> bool:
        return self.last - self.first == self.end - self.start


class DrawnText(Struct, frozen=True):
    text: str
    parts: tuple[Part, ...]

    def source(self, position: int) -> int:
        part = self.parts[max(0, bisect_right(self.parts, position, key=lambda p: p.first) - 1)]
        if part.exact:
            return min(part.end, part.start + position - part.first)
        return part.start if position < part.last else part.end

    def runs(self, first: int, last: int, cell: int, role: Role = Role.TEXT) -> list[Run]:
        found: list[Run] = []
        index = max(0, bisect_right(self.parts, first, key=lambda p: p.first) - 1)
        for part in self.parts[index:]:
            if part.first >= last:
                break
            low, high = max(first, part.first), min(last, part.last)
            if low < high:
                found.append(self._run(part, low, high, cell, role))
                cell += found[-1].cells
        return found

    def _run(self, part: Part, low: int, high: int, cell: int, role: Role) -> Run:
        text = self.text[low:high]
        if part.exact:
            start, end = part.start + low - part.first, part.start + high - part.first
        else:
            start, end = (part.start if low == part.first else part.end), part.end
            role = Role.LABEL if part.start == part.end else role
        return Run(cell, width(text), text, start, end, role)


class _Builder:
    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._drawn: list[str] = []
        self._length = 0

    def add(self, drawn: str, start: int, end: int) -> None:
        self._parts.append(Part(self._length, self._length + len(drawn), start, end))
        self._drawn.append(drawn)
        self._length += len(drawn)

    def flow(self, start: int, end: int) -> DrawnText:
        """Covers `[start, end)` even if nothing is drawn."""
        return DrawnText("".join(self._drawn), tuple(self._parts) or (Part(0, 0, start, end),))


def draw_text(
    text: str,
    start: int,
    end: int,
    *,
    inserts: tuple[tuple[int, str], ...] = (),
    narrow: bool = False,
) -> DrawnText:
    """`inserts` are labels by the offset before which they are drawn. With `narrow`, wider
    graphemes are replaced.
    """
    builder = _Builder()
    position = start
    for at, words in (*inserts, (end, "")):
        for piece in terminal_safe(text[position:at], position, narrow=narrow):
            builder.add(*piece)
        label = "".join(drawn for drawn, _, _ in terminal_safe(words, at, narrow=narrow))
        if label:
            builder.add(label, at, at)
        position = at
    return builder.flow(start, end)


def expand_tabs(text: str, start: int, end: int, *, narrow: bool = False) -> DrawnText:
    builder = _Builder()
    position, column = start, 0
    for piece in re.split("(\t)", text[start:end]):
        after = position + len(piece)
        if piece == "\t":
            builder.add(" " * (TAB - column % TAB), position, after)
            column += TAB - column % TAB
        else:
            for drawn, low, high in terminal_safe(piece, position, narrow=narrow):
                builder.add(drawn, low, high)
                column += width(drawn)
        position = after
    return builder.flow(start, end)
