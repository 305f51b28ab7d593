"""The line in which a search is typed."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Input, Static


class SearchBar(Widget):
    """Posts `Changed` while words are typed, `Done` when they are accepted or given up."""

    BINDINGS = [
        Binding("escape", "give_up", "Close the search", show=False),
        Binding("ctrl+r", "toggle_pattern", "Regular expression or plain words", show=False),
    ]

    pattern: var[bool] = var(False)
    """Whether the words are a regular expression."""

    @dataclass
    class Changed(Message):
        """Other words are wanted."""

        words: str
        pattern: bool

    @dataclass
    class Done(Message):
        """The search is over; `kept` says whether its matches stay."""

        kept: bool

    def compose(self) -> ComposeResult:
        """A label, the field, and what was found."""
        yield Static("/", markup=False, id="search-label")
        yield Input(placeholder="search (ctrl+r: regular expression)", compact=True, id="search")
        yield Static("", markup=False, id="search-found")

    def open(self) -> None:
        """Show the bar and wait for words."""
        self.display = True
        field = self.query_one(Input)
        self.screen.set_focus(field)
        field.select_all()

    def tell(self, found: str, *, problem: bool = False) -> None:
        """Say how many there are, or what is wrong; only a problem is given more room than a count needs."""
        said = self.query_one("#search-found", Static)
        said.set_class(problem, "-problem")
        said.update(found, layout=problem)

    def watch_pattern(self) -> None:
        """Say what the words are, and search anew."""
        if self.is_mounted:
            self.query_one("#search-label", Static).update("regex /" if self.pattern else "/")
            self._post()

    def _post(self) -> None:
        self.post_message(self.Changed(self.query_one(Input).value, self.pattern))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while typing."""
        event.stop()
        self._post()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the matches."""
        event.stop()
        self.display = False
        self.post_message(self.Done(kept=bool(event.value.strip())))

    def action_give_up(self) -> None:
        """Clear the matches and go back."""
        self.query_one(Input).value = ""
        self.display = False
        self.post_message(self.Done(kept=False))

    def action_toggle_pattern(self) -> None:
        """Plain words, or a regular expression."""
        self.pattern = not self.pattern
