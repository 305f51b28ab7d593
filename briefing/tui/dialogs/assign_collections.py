from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from briefing.library.collection_service import Collection, CollectionService
from briefing.model.folding import has_words
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line
from briefing.tui.commands import ASSIGN
from briefing.tui.dialogs.list_dialog import ListDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.undo_stack import HeldSteps, UndoStep
from briefing.tui.widgets.field import Field


class AssignCollectionsDialog(ListDialog[None]):
    commands = ASSIGN
    BINDINGS = dialog_bindings(ASSIGN)

    def __init__(
        self,
        collections: CollectionService,
        ui: ReaderInterface,
        hashes: tuple[str, ...],
        remember: Callable[[UndoStep], None],
    ) -> None:
        """`hashes` are the SHA-256 of the briefings; `remember` receives the undo steps."""
        super().__init__()
        self._collections, self._ui = collections, ui
        self._hashes, self.done = hashes, HeldSteps(ui, remember)
        self._listed: list[Collection] = []

    def compose(self) -> ComposeResult:
        count = len(self._hashes)
        with Vertical(classes="panel small") as panel:
            panel.border_title = Content(f"Collections of {say_count(count, 'briefing')}")
            yield Field(compact=True)
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        self._fill()

    def _fill(self, at: int = 0) -> None:
        field, every = self.query_one(Input), self._collections.all()
        field.placeholder = (
            "type to filter, or a new name" if every else "name of your first collection"
        )
        words = " ".join(field.value.split())
        held = self._collections.holding(self._hashes)
        self._listed = [each for each in every if has_words(each.name, words)]
        options = [self._option(each, held.get(each.id, 0)) for each in self._listed]
        if words and all(each.name.casefold() != words.casefold() for each in every):
            options.append(
                Option(Content.assemble(("New: ", "$text-accent"), sanitize_line(words)))
            )
        listing = self.query_one(OptionList)
        listing.set_options(options)
        listing.highlighted = min(at, len(options) - 1) if options else None
        self.show_keys()

    def _option(self, collection: Collection, held: int) -> Option:
        sign = "✓" if held == len(self._hashes) else "–" if held else " "
        return Option(
            Content.assemble(
                (f"{sign} ", "bold $text-accent"),
                sanitize_line(collection.name),
                (f"  {collection.count:,}", "$muted"),
            )
        )

    def on_input_changed(self) -> None:
        self._fill()

    def on_input_submitted(self) -> None:
        self.action_choose()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        at = event.option_index
        if at < len(self._listed):
            change = partial(self._toggle, self._listed[at])
        else:
            change = partial(self._make, self.query_one(Input).value)
        self._ui.write(change, partial(self._show_changed, at))

    def _show_changed(self, at: int, step: UndoStep) -> None:
        self.done.push(step)
        if not self.is_attached:
            return
        if at >= len(self._listed):
            self.query_one(Input).value = ""
        self._fill(at)

    def action_undo(self) -> None:
        self.done.undo(self._show_undone)

    def _show_undone(self, step: UndoStep) -> None:
        if self.is_attached:
            self._fill()
            self.say(step.undone)

    def leave(self) -> None:
        self.done.close()
        self.dismiss(None)

    def _toggle(self, chosen: Collection) -> UndoStep:
        """Runs in the writer's thread, as `_make` does."""
        collections, id = self._collections, chosen.id
        name = sanitize_line(chosen.name)
        if collections.holding(self._hashes).get(id, 0) == len(self._hashes):
            gone = collections.take(id, self._hashes)
            return UndoStep(f"Added to {name} again.", partial(collections.put, id, gone))
        new = collections.put(id, self._hashes)
        return UndoStep(f"Removed from {name} again.", partial(collections.take, id, new))

    def _make(self, name: str) -> UndoStep:
        id = self._collections.make(name)
        self._collections.put(id, self._hashes)
        undo = partial(self._collections.remove, id)
        return UndoStep("New collection removed.", undo)
