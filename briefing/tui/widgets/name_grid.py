import re
from collections.abc import Mapping, Sequence

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.model import Entity
from briefing.tui.layout.cell_width import is_plain
from briefing.tui.layout.wrap import wrap
from briefing.tui.messages import ValueMessage

_LEAST, _NARROW, _WIDE = 11, 14, 20
"""Cells of a column with the blank after it, at least: where all fit, where they do not; and at most."""
_MEASURED = 60
"""Columns whose titles may be measured, so that no line of the head is empty."""
_WORD = re.compile(r"[^\s-]+-?")

Row = tuple[Entity, Mapping[int, int]] | str
"""A name with its counts by column, or the head of a group."""


class NameGrid(ScrollView, can_focus=True):
    """Posts `Pointed` and `Chosen`; the cursor is on a row with a name, in a column."""

    BINDINGS = [
        Binding("down,j", "move(1, 0)", "Down", show=False),
        Binding("up,k", "move(-1, 0)", "Up", show=False),
        Binding("right,l", "move(0, 1)", "Right", show=False),
        Binding("left,h", "move(0, -1)", "Left", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home,g", "move(-1000000, 0)", "First", show=False),
        Binding("end,G", "move(1000000, 0)", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]
    COMPONENT_CLASSES = {"grid--head", "grid--group", "grid--none", "grid--here", "grid--cursor"}
    """`here` is the row and the column of the cursor, `none` a cell without a mention."""

    cursor: var[tuple[int, int]] = var((0, 0))
    """Row and column."""

    class Pointed(ValueMessage):
        row: int
        column: int

    class Chosen(ValueMessage):
        row: int
        column: int

    def __init__(self, titles: Sequence[str], rows: Sequence[Row]) -> None:
        super().__init__(id="matrix")
        self._titles, self._rows = titles, rows
        words = (len(word) for each in filter(is_plain, titles) for word in _WORD.findall(each))
        self._word = min(_WIDE, 1 + max(words, default=0))
        """Cells of a column that breaks no word."""
        self._heads: dict[int, list[str]] = {}
        self._cell, self._name_cells, self._top = _NARROW, 24, 5
        """Cells of a column and of a name, and lines of a title with the blank one below."""

    def on_resize(self) -> None:
        self._name_cells = 24 if self._width > 70 else max(1, min(16, self._width - _LEAST))
        room = self._width - self._name_cells
        fits = room // max(1, len(self._titles))
        if fits < max(_LEAST, self._word):
            fits = room // max(1, room // max(_NARROW, self._word))
        self._cell = max(2, min(_WIDE, fits))
        self._heads.clear()
        self._top = 5 if self.size.height > 12 else 3
        if len(self._titles) <= _MEASURED:
            heads = [self._head(column) for column in range(len(self._titles))]
            self._top = 1 + max((sum(map(bool, head)) for head in heads), default=1)
            self._heads.clear()
        self.virtual_size = Size(
            self._name_cells + self._cell * len(self._titles), self._top + len(self._rows)
        )
        self._reveal()

    @property
    def _width(self) -> int:
        return max(2, self.scrollable_content_region.width)

    # The cursor

    def action_move(self, down: int, right: int) -> None:
        row, column = self.cursor
        step = -1 if down < 0 else 1
        goal = max(0, min(row + down, len(self._rows) - 1))
        order = [*range(goal, -1 if step < 0 else len(self._rows), step), *range(goal, row, -step)]
        found = next((n for n in order if not isinstance(self._rows[n], str)), row)
        self.cursor = (found, max(0, min(column + right, len(self._titles) - 1)))

    def action_page(self, direction: int) -> None:
        self.action_move(direction * max(1, self.size.height - self._top - 1), 0)

    def action_choose(self) -> None:
        self.post_message(self.Chosen(*self.cursor))

    def watch_cursor(self) -> None:
        self._reveal()
        self.refresh()
        self.post_message(self.Pointed(*self.cursor))

    def _reveal(self) -> None:
        row, column = self.cursor
        size = self.scrollable_content_region.size
        x, y = self.scroll_offset
        left, room = column * self._cell, max(1, size.width - self._name_cells)
        x = max(min(x, left), left + self._cell - room)
        x = -(-x // self._cell) * self._cell
        y = max(min(y, row), row + 1 - max(1, size.height - self._top))
        y = 0 if row <= 1 else y
        self.scroll_to(x, y, animate=False, immediate=True, force=True)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.x < self._name_cells or offset.y < self._top:
            return
        row = offset.y - self._top + self.scroll_offset.y
        column = (offset.x - self._name_cells + self.scroll_offset.x) // self._cell
        known = row < len(self._rows) and not isinstance(self._rows[row], str)
        if known and column < len(self._titles):
            if self.cursor == (row, column):
                self.action_choose()
            self.cursor = (row, column)

    # Drawing

    def render_line(self, y: int) -> Strip:
        base, line = self.rich_style, y - self._top + self.scroll_offset.y
        if y < self._top:
            return self._strip(Segment(" " * self._name_cells, base), self._head_cells(y), base)
        if line >= len(self._rows):
            return Strip.blank(self._width, base)
        row = self._rows[line]
        if isinstance(row, str):
            group = self._style("group")
            return Strip([Segment(row, group)]).adjust_cell_length(self._width, base)
        here = line == self.cursor[0]
        name = Content(row[0].name).truncate(max(1, self._name_cells - 2), ellipsis=True).plain
        shown = Segment(
            set_cell_size(name, self._name_cells), self._style("here") if here else base
        )
        cells = [self._count(row[1].get(n, 0), here, n == self.cursor[1]) for n in self._columns]
        return self._strip(shown, cells, base)

    @property
    def _columns(self) -> range:
        first = self.scroll_offset.x // self._cell
        fits = (self._width - self._name_cells) // self._cell + 2
        return range(first, min(len(self._titles), first + fits))

    def _strip(self, name: Segment, cells: list[Segment], base: Style) -> Strip:
        room, skipped = self._width - self._name_cells, self.scroll_offset.x % self._cell
        whole = max(1, room // self._cell) * self._cell
        shown = Strip(cells).crop(skipped, skipped + whole).adjust_cell_length(room, base)
        return Strip.join([Strip([name]), shown])

    def _head_cells(self, y: int) -> list[Segment]:
        head, here = self._style("head"), self._style("here")
        styles = (here if n == self.cursor[1] else head for n in self._columns)
        return [
            Segment(set_cell_size(self._head(n)[y], self._cell), style)
            for n, style in zip(self._columns, styles, strict=True)
        ]

    def _head(self, column: int) -> list[str]:
        if column not in self._heads:
            room = self._cell - 1
            title = self._titles[column]
            lines = [title[first:end] for first, end, _ in wrap(title, room)]
            kept = lines[: self._top - 1]
            if len(lines) > len(kept):
                kept[-1] = Content(kept[-1] + " …").truncate(room, ellipsis=True).plain
            self._heads[column] = [*kept, *[""] * (self._top - len(kept))]
        return self._heads[column]

    def _count(self, count: int, row: bool, column: bool) -> Segment:
        style = self.rich_style if count else self._style("none")
        if row and column:
            style = self._style("cursor")
        return Segment(set_cell_size(str(count) if count else "·", self._cell), style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"grid--{name}")
