from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from briefing.model import Span
from briefing.tui.layout.virtual_rows import Row
from briefing.tui.widgets.overlay import Overlay
from briefing.tui.widgets.strip_painter import StripPainter
from briefing.tui.widgets.text_layers import Layer

_NOTED = "\u270e"
_BAR = "\u258c"


class RowDrawing:
    """Rows are `width` cells wide, with `room` cells of text after the margin."""

    def __init__(self, overlay: Overlay, style_of: Callable[[str], Style]) -> None:
        self._overlay, self._style_of = overlay, style_of
        self._painter: StripPainter | None = None
        self._layers: list[Layer] = []
        self.width = self.margin = self.room = 0
        self.shift = 0
        """Cells by which wide code is scrolled."""

    def forget_styles(self) -> None:
        self._painter = None

    def begin(self, base: Style, selected: Span | None) -> None:
        if self._painter is None or self._painter.base != base:
            self._painter = StripPainter(self._style_of, base)
        self._layers = self._overlay.layers(selected)

    def strip(self, row: Row | None, focus: Span | None) -> Strip:
        """`row` is None below the last row."""
        painter = self._painter
        assert painter is not None, "begin was not called"
        if row is None:
            return Strip.blank(self.width, painter.base)
        segments = self._margin(row, focus, painter)
        segments += painter.segments(row.piece, row.line, self._layers, self.room, self.shift)
        segments.append(Segment(" " * (self.width - self.margin - self.room), painter.base))
        left = self.margin - (self.shift if row.line.wide else 0)
        hint = painter.style(("hint",))
        return self._overlay.with_hints(Strip(segments, self.width), row.line, left, hint)

    def _margin(self, row: Row, focus: Span | None, painter: StripPainter) -> list[Segment]:
        focused = focus is not None and not row.gap and _holds_focus(row, focus)
        noted = self.margin > 1 and self._overlay.noted(row.line)
        signs = [(_NOTED, "note-sign")] if noted else []
        signs += [(_BAR, "focus-bar")] if self.margin and focused else []
        if signs and not focused:
            signs.append((" ", "note-sign"))
        segments = [Segment(" " * (self.margin - len(signs)), painter.base)]
        return segments + [Segment(s, painter.style((name,))) for s, name in signs]


def _holds_focus(row: Row, focus: Span) -> bool:
    block, line = row.piece.block.span, row.line
    inside = focus.contains(block) or (line.start < focus.end and focus.start < line.end)
    return inside and bool(block) and block.overlaps(focus)
