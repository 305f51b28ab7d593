from msgspec import Struct


class Options(Struct, frozen=True):
    width: int = 84
    """Longest line in cells, at least 1."""
    justify: bool = False
    spacing: int = 0
