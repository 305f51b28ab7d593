from collections.abc import Iterable
from operator import attrgetter

from msgspec import Struct, field

from briefing.sources.pdf.ruled_cells import RuledCell

TABLE, FIELD = "Table", "Field"
TICKS = "☐☑"
_BOTTOM = attrgetter("bottom")


class Line(Struct, eq=False):
    """A line, or its part in one column; positions in points from the page's lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    page: int
    follows: bool = False
    turn: int = 0
    """Quarter turns to the left on the page; the positions are those after turning it back."""
    tag: str = ""
    """What a tagged PDF says of it: "Artifact", "H" to "H6"; or what stands in a figure; `TABLE`; `FIELD`; ""."""
    family: str = ""
    fixed: bool = False
    cell: RuledCell | None = None
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    """(start, end, "*" for italic, "**" for bold, or a link's address) in `text`."""
    underlined: bool = False

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def slanted(self) -> bool:
        if not self.marks:
            return False
        covered = sum([end - start for start, end, sign in self.marks if sign == "*"])
        return 0 < covered >= len(self.text) - self.text.count(" ")


def from_top(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=_BOTTOM, reverse=True)
