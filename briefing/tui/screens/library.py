"""The list of what was read."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from briefing.library import Library
from briefing.model import Bookmark, Briefing, Highlight, Note
from briefing.model.document import minutes
from briefing.model.gate import gate_line
from briefing.storage.rows import Kept
from briefing.storage.store import Marked
from briefing.tui.dialogs.base import Dialog
from briefing.tui.widgets.header import shown_date

_MOST = 1000


class LibraryDialog(Dialog[str]):
    """Answers with the hash of the briefing to open."""

    BINDINGS = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("ctrl+x", "remove", "Remove", show=False, priority=True),
        Binding("ctrl+z", "undo", "Undo", show=False, priority=True),
    ]

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._removed: list[tuple[Briefing, list[Marked]]] = []
        self._listed: list[Kept] = []

    def compose(self) -> ComposeResult:
        """A filter and the list."""
        with Vertical(classes="panel") as panel:
            panel.border_title = "Library"
            panel.border_subtitle = "Enter opens · Ctrl+X removes · Ctrl+Z undoes · Esc closes"
            yield Input(placeholder="type to filter by title, agency or date", compact=True)
            yield Static("Nothing has been read yet.", markup=False, classes="empty")
            yield OptionList(id="kept", compact=True)

    def on_mount(self) -> None:
        """List all."""
        self._fill()

    def _fill(self, at: int = 0) -> None:
        words = self.query_one(Input).value.casefold().split()
        kept = self._library.recent(_MOST)
        self._listed = [each for each in kept if all(word in _searched(each) for word in words)]
        options = self.query_one(OptionList)
        speed = self._library.config.words_per_minute
        options.set_options([Option(_prompt(each, speed)) for each in self._listed])
        options.display = bool(self._listed)
        empty = self.query_one(".empty", Static)
        empty.display = not self._listed
        empty.update("Nothing matches." if kept else "Nothing has been read yet.")
        if self._listed:
            options.highlighted = min(at, len(self._listed) - 1)

    def on_input_changed(self) -> None:
        """Filter."""
        self._fill()

    def on_input_submitted(self) -> None:
        """Open what is highlighted."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(self._listed[event.option_index].sha256)

    def action_move(self, count: int) -> None:
        """Move in the list while the filter has the focus."""
        options = self.query_one(OptionList)
        (options.action_cursor_down if count > 0 else options.action_cursor_up)()

    def action_remove(self) -> None:
        """Forget a briefing."""
        at = self.query_one(OptionList).highlighted
        if at is None or not self._listed:
            return
        sha256 = self._listed[at].sha256
        kept = self._library.open_kept(sha256)
        if kept is not None:
            marks = self._marks_of(kept)
            self._removed.append((kept, marks))
            self._library.remove(sha256)
            self._fill(at)

    def _marks_of(self, kept: Briefing) -> list[Marked]:
        """The marks in a briefing, which go with it."""
        marks, document = self._library.marks, kept.document
        return [*marks(Bookmark, document), *marks(Highlight, document), *marks(Note, document)]

    def action_undo(self) -> None:
        """Keep it again."""
        if self._removed:
            briefing, marks = self._removed.pop()
            self._library.restore(briefing)
            for mark in marks:
                self._library.keep_mark(mark)
            self._fill()


def _searched(kept: Kept) -> str:
    return f"{kept.title} {kept.agency or ''} {kept.published or ''}".casefold()


def _prompt(kept: Kept, speed: int) -> Content:
    about = [kept.agency, shown_date(kept.published), f"{minutes(kept.words, speed)} min"]
    about.append(
        f"{kept.sections} issues, {kept.read} read" if kept.read else f"{kept.sections} issues"
    )
    about.append(f"{kept.marks} marks" if kept.marks else "")
    facts = " · ".join(gate_line(part) for part in about if part)
    return Content.assemble((gate_line(kept.title), "bold"), "\n", (f"  {facts}", "$muted"))
