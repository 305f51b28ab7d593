"""The text of a block as it is drawn, with the way back to the document.

Most text is drawn as it is. What is not: a tab, an image's label, a bullet, a control character that came past
the gate, and a grapheme wider than the whole pane.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from briefing.model.gate import gate
from briefing.tui.layout.cells import clusters, is_plain, width
from briefing.tui.layout.lines import Role, Run

TAB = 4


@dataclass(frozen=True, slots=True)
class Part:
    """`[first, last)` of the drawn text stands for `[start, end)` of the document."""

    first: int
    last: int
    start: int
    end: int

    @property
    def exact(self) -> bool:
        """Whether each drawn code point stands for one of the document."""
        return self.last - self.first == self.end - self.start


@dataclass(frozen=True, slots=True)
class Flow:
    """Drawn text and where each part of it comes from."""

    text: str
    parts: tuple[Part, ...]

    def source(self, position: int) -> int:
        """The document offset of a position in the drawn text."""
        part = self.parts[max(0, bisect_right(self.parts, position, key=lambda p: p.first) - 1)]
        if part.exact:
            return min(part.end, part.start + position - part.first)
        return part.start if position < part.last else part.end

    def runs(self, first: int, last: int, cell: int, role: Role = Role.TEXT) -> list[Run]:
        """The runs that draw `[first, last)` from column `cell` on."""
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


def flow_of(
    text: str,
    start: int,
    end: int,
    *,
    inserts: tuple[tuple[int, str], ...] = (),
    narrow: bool = False,
) -> Flow:
    """The flow of `text[start:end]`.

    Args:
        text: the document's text.
        start: where the flow starts in it.
        end: where it ends.
        inserts: labels to draw, each before an offset, by offset.
        narrow: whether graphemes of two cells do not fit and are drawn as a sign of one.
    """
    parts: list[Part] = []
    drawn: list[str] = []
    position, length = start, 0

    def take(to: int) -> None:
        nonlocal position, length
        for piece, low, high in _safe(text[position:to], position, narrow):
            parts.append(Part(length, length + len(piece), low, high))
            drawn.append(piece)
            length += len(piece)
        position = to

    for at, words in inserts:
        take(at)
        label = "".join(piece for piece, _, _ in _safe(words, at, narrow))
        parts.append(Part(length, length + len(label), at, at))
        drawn.append(label)
        length += len(label)
    take(end)
    return Flow("".join(drawn), tuple(parts) or (Part(0, 0, start, end),))


def _safe(text: str, start: int, narrow: bool) -> list[tuple[str, int, int]]:
    """Pieces of drawn text with the offsets they stand for."""
    text = gate(text).replace("\t", " ")
    if not narrow or is_plain(text):
        return [(text, start, start + len(text))] if text else []
    pieces: list[tuple[str, int, int]] = []
    for cluster in clusters(text):
        piece = text[cluster.start : cluster.end] if cluster.width < 2 else "\u25a1"
        pieces.append((piece, start + cluster.start, start + cluster.end))
    return pieces


def expand_tabs(text: str, start: int, end: int) -> Flow:
    """The flow of one line of code, its tabs drawn as spaces up to the next multiple of `TAB` cells."""
    parts: list[Part] = []
    drawn: list[str] = []
    position, length, column = start, 0, 0
    for piece in re.split("(\t)", text[start:end]):
        if not piece:
            continue
        shown = " " * (TAB - column % TAB) if piece == "\t" else gate(piece)
        parts.append(Part(length, length + len(shown), position, position + len(piece)))
        drawn.append(shown)
        position, length, column = position + len(piece), length + len(shown), column + width(shown)
    return Flow("".join(drawn), tuple(parts) or (Part(0, 0, start, end),))
