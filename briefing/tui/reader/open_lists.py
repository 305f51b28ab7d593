from briefing.library import Library
from briefing.tui.open_request import OpenRequest
from briefing.tui.reader.library_search import LibrarySearch
from briefing.tui.reader.open_sources import Sources
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface


class OpenLists:
    def __init__(
        self,
        session: ReadingSession,
        sources: Sources,
        library_search: LibrarySearch,
        library: Library,
        ui: ReaderInterface,
    ) -> None:
        self._session, self._sources, self._library_search = session, sources, library_search
        self._library, self._ui = library, ui

    def library(self) -> None:
        from briefing.tui.screens.library_screen import LibraryScreen

        self._session.keep_place()
        self._ui.ask(LibraryScreen(self._library, back=self._session.is_open), self.open)

    def pick(self) -> None:
        if self._ui.forbidden("The list of files"):
            return
        from briefing.tui.screens.file_picker import FilePickerScreen

        self._session.keep_place()
        self._ui.ask(FilePickerScreen(self._library), self.open)

    def feeds(self) -> None:
        from briefing.tui.screens.feeds_screen import FeedsScreen

        self._session.keep_place()
        self._ui.ask(FeedsScreen(self._library), self.open)

    def open(self, wanted: OpenRequest) -> None:
        if wanted.hit is not None:
            self._library_search.open_hit(wanted.hit, wanted.words)
        elif wanted.document is not None:
            self._sources.show_document(wanted.document)
        elif wanted.kept:
            self._sources.open_several_kept(wanted.kept)
        elif wanted.sources:
            self._sources.open_several(wanted.sources)
