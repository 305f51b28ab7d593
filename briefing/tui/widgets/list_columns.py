from collections.abc import Mapping

from msgspec import Struct
from textual.content import Content

_GAP = 2


class Column(Struct, frozen=True):
    name: str
    head: str
    width: int = 0
    right: bool = False
    room: int = 0
    """Minimum cells of the line for the column to be shown."""


def fit_columns(columns: tuple[Column, ...], width: int) -> tuple[Column, ...]:
    shown = [column for column in columns if width >= column.room]
    fixed = sum(column.width for column in shown) + _GAP * (len(shown) - 1)
    return tuple(
        column if column.width else Column(column.name, column.head, max(1, width - fixed))
        for column in shown
    )


def columns_line(columns: tuple[Column, ...], cells: Mapping[str, Content]) -> Content:
    made = [_cell(column, cells[column.name]) for column in columns]
    return Content.assemble(made[0], *(part for cell in made[1:] for part in (" " * _GAP, cell)))


def _cell(column: Column, content: Content) -> Content:
    cut = content.truncate(column.width, ellipsis=True)
    gap = Content(" " * (column.width - cut.cell_length))
    return gap + cut if column.right else cut + gap
