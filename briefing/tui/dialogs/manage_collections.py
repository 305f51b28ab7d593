from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from briefing.library.collection_service import Collection, CollectionService
from briefing.sanitize import sanitize_line
from briefing.tui import dialogs
from briefing.tui.commands import COLLECTIONS
from briefing.tui.dialogs.named_list import NamedListDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.undo_stack import HeldSteps, UndoStep

_ALL = Content("All briefings")
Chosen = tuple[int | None, str]
"""Id and name of a collection; None and "" for all briefings."""


class CollectionsDialog(NamedListDialog[Chosen, Collection]):
    commands = COLLECTIONS
    BINDINGS = dialog_bindings(COLLECTIONS)

    def __init__(
        self,
        collections: CollectionService,
        ui: ReaderInterface,
        current: int | None,
        remember: Callable[[UndoStep], None],
    ) -> None:
        super().__init__(ui, HeldSteps(ui, remember), collections.all, _prompt)
        self._collections, self._current = collections, current

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small") as panel:
            panel.border_title = "Collections"
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        self.fill(self._current)

    def options(self) -> list[Option]:
        every = [Option(_ALL, id=""), *super().options()]
        if not self.listed:
            said = f"No collections yet. Press {self.key_of('new_collection')} to make one."
            every.append(Option(Content.styled(said, "$muted"), disabled=True))
        return every

    def on_option_list_option_selected(self) -> None:
        self.done.close()
        chosen = self.pointed_row
        self.dismiss((chosen.id, chosen.name) if chosen else (None, ""))

    def leave(self) -> None:
        self.done.close()
        self.dismiss(None)

    def action_make(self) -> None:
        keep = dialogs.keep_with(self.ui, self._collections.make, done=self._show_made)
        self.app.push_screen(dialogs.LineDialog("New collection", keep=keep))

    def _show_made(self, id: int) -> None:
        undo = partial(self._collections.remove, id)
        self.show_done("Made", UndoStep("New collection removed.", undo), id)

    def action_rename(self) -> None:
        pointed = self.pointed_row
        if pointed is not None:
            rename = partial(self._collections.rename, pointed.id)
            self.ask_name("Rename the collection", pointed, rename)

    def action_remove(self) -> None:
        pointed = self.pointed_row
        if pointed is not None:
            remove = partial(self._collections.remove, pointed.id)
            self.remove_row(remove, self._collections.restore, "Removed", "Collection restored.")


def _prompt(each: Collection) -> Content:
    return Content(sanitize_line(each.name)) + Content.styled(f"  {each.count:,}", "$muted")
