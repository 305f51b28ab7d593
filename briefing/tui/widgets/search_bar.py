from functools import cached_property
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from briefing.tui.messages import ValueMessage

if TYPE_CHECKING:
    from textual.widgets import Input

    from briefing.tui.widgets.field import Field


class SearchBar(Widget):
    """Posts `Changed` while typing, and `Done` when the search ends. Empty until its first use."""

    BINDINGS = [
        Binding("escape", "give_up", "Close the search", show=False),
        Binding("ctrl+r", "toggle_pattern", "Regular expression or plain words", show=False),
    ]

    pattern: var[bool] = var(False)
    """Whether the words are a regular expression."""

    class Changed(ValueMessage):
        words: str
        pattern: bool

    class Done(ValueMessage):
        kept: bool

    @cached_property
    def _field(self) -> "Field":
        from briefing.tui.widgets.field import Field

        return Field(placeholder="search (ctrl+r: regular expression)", compact=True, id="search")

    def open(self) -> None:
        if not self.children:
            self.mount(
                Static("/", markup=False, id="search-label"),
                self._field,
                Static("", markup=False, id="search-found"),
            )
        self.display = True
        self.screen.set_focus(self._field)
        self._field.select_all()

    def tell(self, found: str, *, problem: bool = False) -> None:
        said = self.query_one("#search-found", Static)
        said.set_class(problem, "-problem")
        said.update(found, layout=problem)

    def watch_pattern(self) -> None:
        if self.children:
            self.query_one("#search-label", Static).update("regex /" if self.pattern else "/")
            self._post()

    def _post(self) -> None:
        self.post_message(self.Changed(self._field.value, self.pattern))

    def on_input_changed(self, event: "Input.Changed") -> None:
        event.stop()
        self._post()

    def on_input_submitted(self, event: "Input.Submitted") -> None:
        event.stop()
        self.display = False
        self.post_message(self.Done(kept=bool(event.value.strip())))

    def action_give_up(self) -> None:
        self._field.value = ""
        self.display = False
        self.post_message(self.Done(kept=False))

    def action_toggle_pattern(self) -> None:
        self.pattern = not self.pattern
