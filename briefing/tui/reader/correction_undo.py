"""Taking back the correction that was made last, whatever it corrects."""

from collections.abc import Callable

from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface

TakeBack = Callable[[], object]


class CorrectionUndo:
    """Holds what takes back each correction that was made here, by document."""

    def __init__(self, session: ReadingSession, ui: ReaderInterface) -> None:
        self._session, self._ui = session, ui
        self._made: list[tuple[str, TakeBack]] = []
        """The hash of a document, and what takes a correction of it back; the last one last."""

    def note_made(self, take_back: TakeBack) -> None:
        """A correction of the document that is shown was made."""
        self._made.append((self._session.document.sha256, take_back))

    def note_taken_back(self, take_back: TakeBack) -> None:
        """The last of the corrections that `take_back` takes back was taken back."""
        made = (self._session.document.sha256, take_back)
        if made in self._made:
            last = len(self._made) - 1 - self._made[::-1].index(made)
            del self._made[last]

    def undo(self) -> None:
        """Take back the correction that was made last in the document that is shown."""
        sha256 = self._session.document.sha256
        mine = [take_back for document, take_back in self._made if document == sha256]
        if mine:
            mine[-1]()
        else:
            self._ui.say("There is nothing to undo.")
