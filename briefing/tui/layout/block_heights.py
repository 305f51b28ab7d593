from array import array

from briefing.model import BlockKind
from briefing.tui.layout.layout_options import Options
from briefing.tui.layout.layout_units import LayoutUnit

_FILLED = 0.96
"""Share of a line that wrapped English fills: 0.957 to 0.966 at 60 to 90 columns (sample briefing).
"""


def guess_group(blocks: int, characters: int, options: Options) -> int:
    """`characters` are code points of all `blocks`."""
    lines = characters / (options.width * _FILLED) + 0.5 * blocks
    return max(1, round(lines * (1 + options.spacing) + blocks))


def guess_piece(text: str, piece: LayoutUnit, options: Options) -> int:
    """Estimated rows, gap included."""
    span = piece.span
    if piece.block.kind is BlockKind.CODE:
        lines = text.count("\n", span.start, span.end) + 1
    elif piece.rows:
        lines = len(piece.rows) + 1
    else:
        lines = -(-len(span) // max(1, int(options.width * _FILLED)))
    return rows_of(piece, max(1, lines), options)


def row_gap(piece: LayoutUnit, options: Options) -> int:
    plain = piece.block.kind in (BlockKind.CODE, BlockKind.TABLE)
    return 0 if plain else options.spacing


def gap_of(piece: LayoutUnit, options: Options) -> int:
    """Counts the empty rows above a unit; the first has none."""
    return 0 if piece.top else piece.gap + options.spacing


def rows_of(piece: LayoutUnit, lines: int, options: Options) -> int:
    return gap_of(piece, options) + lines + (lines - 1) * row_gap(piece, options)


class Heights:
    def __init__(self, guesses: "array[int]") -> None:
        self._groups = guesses
        self.total = sum(guesses)

    def before(self, group: int) -> int:
        return sum(self._groups[:group])

    def correct(self, group: int, rows: int) -> None:
        self.total += rows - self._groups[group]
        self._groups[group] = rows

    def find(self, row: int) -> tuple[int, int]:
        """The group that contains a row, and the distance from its top."""
        for group, rows in enumerate(self._groups):
            if row < rows:
                return group, max(0, row)
            row -= rows
        return len(self._groups) - 1, self._groups[-1] + row
