"""The line in which a list's filter is typed."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static


class FilterBar(Widget):
    """Posts `Changed` while words are typed, and `Done` when the list is to have the keys again."""

    BINDINGS = [
        Binding("escape", "give_up", "Clear the filter", show=False),
        Binding("down", "done", "To the list", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Other words are wanted."""

        words: str

    @dataclass
    class Done(Message):
        """The words stand."""

    def __init__(self, field: Input) -> None:
        """Take the field in which is typed."""
        super().__init__()
        self._field = field

    def compose(self) -> ComposeResult:
        """A label, the field, and what was found."""
        yield Static("/", markup=False, classes="filter-label")
        yield self._field
        yield Static("", markup=False, classes="filter-said")

    @property
    def words(self) -> str:
        """What is typed."""
        return self._field.value

    def open(self) -> None:
        """Wait for words."""
        self.screen.set_focus(self._field)

    def clear(self) -> bool:
        """Take the words away; whether there were any."""
        had = bool(self.words)
        self._field.value = ""
        return had

    def tell(self, sentence: str) -> None:
        """Say what was found, or what is wrong."""
        self.query_one(".filter-said", Static).update(sentence)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the list."""
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        """Go to the list."""
        self.post_message(self.Done())

    def action_give_up(self) -> None:
        """Clear the words and go to the list."""
        self.clear()
        self.post_message(self.Done())
