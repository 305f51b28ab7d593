from collections import OrderedDict
from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.reactive import var

from briefing.errors import StorageError
from briefing.library.document_list import DocumentList, ListedDocument
from briefing.model.document import reading_minutes
from briefing.model.reading_time import say_minutes
from briefing.sanitize import sanitize_line
from briefing.tui.messages import ValueMessage
from briefing.tui.shown_facts import shown_date
from briefing.tui.widgets.list_columns import Column, columns_line, fit_columns
from briefing.tui.widgets.virtual_list import VirtualList

_TOGETHER = 64
_CHUNKS = 16
"""Number of row chunks kept in the cache."""
_SIGN = 2
"""Cells at the start of a line where a click selects."""
COLUMNS = (
    Column("sign", "", 1),
    Column("title", "Title"),
    Column("agency", "Agency", 18, room=100),
    Column("published", "Date", 11, room=72),
    Column("read", "Read", 6, right=True),
    Column("left", "Left", 7, right=True),
    Column("marks", "Marks", 6, right=True, room=88),
)


class LibraryTable(VirtualList):
    PLAIN_CURSOR = True

    speed: var[int] = var(240)
    """Reading speed in words per minute."""

    class Toggled(ValueMessage):
        index: int

    class Failed(ValueMessage):
        reason: str

    ids: Sequence[int] = ()
    selected: frozenset[int] = frozenset()
    """Ids of the selected documents, listed or not."""

    def __init__(self, shelf: DocumentList, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shelf = shelf
        self._chunks: OrderedDict[int, dict[int, ListedDocument]] = OrderedDict()

    def show(self, ids: Sequence[int], cursor: int) -> None:
        self.ids = ids
        self._chunks.clear()
        self.list_items(len(ids))
        self.cursor = max(0, min(cursor, len(ids) - 1)) if ids else None

    def select(self, selected: frozenset[int]) -> None:
        self.selected = selected
        self.remake()

    def place_of(self, id: int | None) -> int | None:
        try:
            return self.ids.index(id) if id is not None else None
        except ValueError:
            return None

    @property
    def under_cursor(self) -> int | None:
        return self.ids[self.cursor] if self.cursor is not None else None

    def row(self, index: int) -> ListedDocument | None:
        number = index // _TOGETHER
        chunk = self._chunks.get(number)
        if chunk is None:
            chunk = self._chunks[number] = self._fetched(number * _TOGETHER)
            if len(self._chunks) > _CHUNKS:
                self._chunks.popitem(last=False)
        return chunk.get(self.ids[index])

    def _fetched(self, start: int) -> dict[int, ListedDocument]:
        try:
            return self._shelf.rows(self.ids[start : start + _TOGETHER])
        except StorageError as error:
            self.post_message(self.Failed(str(error)))
            return {}

    def lines(self, index: int) -> list[Content]:
        row = self.row(index)
        columns = fit_columns(COLUMNS, self.room)
        if row is None:
            return [Content.styled("   no longer there", "$muted")]
        return [
            columns_line(columns, document_cells(row, self.speed, selected=row.id in self.selected))
        ]

    def on_click(self, event: events.Click) -> None:
        offset, index = event.get_content_offset(self), self._under(event)
        if offset is None or index is None:
            return
        if offset.x < _SIGN or event.ctrl:
            event.prevent_default()
            self.cursor = index
            self.post_message(self.Toggled(index))


def document_cells(row: ListedDocument, speed: int, *, selected: bool) -> dict[str, Content]:
    begun, done = row.read > 0, row.words_left <= 0
    sign = ("✓", "bold $text-accent") if selected else ("" if begun else "•", "$text-primary")
    weight = "$muted" if done else "" if begun else "bold"
    title = Content.styled(sanitize_line(row.title), weight)
    read = f"{row.read}/{row.issues}" if row.issues else "all" if begun else "–"
    left = "read" if done else say_minutes(reading_minutes(row.words_left, speed))
    return {
        "sign": Content.assemble(sign),
        "title": Content.styled("older · ", "$muted") + title if row.older else title,
        "agency": Content.styled(sanitize_line(row.agency or ""), "$muted"),
        "published": Content.styled(sanitize_line(shown_date(row.published)), "$muted"),
        "read": Content.styled(read, "$muted" if done else ""),
        "left": Content.styled(left, "$muted" if done else ""),
        "marks": Content.styled(str(row.marks) if row.marks else "", "$text-accent"),
    }
