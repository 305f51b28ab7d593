"""What the reader chose about the look of the text."""

from msgspec import Struct


class Options(Struct, frozen=True):
    """How text is laid out. Every layout belongs to one value of this."""

    width: int = 84
    """The widest line in cells, at least 1."""
    justify: bool = False
    """Whether spaces are stretched so that both edges of a paragraph are straight."""
    spacing: int = 0
    """Empty rows between the lines of a paragraph."""
