"""What was done and can be undone."""

from collections.abc import Callable

from msgspec import Struct

from briefing.errors import BriefingError
from briefing.tui.reader_interface import ReaderInterface


class UndoStep(Struct, frozen=True):
    """One thing that was done."""

    undone: str
    """What to say when it is undone."""
    undo: Callable[[], object]


class UndoStack:
    """Undoes what was done last, once."""

    def __init__(self, ui: ReaderInterface) -> None:
        """Take what the reader is told by."""
        self._ui = ui
        self._done: list[UndoStep] = []

    def push(self, step: UndoStep) -> None:
        """Something was done that can be undone."""
        self._done.append(step)

    def undo(self) -> bool:
        """Undo the last step, and say so or why not; return whether there was one."""
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
