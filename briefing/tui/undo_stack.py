from collections.abc import Callable

from msgspec import Struct

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

    def undo(self, ended: Callable[[], object]) -> None:
        """Calls `ended` after a step, also if it failed."""
        if not self._done:
            self._ui.say("There is nothing to undo.")
            return
        step = self._done.pop()

        def undone(_: object) -> None:
            ended()
            self._ui.say(step.undone)

        self._ui.write(step.undo, undone, lambda _: ended())
