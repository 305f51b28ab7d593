from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import DataTable, Static

from briefing.model import Entity, EntityKind
from briefing.model.co_occurrence import co_occurrence_matrix
from briefing.model.section import shown_title
from briefing.tui.dialogs.base import Dialog
from briefing.tui.outline import Outline

_SHADES = " ░▒▓█"
_NAME = 24


class MatrixDialog(Dialog[tuple[str, int]]):
    """Returns an entity id and a section index."""

    BINDINGS = [
        Binding("q", "close", "Close", show=False),
        Binding("j", "table('down')", "Down", show=False),
        Binding("k", "table('up')", "Up", show=False),
        Binding("l", "table('right')", "Right", show=False),
        Binding("h", "table('left')", "Left", show=False),
    ]

    def __init__(self, entities: tuple[Entity, ...], outline: Outline) -> None:
        super().__init__()
        named = [entity for entity in entities if entity.kind is not EntityKind.PLACE]
        named.sort(key=lambda e: (e.kind.value != "person", -len(e.mentions)))
        self._outline = outline
        rows = zip(named, co_occurrence_matrix(named, outline.sections), strict=True)
        named_here = [pair for pair in rows if any(pair[1][i] for i in outline.issues)]
        self._entities = [entity for entity, _ in named_here]
        self._counts = [row for _, row in named_here]

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel") as panel:
            panel.border_title = "Who is named where"
            panel.border_subtitle = "Enter goes there · Esc closes"
            yield Static("", markup=False, id="cell", classes="quoted")
            yield DataTable(cursor_type="cell", zebra_stripes=False, id="matrix")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_column(Text("Name"), width=_NAME)
        for index in self._outline.issues:
            table.add_column(Text(str(self._outline.number(index) or "–")), width=3)
        most = max((count for row in self._counts for count in row), default=1) or 1
        for entity, row in zip(self._entities, self._counts, strict=True):
            cells = [Text(_shade(row[index], most)) for index in self._outline.issues]
            table.add_row(Text(entity.name, no_wrap=True, overflow="ellipsis"), *cells)
        table.fixed_columns = 1
        table.focus()
        if self._entities:
            table.move_cursor(row=0, column=1)

    def on_data_table_cell_highlighted(self, event: DataTable.CellHighlighted) -> None:
        if not self._entities:
            return
        row, column = event.coordinate
        entity = self._entities[row]
        if column == 0:
            says = f"{entity.name}: {len(entity.mentions)} in all"
        else:
            index = self._outline.issues[column - 1]
            title = shown_title(self._outline.sections[index])
            says = f"{entity.name} in “{title}”: {self._counts[row][index]}"
        self.query_one("#cell", Static).update(Content(says))

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        row, column = event.coordinate
        if self._entities:
            index = self._outline.issues[max(0, column - 1)]
            self.dismiss((self._entities[row].id, index if column else -1))

    def action_table(self, direction: str) -> None:
        table = self.query_one(DataTable)
        getattr(table, f"action_cursor_{direction}")()


def _shade(count: int, most: int) -> str:
    """Three cells; blank only for a count of 0."""
    step = 0 if not count else 1 + round((count - 1) / max(1, most - 1) * (len(_SHADES) - 2))
    return _SHADES[step] * 3
