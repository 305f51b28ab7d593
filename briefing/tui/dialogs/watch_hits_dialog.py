from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal, NamedTuple

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.library.watches.watch_service import SeenHits, Watch, WatchHit, WatchService
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line
from briefing.tui.commands import WATCH_HITS
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.dialogs.search_rows import prompt
from briefing.tui.dialogs.watches_dialog import seen_step
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.undo_stack import HeldSteps, UndoStep

_EMPTY = (
    "Nothing yet. Briefings that come in from now on are compared with this watch; "
    "what is there already is found by the search."
)


class HitRequest(NamedTuple):
    view: Literal["open", "compare", "dates"]
    line: int


class WatchHitsDialog(LetterListDialog[HitRequest]):
    """Returns the hit to open, or what is to be shown of the hits."""

    commands = WATCH_HITS
    BINDINGS = dialog_bindings(WATCH_HITS)

    def __init__(
        self,
        watch: Watch,
        hits: Sequence[WatchHit],
        watches: WatchService,
        ui: ReaderInterface,
        remember: Callable[[UndoStep], None],
        line: int = 0,
    ) -> None:
        """`hits` may be the first of those that the watch has."""
        super().__init__()
        self._line = line
        self._watch, self._hits = watch, list(hits)
        self._watches, self._ui = watches, ui
        self.done = HeldSteps(ui, remember)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel hits") as panel:
            panel.border_title = Content(sanitize_line(self._watch.name))
            if len(self._hits) < self._watch.hits:
                said = f"{self._watch.hits:,} hits; the newest {len(self._hits)} are shown."
                yield Static(said, markup=False, classes="quoted")
            if not self._hits:
                yield Static(_EMPTY, markup=False, classes="empty")
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        self.query_one(OptionList).display = bool(self._hits)
        self._fill(self._line)
        self.query_one(OptionList).focus()

    def _fill(self, at: int) -> None:
        every = [Option(_prompt(each), id=str(n)) for n, each in enumerate(self._hits)]
        self.list_options(every, at)

    @property
    def has_new(self) -> bool:
        return any(each.stored.new for each in self._hits)

    @property
    def _place(self) -> int:
        return int(self.pointed or 0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_request("open")

    def action_request(self, view: Literal["open", "compare", "dates"]) -> None:
        if self._hits:
            self.done.close()
            self.dismiss(HitRequest(view, self._place))

    def leave(self) -> None:
        self.done.close()
        self.dismiss(None)

    # Seen and new

    def action_toggle_seen(self) -> None:
        if not self._hits:
            return
        hit, at = self._hits[self._place], self._place
        if hit.stored.new:
            self._ui.write(partial(self._watches.see, [hit]), partial(self._show_seen, [at]))
        else:
            renew = partial(self._watches.renew, hit)
            self._ui.write(renew, lambda _: self._show_renewed(hit, at))

    def action_see_all(self) -> None:
        every = [n for n, each in enumerate(self._hits) if each.stored.new]
        see = partial(self._watches.see_all, self._watch)
        self._ui.write(see, partial(self._show_seen, every))

    def _show_seen(self, places: Sequence[int], seen: SeenHits) -> None:
        step = seen_step(self._watches, seen)
        self._show_done(f"{say_count(len(seen.hits), 'hit')} seen", step, places, new=False)

    def _show_renewed(self, hit: WatchHit, at: int) -> None:
        step = UndoStep("The hit is seen again.", partial(self._watches.see, [hit]))
        self._show_done("The hit is new again", step, [at], new=True)

    def _show_done(self, said: str, step: UndoStep, places: Sequence[int], *, new: bool) -> None:
        def undo() -> object:
            undone = step.undo()
            self._set_new(places, new=not new)
            return undone

        self.done.push(UndoStep(step.undone, undo))
        self._set_new(places, new=new)
        if self.is_attached:
            self._fill(self._place)
            self.say(said, undo=True)

    def _set_new(self, places: Sequence[int], *, new: bool) -> None:
        for place in places:
            hit = self._hits[place]
            self._hits[place] = replace(hit, stored=replace(hit.stored, new=new))

    def action_undo(self) -> None:
        self.done.undo(self._show_undone)

    def _show_undone(self, step: UndoStep) -> None:
        if self.is_attached:
            self._fill(self._place)
            self.say(step.undone)


def _prompt(each: WatchHit) -> Content:
    return prompt(each.hit, new=each.stored.new)
