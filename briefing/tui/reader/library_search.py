from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.library import Library
from briefing.model.text_search import SearchResult
from briefing.tui import dialogs
from briefing.tui.reader.find_in_document import FindInDocument
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.session import (
    BriefingShown,
    EntitiesChanged,
    ReadingSession,
    SectionsCorrected,
)
from briefing.tui.reader.side_panels import Panels
from briefing.tui.reader_interface import ReaderInterface

if TYPE_CHECKING:
    from briefing.library.search_service import Hit
    from briefing.tui.undo_stack import UndoStep

QUIET = 2.0
"""Seconds without a change before changed documents are indexed."""
_SECONDS = 5.0
"""Longest time for one round of indexing; the search dialog indexes the rest."""


class LibrarySearch:
    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        find: FindInDocument,
        panels: Panels,
        library: Library,
        ui: ReaderInterface,
        *,
        open_kept: Callable[[str, Callable[[], object]], object],
        remember: "Callable[[UndoStep], None]",
        quiet: float = QUIET,
    ) -> None:
        self._session, self._navigation, self._find = session, navigation, find
        self._panels, self._library, self._ui = panels, library, ui
        self._open_kept, self._remember, self._quiet = open_kept, remember, quiet
        self._words = ""
        for event in (BriefingShown, SectionsCorrected, EntitiesChanged):
            session.subscribe(event, lambda _: self._index_later())

    def _index_later(self) -> None:
        self._ui.call_when_quiet("index", self._quiet, self._begin_indexing)

    def _begin_indexing(self) -> None:
        briefing = None if self._session.partial else self._session.briefing
        self._ui.run(
            "index", lambda: self._library.search.index(_SECONDS, briefing), lambda _: None
        )

    def open(self) -> None:
        self._session.keep_place()
        dialog = dialogs.SearchDialog(self._library, self._ui, self._remember, self._words)
        self._ui.ask(dialog, self._take)

    def _take(self, answer: "dialogs.SearchAnswer") -> None:
        self._words = answer.words
        if answer.hit is not None:
            self._panels.return_to_text()
            self.open_hit(answer.hit, answer.words)

    def open_hit(self, hit: "Hit", words: str) -> None:
        if self._session.is_showing(hit.sha256):
            self._session.leave()
            self._point_at(hit, words)
        else:
            self._open_kept(hit.sha256, lambda: self._point_at(hit, words))

    def _point_at(self, hit: "Hit", words: str) -> None:
        self._navigation.go_to_offset(hit.span.start, remember=False)
        self._mark(hit, words)

    def _mark(self, hit: "Hit", words: str) -> None:
        from briefing.library.search_service import in_text

        try:
            found = in_text(self._session.document.text, words, hit.passage)
        except BriefingError as error:
            found = SearchResult()
            self._ui.say(str(error), error=True)
        self._find.show(words, found, hit.span)
