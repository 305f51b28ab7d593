"""The reader's position is a text offset on a screen row. It changes only when the reader moves, so
changing the width and back shows the same rows.
"""

from collections.abc import Sequence

from msgspec import Struct

from briefing.model import Block, Span
from briefing.tui.layout.layout_options import Options
from briefing.tui.layout.virtual_rows import Place, Row, VirtualRows


class ScrollPosition(Struct, frozen=True):
    offset: int
    row: int


class ScrollWindow:
    def __init__(self, galley: VirtualRows, height: int, sight: ScrollPosition) -> None:
        self.galley, self.height = galley, height
        self._top = Place(0, 0, 0)
        self._rows: list[Row] | None = None
        self._sight: ScrollPosition | None = None
        self.look(sight)

    def again(
        self,
        text: str,
        blocks: Sequence[Block],
        span: Span,
        options: Options,
        height: int,
        sight: ScrollPosition,
    ) -> "ScrollWindow":
        galley = self.galley
        same = galley.text is text and galley.span == span and galley.options == options
        if not same:
            galley = VirtualRows(text, blocks, span, options)
        return ScrollWindow(galley, height, sight)

    @property
    def empty(self) -> bool:
        return self.galley.empty

    @property
    def rows(self) -> list[Row]:
        """Fewer than `height` only if the text has no more."""
        if self._rows is None:
            self._rows = [] if self.empty else list(self.galley.frame(self._top, self.height))
        return self._rows

    @property
    def sight(self) -> ScrollPosition:
        if self._sight is None:
            self._sight = ScrollPosition(self.galley.span.start, 0)
            for number, row in enumerate(self.rows):
                if row.number >= 0:
                    self._sight = ScrollPosition(row.line.start, number)
                    break
        return self._sight

    @property
    def visible(self) -> Span:
        lines = [row.line for row in self.rows if row.number >= 0]
        start = self.galley.span.start
        if not lines:
            return Span(start, start)
        return Span(lines[0].start, max(lines[0].start, lines[-1].end))

    @property
    def at_start(self) -> bool:
        return self.empty or self._top == self.galley.first()

    @property
    def at_end(self) -> bool:
        return self.empty or self.galley.step(self._top, self.height)[1] < self.height

    @property
    def percent(self) -> int:
        """Share of what can be passed: 0 at the top, 100 at the end."""
        if self.at_start:
            return 0
        if self.at_end:
            return 100
        seen, whole = self.visible, self.galley.span
        above, below = seen.start - whole.start, max(0, whole.end - seen.end)
        return max(0, min(99, 100 * above // max(1, above + below)))

    @property
    def above(self) -> int:
        return 0 if self.empty else self.galley.distance(self._top)

    @property
    def total(self) -> int:
        return max(self.galley.height, self.above + len(self.rows))

    def look(self, sight: ScrollPosition) -> None:
        if not self.empty:
            row = max(0, min(sight.row, self.height - 1))
            top = self.galley.step(self.galley.locate(sight.offset), -row)[0]
            self._to(self._with_title(top))
        self._sight = sight

    def move(self, rows: int) -> None:
        if not self.empty:
            self._to(self.galley.step(self._top, rows)[0])

    def move_to(self, row: int) -> None:
        delta = row - self.above
        if abs(delta) <= 2 * self.height:
            self.move(delta)
        elif not self.empty:
            self._to(self.galley.at(row))

    def move_to_end(self) -> None:
        if not self.empty:
            self._to(self.galley.last())

    def line_step(self, offset: int, direction: int) -> int:
        """Offset one line below (1) or above (-1), in the same column if the line is long enough."""
        place = self.galley.locate(offset)
        cell = self.galley.row(place).line.cell_of(offset)
        while True:
            place, moved = self.galley.step(place, direction)
            if not moved:
                return self.galley.span.end if direction > 0 else self.galley.span.start
            found = self.galley.row(place)
            if found.number >= 0:
                return found.line.offset_at(cell)

    def _with_title(self, top: Place) -> Place:
        begins = top == self.galley.locate(self.galley.span.start)
        room = self.galley.distance(top) <= self.height // 2
        return self.galley.first() if begins and room else top

    def _to(self, top: Place) -> None:
        room = self.height - 1
        moved = self.galley.step(top, room)[1]
        self._top = self.galley.step(top, moved - room)[0] if moved < room else top
        self._rows = self._sight = None
