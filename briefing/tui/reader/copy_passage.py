from collections.abc import Callable
from functools import partial

from briefing.library import Library
from briefing.library.citation import cite
from briefing.model import Briefing, Span
from briefing.model.digest_origins import find_origin
from briefing.tui.reader.passage import Passage
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface

_SHOWN = 160


class CopyPassage:
    def __init__(
        self,
        session: ReadingSession,
        passage: Passage,
        library: Library,
        ui: ReaderInterface,
        to_clipboard: Callable[[str], object],
    ) -> None:
        self._session, self._passage, self._library = session, passage, library
        self._ui, self._to_clipboard = ui, to_clipboard

    def copy(self) -> None:
        span = self._passage.take()
        if span is not None:
            self.copy_text(span.of(self._session.document.text))

    def cite(self) -> None:
        span = self._passage.take()
        if span is None:
            return
        briefing = self._session.briefing
        origin = find_origin(briefing.document, span)
        if origin is None:
            self._copy_cited(briefing, span)
            return

        def found(source: Briefing | None) -> None:
            if source is not None:
                self._copy_cited(source, origin.span)
            else:
                self._copy_cited(briefing, span)

        self._ui.run("cite", partial(self._library.corrections.load, origin.sha256), found)

    def _copy_cited(self, briefing: Briefing, span: Span) -> None:
        self.copy_text(cite(briefing, span), " with its citation")

    def copy_text(self, text: str, how: str = "") -> None:
        """The message ends with `how`."""
        self._to_clipboard(text)
        start = " ".join(text.split())
        short = start if len(start) <= _SHOWN else f"{start[: _SHOWN - 1]}…"
        self._ui.say(f"Copied{how}: {short}")
