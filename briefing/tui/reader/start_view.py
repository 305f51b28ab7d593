from functools import partial

from briefing.library import Library
from briefing.library.open_document import OpeningDocument
from briefing.model import Briefing
from briefing.resources import sample_briefing
from briefing.tui import dialogs
from briefing.tui.first_source import FirstSource, FirstSourceReader
from briefing.tui.reader.open_lists import OpenLists
from briefing.tui.reader.open_sources import Sources, naming_faults
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.header import Header


class StartView:
    def __init__(
        self,
        session: ReadingSession,
        sources: Sources,
        lists: OpenLists,
        header: Header,
        library: Library,
        ui: ReaderInterface,
    ) -> None:
        self._session, self._sources, self._lists = session, sources, lists
        self._header, self._library, self._ui = header, library, ui

    def begin(self, first: OpeningDocument | Briefing | FirstSourceReader | None) -> None:
        if not isinstance(first, FirstSourceReader):
            self._show(first)
            return
        source = self._sources.source
        self._header.loading_source(source or "what you read last")
        self._ui.run(
            "open",
            partial(naming_faults, first.result),
            self._show_read,
            partial(self._sources.say_failure, source),
        )

    def _show_read(self, found: FirstSource) -> None:
        if not self._header.coming:
            return
        self._header.loading_source("")
        self._sources.sources = found.sources
        self._sources.source = found.sources[0] if found.sources else ""
        self._show(found.first)

    def _show(self, first: OpeningDocument | Briefing | None) -> None:
        sources = self._sources
        if isinstance(first, OpeningDocument):
            sources.show_reading(sources.source, first)
        elif first is not None:
            self._session.show(first)
        elif sources.source:
            sources.open(sources.source)
        elif self._library.failures.attempt((), self._library.documents.recent, 1):
            self._lists.library()
        else:
            self._ui.push(dialogs.WelcomeDialog(), self._answer_welcome)

    def _answer_welcome(self, answer: str | None) -> None:
        if answer == "sample":
            self._sources.open(str(sample_briefing()))
        else:
            {"pick": self._lists.pick, "feeds": self._lists.feeds}.get(
                answer or "", self._lists.library
            )()
