"""Columns of a list: which ones there is room for, and a line of them, aligned by cells."""

from collections.abc import Mapping

from msgspec import Struct
from textual.content import Content

_GAP = 2


class Column(Struct, frozen=True):
    """One column; the one without a width takes the room that the others leave."""

    name: str
    head: str
    width: int = 0
    right: bool = False
    """Whether it is aligned on the right."""
    room: int = 0
    """Cells of the whole line from which it is shown."""


def fit_columns(columns: tuple[Column, ...], width: int) -> tuple[Column, ...]:
    """The columns that are shown on lines of `width` cells, each with its width."""
    shown = [column for column in columns if width >= column.room]
    fixed = sum(column.width for column in shown) + _GAP * (len(shown) - 1)
    return tuple(
        column if column.width else Column(column.name, column.head, max(1, width - fixed))
        for column in shown
    )


def columns_line(columns: tuple[Column, ...], cells: Mapping[str, Content]) -> Content:
    """A line of columns; what is too long ends with an ellipsis."""
    made = [_cell(column, cells[column.name]) for column in columns]
    return Content.assemble(made[0], *(part for cell in made[1:] for part in (" " * _GAP, cell)))


def _cell(column: Column, content: Content) -> Content:
    cut = content.truncate(column.width, ellipsis=True)
    gap = Content(" " * (column.width - cut.cell_length))
    return gap + cut if column.right else cut + gap
