from msgspec import Struct


class Position(Struct, frozen=True):
    """The offset of the first character of the line at `row` of the pane."""

    offset: int
    row: int = 0
