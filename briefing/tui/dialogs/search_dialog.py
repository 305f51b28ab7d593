from collections.abc import Callable
from functools import partial

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.worker import get_current_worker

from briefing.errors import BriefingError, StorageError
from briefing.library import Library
from briefing.library.search_service import Hit, Hits
from briefing.model.search_query import unknown_filter
from briefing.sanitize import sanitize_line
from briefing.tui.commands import SEARCH
from briefing.tui.dialogs.list_dialog import ListDialog
from briefing.tui.dialogs.search_rows import HELP, NOTHING, count_sentence, prompt
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.messages import IndexProgress, Searched
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.undo_stack import HeldSteps, UndoStep
from briefing.tui.widgets.field import Field

_PAUSE = 0.12
"""Seconds without a key before the search starts."""
_STEP = 0.3
"""Seconds of indexing between checks whether the dialog is still open."""
_MOST = 60


class SearchAnswer(Struct, frozen=True):
    words: str
    hit: Hit | None = None


class SearchDialog(ListDialog[SearchAnswer]):
    commands = SEARCH
    BINDINGS = [
        *dialog_bindings(SEARCH[:1]),
        *dialog_bindings(SEARCH[1:5], priority=True),
    ]

    def __init__(
        self,
        library: Library,
        ui: ReaderInterface,
        remember: Callable[[UndoStep], None],
        words: str = "",
    ) -> None:
        super().__init__()
        self._library, self._ui, self._words = library, ui, words
        self._searcher = library.search
        self.done = HeldSteps(ui, remember)
        self._hits = Hits()
        self._found_for = ""
        self._entered = False
        """Whether Enter was pressed before there were results."""
        self._waiting = 0
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel search") as panel:
            panel.border_title = "Search all briefings"
            yield Field(self._words, placeholder="search words", compact=True)
            yield Static("", markup=False, id="said")
            yield Static(HELP, markup=False, id="how")
            yield OptionList(id="hits", compact=True)

    def on_mount(self) -> None:
        self.query_one("#hits").display = False
        self.query_one(Input).select_on_focus = True
        self.run_worker(self._index, thread=True, group="index", exit_on_error=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._words, self._entered = event.value, False
        self.show_keys()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self._begin)

    def _begin(self) -> None:
        if self._words.strip():
            work = partial(self._search, self._words)
            self.run_worker(work, thread=True, group="find", exclusive=True, exit_on_error=False)
        else:
            self._show(Hits(), "")

    def _search(self, words: str) -> None:
        if words != self._words:
            return
        try:
            found = Searched(words, self._searcher.find(words, _MOST))
            if not (found.hits.shown or self._searcher.has_texts):
                found = Searched(words, Hits(), NOTHING)
        except BriefingError as error:
            found = Searched(words, Hits(), str(error))
        self.post_message(found)

    def _index(self) -> None:
        worker = get_current_worker()
        try:
            while not worker.is_cancelled and (waiting := self._searcher.index(_STEP)):
                self.post_message(IndexProgress(waiting))
        except StorageError as error:
            self.post_message(IndexProgress(0, str(error)))
        else:
            self.post_message(IndexProgress(0))

    def on_index_progress(self, event: IndexProgress) -> None:
        if event.problem:
            self.notify(event.problem, severity="error", markup=False)
        before, self._waiting = self._waiting, event.waiting
        if before and not event.waiting:
            self._begin()
        elif event.waiting:
            self._say(count_sentence(self._hits, self._waiting))

    def on_searched(self, event: Searched) -> None:
        if event.words != self._words:
            return
        said = event.problem or count_sentence(event.hits, self._waiting)
        if not event.hits.shown and not event.problem:
            said = f"{said} {unknown_filter(event.words)}".rstrip()
        self._show(event.hits, said, problem=bool(event.problem))
        self._found_for = event.words
        if self._entered:
            self.action_choose()

    def _show(self, hits: Hits, said: str, *, problem: bool = False) -> None:
        self._hits = hits
        options = self.query_one(OptionList)
        options.set_options([prompt(hit) for hit in hits.shown])
        options.display = bool(hits.shown)
        options.highlighted = 0 if hits.shown else None
        self.query_one("#how").display = not hits.shown
        self._say(said, problem=problem)

    def _say(self, said: str, *, problem: bool = False) -> None:
        line = self.query_one("#said", Static)
        line.update(Content(sanitize_line(said)))
        line.set_class(problem, "problem")

    # Keeping the search as a watch

    @property
    def has_words(self) -> bool:
        return bool(self._words.strip())

    def action_watch(self) -> None:
        if self.has_words:
            self._ui.write(partial(self._library.watches.add, self._words), self._show_watched)

    def _show_watched(self, id: int) -> None:
        undo = partial(self._library.watches.remove, id)
        self.done.push(UndoStep("The watch is removed.", undo))
        self.say("Watched from now on", undo=True)

    def action_undo(self) -> None:
        self.done.undo(lambda step: self.say(step.undone))

    def on_input_submitted(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        self._entered = self._found_for != self._words
        if not self._entered:
            super().action_choose()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._close(self._hits.shown[event.option_index])

    def leave(self) -> None:
        self._close(None)

    def _close(self, hit: Hit | None) -> None:
        self.done.close()
        self.dismiss(SearchAnswer(self._words, hit))
