from enum import Enum

from msgspec import Struct

from briefing.tui.layout.cell_width import clusters, is_plain, width


class Role(Enum):
    TEXT = "text"
    HEAD = "head"
    BAR = "bar"
    FRAME = "frame"
    LABEL = "label"
    RULE = "rule"
    INFERRED = "inferred"


class Run(Struct, frozen=True):
    """Drawn text that stands for `[start, end)` of the document; decorations have an empty range."""

    cell: int
    cells: int
    text: str
    start: int
    end: int
    role: Role = Role.TEXT

    @property
    def exact(self) -> bool:
        """True if each drawn code point stands for one of the document."""
        return len(self.text) == self.end - self.start

    def cell_of(self, offset: int) -> int:
        """`offset` must lie in the run."""
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
        """The part in columns `[low, high)`, without halves of graphemes."""
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
    start: int
    end: int
    runs: tuple[Run, ...]
    wide: bool = False

    @property
    def cells(self) -> int:
        return self.runs[-1].cell + self.runs[-1].cells if self.runs else 0

    def cell_of(self, offset: int) -> int:
        """If it is not drawn (a trailing space), the column after the last drawn grapheme."""
        cell = self.runs[0].cell if self.runs else 0
        best = -1
        for run in self.runs:
            if run.start <= offset < run.end:
                return run.cell_of(offset)
            if best < run.end <= offset and run.end > run.start:
                cell, best = run.cell + run.cells, run.end
        return cell

    def offset_at(self, cell: int) -> int:
        """Offset in column `cell`, clamped to the line."""
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
    return Run(cell, width(text), text, at, at, role)
