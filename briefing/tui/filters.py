"""The last net before the terminal: no control character leaves, and no colour where none is wanted."""

import re
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class SafeFilter(LineFilter):
    """Makes control characters visible that got past the gate of the sources."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with a sign for each such character."""
        return [_safe(segment) for segment in segments]


class PlainFilter(LineFilter):
    """Takes colour away and keeps bold, italic, underlined and reverse."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without colour."""
        return [
            Segment(text, _colourless(style) if style else style, control)
            for text, style, control in segments
        ]


def _safe(segment: Segment) -> Segment:
    if segment.control or not _UNSAFE.search(segment.text):
        return segment
    return Segment(_UNSAFE.sub("\ufffd", segment.text), segment.style)


@lru_cache(2048)
def _colourless(style: Style) -> Style:
    """The style without its colours; Rich's own `without_color` drops the meta that selection needs."""
    plain = Style(
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse,
        strike=style.strike,
        link=style.link,
        meta=style.meta or None,
    )
    return plain
