"""Chooses, creates, renames and removes collections."""

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.errors import BriefingError
from briefing.library.collection_service import Collection, CollectionService
from briefing.model.sanitize import sanitize_line
from briefing.tui import dialogs
from briefing.tui.dialogs.base import Dialog
from briefing.tui.undo_stack import UndoStep

_ALL = "All briefings"
Chosen = tuple[int | None, str]
"""Id and name of a collection; None and "" for all briefings."""


class CollectionsDialog(Dialog[Chosen]):
    BINDINGS = [
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
        Binding("n", "make", "New", show=False),
        Binding("r", "rename", "Rename", show=False),
        Binding("x,delete", "remove", "Remove", show=False),
        Binding("z,ctrl+z", "undo", "Undo", show=False),
        Binding("q", "close", "Close", show=False),
    ]

    def __init__(
        self,
        collections: CollectionService,
        current: int | None,
        remember: Callable[[UndoStep], None],
    ) -> None:
        super().__init__()
        self._collections, self._current, self._remember = collections, current, remember
        self._listed: tuple[Collection, ...] = ()
        self._done: list[UndoStep] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small") as panel:
            panel.border_title = "Collections"
            panel.border_subtitle = "Enter lists it · Esc closes"
            yield OptionList(compact=True)
            yield Static("n new · r rename · x remove · z undo", markup=False, classes="panel-keys")

    def on_mount(self) -> None:
        self._fill(self._current)
        self.query_one(OptionList).focus()

    def _fill(self, at: int | None) -> None:
        self._listed = self._collections.all()
        options = self.query_one(OptionList)
        options.set_options([Option(_prompt(_ALL, None)), *(map(_option, self._listed))])
        places = [each.id for each in self._listed]
        options.highlighted = places.index(at) + 1 if at in places else 0

    @property
    def _pointed(self) -> Collection | None:
        at = self.query_one(OptionList).highlighted
        return self._listed[at - 1] if at else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._finish()
        at = event.option_index
        chosen = self._listed[at - 1] if at else None
        self.dismiss((chosen.id, chosen.name) if chosen else (None, ""))

    def action_close(self) -> None:
        self._finish()
        self.dismiss(None)

    def _finish(self) -> None:
        for step in self._done:
            self._remember(step)

    def action_move(self, count: int) -> None:
        options = self.query_one(OptionList)
        (options.action_cursor_down if count > 0 else options.action_cursor_up)()

    def action_make(self) -> None:
        keep = partial(_reason, self._make)
        self.app.push_screen(dialogs.LineDialog("New collection", keep=keep))

    def _make(self, name: str) -> None:
        id = self._collections.make(name)
        self._done.append(
            UndoStep("The new collection was removed.", lambda: self._collections.remove(id))
        )
        self._fill(id)

    def action_rename(self) -> None:
        pointed = self._pointed
        if pointed is None:
            return

        keep = partial(_reason, partial(self._rename, pointed))
        self.app.push_screen(dialogs.LineDialog("Rename the collection", pointed.name, keep))

    def _rename(self, pointed: Collection, name: str) -> None:
        if name == pointed.name:
            return
        self._collections.rename(pointed.id, name)
        undo = partial(self._collections.rename, pointed.id, pointed.name)
        self._done.append(UndoStep("The old name is back.", undo))
        self._fill(pointed.id)

    def action_remove(self) -> None:
        pointed = self._pointed
        if pointed is not None:
            self._try(partial(self._remove, pointed))

    def _remove(self, pointed: Collection) -> None:
        gone = self._collections.remove(pointed.id)
        if gone is not None:
            self._done.append(
                UndoStep("The collection is back.", partial(self._collections.restore, gone))
            )
        self._fill(None)

    def action_undo(self) -> None:
        if self._done:
            pointed = self._pointed
            self._try(self._done.pop().undo)
            self._fill(pointed.id if pointed else None)

    def _try(self, change: Callable[[], object]) -> None:
        try:
            change()
        except BriefingError as error:
            self.notify(str(error), severity="error", markup=False)


def _reason(change: Callable[[str], object], name: str) -> str:
    try:
        change(name)
    except BriefingError as error:
        return str(error)
    return ""


def _option(collection: Collection) -> Option:
    return Option(_prompt(collection.name, collection.count))


def _prompt(name: str, count: int | None) -> Content:
    said = Content.styled(f"  {count:,}", "$muted") if count is not None else Content("")
    return Content(sanitize_line(name)) + said
