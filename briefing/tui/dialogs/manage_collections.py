from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from briefing.library.collection_service import Collection, CollectionService, RemovedCollection
from briefing.model.sanitize import sanitize_line
from briefing.tui import dialogs
from briefing.tui.commands import COLLECTIONS
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.undo_stack import HeldSteps, UndoStep

_ALL = "All briefings"
Chosen = tuple[int | None, str]
"""Id and name of a collection; None and "" for all briefings."""


class CollectionsDialog(LetterListDialog[Chosen]):
    commands = COLLECTIONS
    BINDINGS = dialog_bindings(COLLECTIONS)

    def __init__(
        self,
        collections: CollectionService,
        ui: ReaderInterface,
        current: int | None,
        remember: Callable[[UndoStep], None],
    ) -> None:
        super().__init__()
        self._ui = ui
        self._collections, self._current = collections, current
        self._listed: tuple[Collection, ...] = ()
        self.done = HeldSteps(ui, remember)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small") as panel:
            panel.border_title = "Collections"
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        self._fill(self._current)
        self.query_one(OptionList).focus()

    def _fill(self, at: int | None) -> None:
        self._listed = self._collections.all()
        places = [each.id for each in self._listed]
        every = [Option(_prompt(_ALL, None), id=""), *(map(_option, self._listed))]
        if not self._listed:
            said = f"No collections yet. Press {self.key_of('new_collection')} to make one."
            every.append(Option(Content.styled(said, "$muted"), disabled=True))
        self.list_options(every, places.index(at) + 1 if at in places else 0)

    @property
    def _pointed(self) -> Collection | None:
        return next((each for each in self._listed if str(each.id) == self.pointed), None)

    def on_option_list_option_selected(self) -> None:
        self.done.close()
        chosen = self._pointed
        self.dismiss((chosen.id, chosen.name) if chosen else (None, ""))

    def leave(self) -> None:
        self.done.close()
        self.dismiss(None)

    def action_make(self) -> None:
        keep = dialogs.keep_with(self._ui, self._collections.make, done=self._show_made)
        self.app.push_screen(dialogs.LineDialog("New collection", keep=keep))

    def _show_made(self, id: int) -> None:
        undo = partial(self._collections.remove, id)
        self._show_done("Made", UndoStep("New collection removed.", undo), id)

    def _show_done(self, said: str, step: UndoStep, at: int | None) -> None:
        self.done.push(step)
        if self.is_attached:
            self._fill(at)
            self.say(said, undo=True)

    def action_rename(self) -> None:
        pointed = self._pointed
        if pointed is None:
            return

        def rename(name: str) -> bool:
            if name != pointed.name:
                self._collections.rename(pointed.id, name)
            return name != pointed.name

        done = partial(self._show_renamed, pointed)
        keep = dialogs.keep_with(self._ui, rename, done=done)
        self.app.push_screen(dialogs.LineDialog("Rename the collection", pointed.name, keep))

    def _show_renamed(self, pointed: Collection, renamed: bool) -> None:
        if not renamed:
            return
        undo = partial(self._collections.rename, pointed.id, pointed.name)
        self._show_done("Renamed", UndoStep("Old name restored.", undo), pointed.id)

    def action_remove(self) -> None:
        pointed = self._pointed
        if pointed is not None:
            self._ui.write(partial(self._collections.remove, pointed.id), self._show_removed)

    def _show_removed(self, gone: RemovedCollection | None) -> None:
        if gone is not None:
            undo = partial(self._collections.restore, gone)
            self._show_done("Removed", UndoStep("Collection restored.", undo), None)

    def action_undo(self) -> None:
        pointed = self._pointed
        self.done.undo(partial(self._show_undone, pointed.id if pointed else None))

    def _show_undone(self, at: int | None, undone: str) -> None:
        if self.is_attached:
            self._fill(at)
            self.say(undone)


def _option(collection: Collection) -> Option:
    return Option(_prompt(collection.name, collection.count), id=str(collection.id))


def _prompt(name: str, count: int | None) -> Content:
    said = Content.styled(f"  {count:,}", "$muted") if count is not None else Content("")
    return Content(sanitize_line(name)) + said
