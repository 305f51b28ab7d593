"""Display lines, and the way between document offsets and cells."""

from enum import Enum

from msgspec import Struct

from briefing.tui.layout.cell_width import clusters, is_plain, width


class Role(Enum):
    """What a run is, for its style."""

    TEXT = "text"
    HEAD = "head"
    BAR = "bar"
    FRAME = "frame"
    LABEL = "label"
    RULE = "rule"


class Run(Struct, frozen=True):
    """A stretch of drawn text. It stands for `[start, end)` of the document; a decoration stands for nothing."""

    cell: int
    """The column of its first cell, from the left edge of the text."""
    cells: int
    """How many cells it takes."""
    text: str
    """What is drawn."""
    start: int
    end: int
    role: Role = Role.TEXT

    @property
    def exact(self) -> bool:
        """Whether each drawn code point stands for one of the document."""
        return len(self.text) == self.end - self.start

    def cell_of(self, offset: int) -> int:
        """The column of the code point at `offset`, which lies in the run."""
        if not self.exact:
            return self.cell
        if is_plain(self.text):
            return self.cell + offset - self.start
        position = 0
        for cluster in clusters(self.text):
            if cluster.end > offset - self.start:
                break
            position += cluster.width
        return self.cell + position

    def offset_at(self, cell: int) -> int:
        """The offset of the grapheme drawn in column `cell`, which lies in the run."""
        if not self.exact:
            return self.start
        if is_plain(self.text):
            return self.start + cell - self.cell
        position = self.cell
        for cluster in clusters(self.text):
            position += cluster.width
            if position > cell:
                return self.start + cluster.start
        return self.end

    def clipped(self, low: int, high: int) -> "Run | None":
        """What of the run lies in the columns `[low, high)`; a grapheme cut in half is left out."""
        if low <= self.cell and self.cell + self.cells <= high:
            return self
        first = last = self.end
        start_cell = cells = -1
        position = self.cell
        for cluster in clusters(self.text):
            if position >= low and position + cluster.width <= high:
                if start_cell < 0:
                    first, start_cell, cells = cluster.start, position, 0
                last, cells = cluster.end, cells + cluster.width
            position += cluster.width
        if start_cell < 0:
            return None
        start, end = (self.start, self.end)
        if self.exact:
            start, end = self.start + first, self.start + last
        return Run(start_cell, cells, self.text[first:last], start, end, self.role)


class Line(Struct, frozen=True):
    """One line on the screen: runs from left to right, not overlapping."""

    start: int
    """The document offset at which it starts."""
    end: int
    """The offset at which the next line starts, or where the block ends."""
    runs: tuple[Run, ...]
    wide: bool = False
    """Whether it may be wider than the text column and is then moved sideways."""

    @property
    def cells(self) -> int:
        """The columns up to the end of its last run."""
        return self.runs[-1].cell + self.runs[-1].cells if self.runs else 0

    def cell_of(self, offset: int) -> int:
        """The column at which `offset` is drawn.

        Of what is not drawn (a space at the end) it is the column after the last grapheme before it.
        """
        cell = self.runs[0].cell if self.runs else 0
        best = -1
        for run in self.runs:
            if run.start <= offset < run.end:
                return run.cell_of(offset)
            if best < run.end <= offset and run.end > run.start:
                cell, best = run.cell + run.cells, run.end
        return cell

    def offset_at(self, cell: int) -> int:
        """The offset drawn in column `cell`; left of the text its start, right of it the end of what is drawn."""
        last = self.start
        for run in self.runs:
            if run.end > run.start:
                if cell < run.cell:
                    return last if last > self.start else run.start
                if cell < run.cell + run.cells:
                    return run.offset_at(cell)
                last = run.end
        return last


def decoration(cell: int, text: str, at: int, role: Role) -> Run:
    """A run that stands for no text of the document, drawn beside offset `at`."""
    return Run(cell, width(text), text, at, at, role)
