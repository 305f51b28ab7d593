from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from briefing.library.watches.watch_service import RemovedWatch, SeenHits, Watch, WatchService
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line
from briefing.tui import dialogs
from briefing.tui.commands import WATCHES
from briefing.tui.dialogs.named_list import NamedListDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.undo_stack import HeldSteps, UndoStep

_EMPTY = (
    "No watches yet. A watch is a search that is kept: what it finds in briefings that come in "
    "is listed here, and new until you have seen it. Press {} and type what to watch for, such as "
    'person:kroll or "peace talks".'
)


class WatchesDialog(NamedListDialog[Watch, Watch]):
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
        """`left` briefings are not compared yet; the cursor is `at` a watch's id."""
        super().__init__(ui, HeldSteps(ui, remember), watches.all, _prompt)
        self._watches, self._left, self._at = watches, left, at

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
        self.fill(self._at)

    @property
    def has_new(self) -> bool:
        return any(each.new for each in self.listed)

    def on_option_list_option_selected(self) -> None:
        self.done.close()
        self.dismiss(self.pointed_row)

    def leave(self) -> None:
        self.done.close()
        self.dismiss(None)

    # Changing

    def action_make(self) -> None:
        def done(id: int) -> None:
            undo = partial(self._watches.remove, id)
            self.show_done("Made", UndoStep("New watch removed.", undo), id)

        keep = dialogs.keep_with(self.ui, self._watches.add, done=done)
        self.app.push_screen(dialogs.LineDialog("New watch: what to search for", keep=keep))

    def action_edit(self) -> None:
        watch = self.pointed_row
        if watch is None:
            return

        def edit(query: str) -> RemovedWatch | None:
            return self._watches.edit(watch.id, query) if query != watch.query else None

        def done(before: RemovedWatch | None) -> None:
            if before is not None:
                undo = partial(self._watches.restore, before)
                self.show_done("Changed", UndoStep("Old search restored.", undo), watch.id)

        keep = dialogs.keep_with(self.ui, edit, done=done)
        self.app.push_screen(dialogs.LineDialog("What to search for", watch.query, keep))

    def action_rename(self) -> None:
        watch = self.pointed_row
        if watch is not None:
            self.ask_name("Rename the watch", watch, partial(self._watches.rename, watch.id))

    def action_remove(self) -> None:
        watch = self.pointed_row
        if watch is not None:
            remove = partial(self._watches.remove, watch.id)
            self.remove_row(remove, self._watches.restore, "Removed", "Watch restored.")

    def action_see_watch(self) -> None:
        watch = self.pointed_row
        if watch is not None:
            done = partial(self._show_seen, watch.id)
            self.ui.write(partial(self._watches.see_all, watch), done)

    def action_see_all(self) -> None:
        watch = self.pointed_row
        if watch is not None:
            self.ui.write(self._watches.see_all, partial(self._show_seen, watch.id))

    def _show_seen(self, at: int, seen: SeenHits) -> None:
        if seen.hits:
            step = seen_step(self._watches, seen)
            self.show_done(f"{say_count(len(seen.hits), 'hit')} seen", step, at)


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
