from itertools import groupby

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from briefing.model import Entity, EntityKind
from briefing.model.co_occurrence import count_by_section
from briefing.model.section import shown_title
from briefing.tui.dialogs.base import Dialog
from briefing.tui.outline import Outline
from briefing.tui.widgets.name_grid import NameGrid, Row

_GROUPS = {EntityKind.PERSON: "People", EntityKind.ORGANIZATION: "Organizations"}
_ORDER = list(_GROUPS)
_SHARE, _AROUND, _HEAD = 84, 6, 5
"""Per cent of the screen's height that it may take, its lines around the grid, and the grid's own head."""


class MatrixDialog(Dialog[tuple[str, int]]):
    BINDINGS = [Binding("q", "close", "Close", show=False)]

    def __init__(
        self,
        entities: tuple[Entity, ...],
        outline: Outline,
        index: int = 0,
        chosen: Entity | None = None,
    ) -> None:
        """The cursor starts at section `index`, and at `chosen` or whom it names."""
        super().__init__()
        self._outline = outline
        columns = {section: n for n, section in enumerate(outline.issues)}
        named = [entity for entity in entities if entity.kind in _GROUPS]
        named.sort(key=lambda entity: (_ORDER.index(entity.kind), -len(entity.mentions)))
        self._rows: list[Row] = []
        counted = zip(named, count_by_section(named, outline.sections), strict=True)
        for kind, group in groupby(counted, key=lambda pair: pair[0].kind):
            self._rows.append(_GROUPS[kind])
            for entity, counts in group:
                shown = {columns[n]: count for n, count in counts.items() if n in columns}
                if shown:
                    self._rows.append((entity, shown))
        self._column = columns.get(index, 0)
        self._row = self._first_row(chosen)

    def _first_row(self, chosen: Entity | None) -> int:
        names = [(n, row) for n, row in enumerate(self._rows) if not isinstance(row, str)]
        mine = [n for n, row in names if chosen is not None and row[0].id == chosen.id]
        here = [n for n, row in names if self._column in row[1]]
        return next(iter((*mine, *here, *(n for n, _ in names))), 0)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel matrix") as panel:
            panel.border_title = "Who is named where"
            panel.border_subtitle = "Enter go there · Esc close"
            yield Static("", markup=False, id="cell", classes="quoted")
            yield NameGrid([*map(self._outline.label, self._outline.issues)], self._rows)

    def on_resize(self) -> None:
        grid = self.query_one(NameGrid)
        if self.has_class("-short"):
            grid.styles.height = "1fr"
        else:
            fits = self.app.size.height * _SHARE // 100 - _AROUND
            grid.styles.height = min(len(self._rows) + _HEAD, fits)

    def on_mount(self) -> None:
        grid = self.query_one(NameGrid)
        grid.focus()
        grid.cursor = (self._row, self._column)

    def on_name_grid_pointed(self, event: NameGrid.Pointed) -> None:
        row = self._rows[event.row]
        if not isinstance(row, str):
            title = shown_title(self._outline.sections[self._outline.issues[event.column]])
            says = f"{row[0].name} in “{title}”: {row[1].get(event.column, 0)}"
            self.query_one("#cell", Static).update(Content(says))

    def on_name_grid_chosen(self, event: NameGrid.Chosen) -> None:
        row = self._rows[event.row]
        if not isinstance(row, str) and event.column in row[1]:
            self.dismiss((row[0].id, self._outline.issues[event.column]))
