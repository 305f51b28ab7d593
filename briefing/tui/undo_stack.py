from collections.abc import Callable

from msgspec import Struct

from briefing.tui.reader_interface import ReaderInterface


class UndoStep(Struct, frozen=True):
    undone: str
    undo: Callable[[], object]
    back: int | str | None = None
    """Id of the row that comes back, to which the cursor of a list goes."""


class HeldSteps:
    """Undo steps of a dialog, which the screen behind it remembers when it closes."""

    def __init__(self, ui: ReaderInterface, remember: Callable[[UndoStep], None]) -> None:
        self._ui, self._remember = ui, remember
        self._done: list[UndoStep] = []
        self._closed = False

    def __bool__(self) -> bool:
        return bool(self._done)

    def push(self, step: UndoStep) -> None:
        (self._remember if self._closed else self._done.append)(step)

    def undo(self, ended: Callable[[UndoStep], object]) -> None:
        if self._done:
            step = self._done.pop()
            self._ui.write(step.undo, lambda _: ended(step))

    def close(self) -> None:
        self._closed = True
        for step in self._done:
            self._remember(step)


class UndoStack:
    def __init__(self, ui: ReaderInterface) -> None:
        self._ui = ui
        self._done: list[UndoStep] = []

    def push(self, step: UndoStep) -> None:
        self._done.append(step)

    def undo(self, ended: Callable[[UndoStep], object]) -> None:
        """Calls `ended` after a step, also if it failed."""
        if not self._done:
            self._ui.say("There is nothing to undo.")
            return
        step = self._done.pop()

        def undone(_: object) -> None:
            ended(step)
            self._ui.say(step.undone)

        self._ui.write(step.undo, undone, lambda _: ended(step))
