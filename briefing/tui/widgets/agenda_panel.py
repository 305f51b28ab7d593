from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from briefing.tui.widgets.agenda import Agenda
from briefing.tui.widgets.laid_out import LaidOut

if TYPE_CHECKING:
    from textual.widgets import Input

    from briefing.tui.widgets.field import Field


class AgendaPanel(LaidOut, Vertical):
    BORDER_TITLE = " Agenda"
    BINDINGS = [
        Binding("escape", "end_filter", "Clear the filter", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
    ]

    def __init__(self, agenda: Agenda, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.agenda = agenda

    _field: "Field | None" = None

    def compose(self) -> ComposeResult:
        yield self.agenda

    def open_filter(self) -> None:
        if self._field is None:
            from briefing.tui.widgets.field import Field

            self._field = Field(placeholder="filter issues", id="agenda-filter")
            self.mount(self._field, before=self.agenda)
        self._field.display = True
        self._field.focus()

    def clear_filter(self) -> None:
        if self._field is not None:
            self._field.value = self.agenda.filter = ""
            self._field.display = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "end_filter":
            return self._field is not None and self._field.display
        return True

    def action_end_filter(self) -> None:
        self.agenda.focus()
        self.clear_filter()

    def action_move(self, count: int) -> None:
        self.agenda.action_cursor(count)

    def on_input_changed(self, event: "Input.Changed") -> None:
        event.stop()
        self.agenda.filter = event.value

    def on_input_submitted(self, event: "Input.Submitted") -> None:
        event.stop()
        self.agenda.action_choose()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self.call_after_refresh(self._end_if_left)

    def _end_if_left(self) -> None:
        focused = self.screen.focused
        if focused is not None and self not in focused.ancestors:
            self.clear_filter()
