from textual.content import Content
from textual.reactive import var

from briefing.tui.agenda_rows import AgendaRows
from briefing.tui.commands import AGENDA
from briefing.tui.key_bindings import bindings
from briefing.tui.messages import IssueChosen, IssuePointed
from briefing.tui.outline import NO_OUTLINE, Outline
from briefing.tui.widgets.agenda_lines import AgendaLines, AgendaMarks
from briefing.tui.widgets.virtual_list import VirtualList


class Agenda(VirtualList):
    BINDINGS = bindings(AGENDA, "screen.")
    PLAIN_CURSOR = True

    outline: var[Outline] = var(NO_OUTLINE)
    marks: var[AgendaMarks] = var(AgendaMarks())
    current: var[int] = var(0)
    filter: var[str] = var("")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = AgendaRows()
        self._lines_of = AgendaLines(self._rows)

    @property
    def long(self) -> bool:
        """Every entry takes one line."""
        return True

    def watch_outline(self, outline: Outline) -> None:
        rows = self._rows = AgendaRows(outline, self._rows.tree.unfolded)
        self._lines_of = AgendaLines(rows)
        rows.filter(self.filter)
        self.list_items(rows.count)
        rows.go_to(self.current)
        self._list_again(rows.row_of(self.current))

    def watch_current(self, old: int, new: int) -> None:
        before = self._rows.row_of(old)
        if self._rows.go_to(new):
            self._list_again(self._rows.row_of(new))
            return
        row = self._rows.row_of(new)
        self.remake(*(each for each in (before, row) if each is not None))
        self.set_reactive(VirtualList.cursor, row)
        self._reveal()

    def watch_marks(self, old: AgendaMarks, new: AgendaMarks) -> None:
        if old.matches != new.matches:
            self.remake()
            return
        rows = [row for row in map(self._rows.row_of, new.differing(old)) if row is not None]
        if rows:
            self.remake(*rows)

    def watch_filter(self, words: str) -> None:
        self._rows.filter(words)
        self._list_again(0 if self._rows.found else self._rows.row_of(self.current))

    def _list_again(self, cursor: int | None) -> None:
        self.relist(self._rows.count, cursor)

    def enabled(self, index: int) -> bool:
        return super().enabled(index) and not self._rows.is_empty

    def lines(self, index: int) -> list[Content]:
        room = self.room
        line = self._lines_of.line(index, self.current, self.marks, room)
        return [line.truncate(room, ellipsis=True)]

    # Folding

    def fold(self) -> None:
        self._go_on(self._rows.fold(self.cursor))

    def unfold(self) -> None:
        self._go_on(self._rows.unfold(self.cursor))

    def _go_on(self, row: int | None) -> None:
        if self._rows.count != self.count:
            self._list_again(row)
        else:
            self.cursor = row

    def fold_or_unfold(self) -> None:
        if self._rows.can_fold(self.cursor):
            (self.fold if self._rows.is_unfolded(self.cursor) else self.unfold)()

    # Messages

    def on_virtual_list_pointed(self, event: VirtualList.Pointed) -> None:
        event.stop()
        index = self._rows.section(event.index)
        if self.has_focus and index is not None:
            self.post_message(IssuePointed(index))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        shown = self._rows.section(event.index)
        if shown is None:
            self.fold_or_unfold()
        else:
            self.post_message(IssueChosen(shown))

    def on_blur(self) -> None:
        if self._rows.found is None:
            self.cursor = self._rows.row_of(self.current)
