"""Undo steps of a screen."""

from collections.abc import Callable

from msgspec import Struct

from briefing.errors import BriefingError
from briefing.tui.reader_interface import ReaderInterface


class UndoStep(Struct, frozen=True):
    undone: str
    undo: Callable[[], object]


class UndoStack:
    def __init__(self, ui: ReaderInterface) -> None:
        self._ui = ui
        self._done: list[UndoStep] = []

    def push(self, step: UndoStep) -> None:
        self._done.append(step)

    def undo(self) -> bool:
        if not self._done:
            self._ui.say("There is nothing to undo.")
            return False
        step = self._done.pop()
        try:
            step.undo()
        except BriefingError as error:
            self._ui.say(str(error), error=True)
        else:
            self._ui.say(step.undone)
        return True
