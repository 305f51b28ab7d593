from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.dialogs.text_input import LineDialog, keep_with
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.undo_stack import HeldSteps, UndoStep


class Named(Protocol):
    @property
    def id(self) -> int | str: ...
    @property
    def name(self) -> str: ...


T = TypeVar("T")
N = TypeVar("N", bound=Named)
G = TypeVar("G")


class NamedListDialog(LetterListDialog[T], Generic[T, N]):
    """What the reader has named; read again after each change, which can be undone."""

    def __init__(
        self,
        ui: ReaderInterface,
        done: HeldSteps,
        read: Callable[[], Sequence[N]],
        prompt: Callable[[N], Content],
    ) -> None:
        super().__init__()
        self.ui, self.done, self._read, self._prompt = ui, done, read, prompt
        self.listed: tuple[N, ...] = ()

    def options(self) -> list[Option]:
        return [_option(each, self._prompt(each)) for each in self.listed]

    def fill(self, at: int | str | None) -> None:
        """With the cursor at an id, or at the first line."""
        self.listed = tuple(self._read())
        options = self.query_one(OptionList)
        for empty in self.query(".empty"):
            empty.display, options.display = not self.listed, bool(self.listed)
        every = self.options()
        ids = [each.id for each in every]
        self.list_options(every, ids.index(str(at)) if str(at) in ids else 0)
        options.focus()

    @property
    def pointed_row(self) -> N | None:
        return next((each for each in self.listed if str(each.id) == self.pointed), None)

    @property
    def names_any(self) -> bool:
        return bool(self.listed)

    # Changes

    def ask_name(self, title: str, row: N, rename: Callable[[str], object]) -> None:
        def renamed(name: str) -> bool:
            if name != row.name:
                rename(name)
            return name != row.name

        def done(changed: bool) -> None:
            if changed:
                step = UndoStep("Old name restored.", partial(rename, row.name))
                self.show_done("Renamed", step, row.id)

        self.app.push_screen(LineDialog(title, row.name, keep_with(self.ui, renamed, done=done)))

    def remove_row(
        self,
        remove: Callable[[], G | None],
        restore: Callable[[G], object],
        said: str,
        undone: str,
    ) -> None:
        pointed = self.pointed_row
        back = pointed.id if pointed else None

        def removed(gone: G | None) -> None:
            if gone is not None:
                step = UndoStep(undone, partial(restore, gone), back)
                self.show_done(said, step, _beside(back, self.listed))

        self.ui.write(remove, removed)

    def show_done(self, said: str, step: UndoStep, at: int | str | None) -> None:
        self.done.push(step)
        if self.is_attached:
            self.fill(at)
            self.say(said, undo=True)

    def action_undo(self) -> None:
        def ended(step: UndoStep) -> None:
            if self.is_attached:
                self.fill(step.back or (pointed.id if pointed else None))
                self.say(step.undone)

        pointed = self.pointed_row
        self.done.undo(ended)


def _beside(id: int | str | None, listed: Sequence[Named]) -> int | str | None:
    ids = [each.id for each in listed]
    at = ids.index(id) if id in ids else 0
    return next(iter((*ids[at + 1 : at + 2], *ids[:at][-1:])), None)


def _option(each: Named, shown: Content) -> Option:
    return Option(shown, id=str(each.id))
