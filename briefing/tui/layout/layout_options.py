from msgspec import Struct

from briefing.tui.layout.section_title import SectionTitle


class Options(Struct, frozen=True):
    width: int = 84
    """Longest line in cells, at least 1."""
    justify: bool = False
    spacing: int = 0
    title: SectionTitle | None = None
