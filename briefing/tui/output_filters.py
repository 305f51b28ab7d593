from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from briefing.sanitize import sanitize_line
from briefing.tui.layout.terminal_safe import same_width

REVERSED = ColorTriplet(0, 0, 1)
"""Background by which a style sheet requests reverse video, which Textual's component styles drop.
"""


class SafeFilter(LineFilter):
    """Catches what was not sanitized before."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """`segments` themselves, where all are safe."""
        for text, _, control in segments:
            if not (control or (text.isascii() and text.isprintable()) or _is_safe(text)):
                return [_safe(segment) for segment in segments]
        return segments


class PlainFilter(LineFilter):
    """Removes colours only; the background `REVERSED` becomes reverse."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            Segment(text, _colourless(style) if style else style, control)
            for text, style, control in segments
        ]


class ReverseFilter(LineFilter):
    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            Segment(text, _colourless(style) if style and _is_reversed(style) else style, control)
            for text, style, control in segments
        ]


def _is_reversed(style: Style) -> bool:
    return style.bgcolor is not None and style.bgcolor.triplet == REVERSED


@lru_cache(1024)
def _is_safe(text: str) -> bool:
    return same_width(sanitize_line(text)) == text


def _safe(segment: Segment) -> Segment:
    text = segment.text
    if segment.control or (text.isascii() and text.isprintable()):
        return segment
    drawn = same_width(sanitize_line(text))
    if drawn == text:
        return segment
    return Segment(set_cell_size(drawn, cell_len(text)), segment.style)


@lru_cache(2048)
def _colourless(style: Style) -> Style:
    """Rich's `without_color` drops the meta data needed for selecting."""
    plain = Style(
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse or _is_reversed(style),
        strike=style.strike,
        link=style.link,
        meta=style.meta or None,
    )
    return plain
