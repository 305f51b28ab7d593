from collections.abc import Callable
from functools import partial

from briefing.library import Library
from briefing.library.citation import cite, cite_sources
from briefing.model.digest_origins import is_digest
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
        if not is_digest(briefing.document):
            self._copy_cited(cite(briefing, span))
            return
        load = self._library.corrections.load

        def found(cited: str) -> None:
            self._copy_cited(cited or cite(briefing, span))

        self._ui.run("cite", partial(cite_sources, briefing.document, span, load), found)

    def _copy_cited(self, cited: str) -> None:
        self.copy_text(cited, " with its citation")

    def copy_text(self, text: str, how: str = "") -> None:
        """The message ends with `how`."""
        self._to_clipboard(text)
        start = " ".join(text.split())
        short = start if len(start) <= _SHOWN else f"{start[: _SHOWN - 1]}…"
        self._ui.say(f"Copied{how}: {short}")
