from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface

if TYPE_CHECKING:
    from briefing.tui.undo_stack import UndoStep

TakeBack = Callable[[], object]


class CorrectionUndo:
    def __init__(self, session: ReadingSession, ui: ReaderInterface) -> None:
        self._session, self._ui = session, ui
        self._made: list[tuple[str, TakeBack]] = []
        """SHA-256 of the document, "" for any, and the function that undoes a change, oldest first."""

    def note_made(self, take_back: TakeBack, said: str) -> None:
        self._made.append((self._session.document.sha256, take_back))
        self._ui.say(f"{said}; {self._ui.key_of('undo')} undoes.")

    def remember(
        self, step: "UndoStep", sha256: str = "", then: Callable[[], object] = lambda: None
    ) -> None:
        def undone(_: object) -> None:
            then()
            self._ui.say(step.undone)

        def take_back() -> None:
            self._made.remove(made)
            self._ui.write(step.undo, undone)

        made = (sha256, take_back)
        self._made.append(made)

    def note_taken_back(self, take_back: TakeBack) -> None:
        made = (self._session.document.sha256, take_back)
        if made in self._made:
            last = len(self._made) - 1 - self._made[::-1].index(made)
            del self._made[last]

    def tell(self, undone: bool) -> None:
        self._ui.say("Correction undone." if undone else "There is no correction to undo here.")

    def undo(self) -> None:
        sha256 = self._session.document.sha256
        mine = [take_back for document, take_back in self._made if document in ("", sha256)]
        if mine:
            mine[-1]()
        else:
            issues, names = self._ui.key_of("correct"), self._ui.key_of("mend")
            self._ui.say(
                f"There is nothing to undo; {issues} and {names} undo earlier corrections."
            )
