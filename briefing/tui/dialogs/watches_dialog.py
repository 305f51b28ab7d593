from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.library.watches.watch_service import RemovedWatch, SeenHits, Watch, WatchService
from briefing.model.sanitize import sanitize_line
from briefing.model.say_count import say_count
from briefing.tui import dialogs
from briefing.tui.commands import WATCHES
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.undo_stack import HeldSteps, UndoStep

_EMPTY = (
    "No watches yet. A watch is a search that is kept: what it finds in briefings that come in "
    "is listed here, and new until you have seen it. Press {} and type what to watch for, such as "
    'person:kroll or "peace talks".'
)


class WatchesDialog(LetterListDialog[Watch]):
    """Returns the watch whose hits are to be listed."""

    commands = WATCHES
    BINDINGS = dialog_bindings(WATCHES)

    def __init__(
        self,
        watches: WatchService,
        ui: ReaderInterface,
        remember: Callable[[UndoStep], None],
        left: int = 0,
        at: int | None = None,
    ) -> None:
        """`left` counts briefings that are not compared yet; the cursor is at the watch of id `at`."""
        super().__init__()
        self._watches, self._ui, self._left, self._at = watches, ui, left, at
        self._listed: tuple[Watch, ...] = ()
        self.done = HeldSteps(ui, remember)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel") as panel:
            panel.border_title = "Watches"
            if self._left:
                left = say_count(self._left, "briefing")
                waiting = f"Not compared yet: {left}. Open the list again later."
                yield Static(waiting, markup=False, classes="quoted")
            empty = _EMPTY.format(self.key_of("new_watch"))
            yield Static(empty, markup=False, classes="empty")
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        self._fill(self._at)

    def _fill(self, at: int | None) -> None:
        self._listed = self._watches.all()
        options = self.query_one(OptionList)
        options.display = bool(self._listed)
        self.query_one(".empty").display = not self._listed
        places = [each.id for each in self._listed]
        self.list_options(
            [Option(_prompt(each), id=str(each.id)) for each in self._listed],
            places.index(at) if at in places else 0,
        )
        options.focus()

    @property
    def has_new(self) -> bool:
        return any(each.new for each in self._listed)

    @property
    def _pointed(self) -> Watch | None:
        return next((each for each in self._listed if str(each.id) == self.pointed), None)

    def on_option_list_option_selected(self) -> None:
        self.done.close()
        self.dismiss(self._pointed)

    def leave(self) -> None:
        self.done.close()
        self.dismiss(None)

    # Changing

    def action_make(self) -> None:
        keep = dialogs.keep_with(self._ui, self._watches.add, done=self._show_made)
        self.app.push_screen(dialogs.LineDialog("New watch: what to search for", keep=keep))

    def _show_made(self, id: int) -> None:
        undo = partial(self._watches.remove, id)
        self._show_done("Made", UndoStep("New watch removed.", undo), id)

    def action_edit(self) -> None:
        watch = self._pointed
        if watch is None:
            return

        def edit(query: str) -> RemovedWatch | None:
            return self._watches.edit(watch.id, query) if query != watch.query else None

        def done(before: RemovedWatch | None) -> None:
            if before is not None:
                undo = partial(self._watches.restore, before)
                self._show_done("Changed", UndoStep("Old search restored.", undo), watch.id)

        keep = dialogs.keep_with(self._ui, edit, done=done)
        self.app.push_screen(dialogs.LineDialog("What to search for", watch.query, keep))

    def action_rename(self) -> None:
        watch = self._pointed
        if watch is None:
            return

        def rename(name: str) -> bool:
            if name != watch.name:
                self._watches.rename(watch.id, name)
            return name != watch.name

        def done(renamed: bool) -> None:
            if renamed:
                undo = partial(self._watches.rename, watch.id, watch.name)
                self._show_done("Renamed", UndoStep("Old name restored.", undo), watch.id)

        keep = dialogs.keep_with(self._ui, rename, done=done)
        self.app.push_screen(dialogs.LineDialog("Rename the watch", watch.name, keep))

    def action_remove(self) -> None:
        watch = self._pointed
        if watch is not None:
            self._ui.write(partial(self._watches.remove, watch.id), self._show_removed)

    def _show_removed(self, gone: RemovedWatch | None) -> None:
        if gone is not None:
            undo = partial(self._watches.restore, gone)
            self._show_done("Removed", UndoStep("Watch restored.", undo), None)

    def action_see_watch(self) -> None:
        watch = self._pointed
        if watch is not None:
            done = partial(self._show_seen, watch.id)
            self._ui.write(partial(self._watches.see_all, watch), done)

    def action_see_all(self) -> None:
        watch = self._pointed
        if watch is not None:
            self._ui.write(self._watches.see_all, partial(self._show_seen, watch.id))

    def _show_seen(self, at: int, seen: SeenHits) -> None:
        if seen.hits:
            step = seen_step(self._watches, seen)
            self._show_done(f"{say_count(len(seen.hits), 'hit')} seen", step, at)

    def _show_done(self, said: str, step: UndoStep, at: int | None) -> None:
        self.done.push(step)
        if self.is_attached:
            self._fill(at)
            self.say(said, undo=True)

    def action_undo(self) -> None:
        pointed = self._pointed
        self.done.undo(partial(self._show_undone, pointed.id if pointed else None))

    def _show_undone(self, at: int | None, undone: str) -> None:
        if self.is_attached:
            self._fill(at)
            self.say(undone)


def seen_step(watches: WatchService, seen: SeenHits) -> UndoStep:
    count = len(seen.hits)
    undone = f"{say_count(count, 'hit')} {'is' if count == 1 else 'are'} new again."
    return UndoStep(undone, partial(watches.take_back, seen))


def _prompt(watch: Watch) -> Content:
    query = f"\n{sanitize_line(watch.query)}" if watch.query != watch.name else ""
    every = say_count(watch.hits, "hit") if watch.hits else "no hits yet"
    new = say_count(watch.new, "new hit")
    return Content.assemble(
        (sanitize_line(watch.name), "bold"),
        (f"  {new}" if watch.new else "", "$text-success"),
        (f" · {watch.hits:,} in all" if watch.new else f"  {every}", "$muted"),
        (query, "$muted"),
    )
