from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from briefing.tui.messages import ValueMessage


class FilterBar(Widget):
    """Posts `Changed` while typing, and `Done` when the focus returns to the list."""

    BINDINGS = [
        Binding("escape", "give_up", "Clear the filter", show=False),
        Binding("down", "done", "To the list", show=False),
    ]

    class Changed(ValueMessage):
        words: str

    class Done(ValueMessage):
        pass

    def __init__(self, field: Input) -> None:
        super().__init__()
        self._field = field

    def compose(self) -> ComposeResult:
        yield Static("/", markup=False, classes="filter-label")
        yield self._field
        yield Static("", markup=False, classes="filter-said")

    @property
    def words(self) -> str:
        return self._field.value

    def open(self) -> None:
        self.screen.set_focus(self._field)

    def clear(self) -> bool:
        had = bool(self.words)
        self._field.value = ""
        return had

    def tell(self, sentence: str) -> None:
        self.query_one(".filter-said", Static).update(sentence)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        self.post_message(self.Done())

    def action_give_up(self) -> None:
        self.clear()
        self.post_message(self.Done())
