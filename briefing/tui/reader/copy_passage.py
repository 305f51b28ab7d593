from collections.abc import Callable

from briefing.library.citation import cite
from briefing.tui.reader.passage import Passage
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface

_SHOWN = 160


class CopyPassage:
    def __init__(
        self,
        session: ReadingSession,
        passage: Passage,
        ui: ReaderInterface,
        to_clipboard: Callable[[str], object],
    ) -> None:
        self._session, self._passage = session, passage
        self._ui, self._to_clipboard = ui, to_clipboard

    def copy(self) -> None:
        span = self._passage.take()
        if span is not None:
            self.copy_text(span.of(self._session.document.text))

    def cite(self) -> None:
        span = self._passage.take()
        if span is not None:
            self.copy_text(cite(self._session.briefing, span), " with its citation")

    def copy_text(self, text: str, how: str = "") -> None:
        """The message ends with `how`."""
        self._to_clipboard(text)
        start = " ".join(text.split())
        short = start if len(start) <= _SHOWN else f"{start[: _SHOWN - 1]}…"
        self._ui.say(f"Copied{how}: {short}")
