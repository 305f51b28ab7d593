from collections.abc import Callable
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from briefing.library import Library
from briefing.model import Span
from briefing.tui.open_request import ListPlace, OpenRequest
from briefing.tui.reader.library_search import LibrarySearch
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.open_sources import Sources
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.visit_history import Visit

if TYPE_CHECKING:
    from briefing.library.digest.digest_service import MadeDigest
    from briefing.tui.screens.base_screen import BaseScreen

_OVER_TEXT = ("stories", "followed", "watches")


class Level(Struct, frozen=True):
    """How a text was opened, and so what is one level back from it."""

    way: tuple[str, ...]
    """The lists that led to it, the first one first."""
    behind: Visit | None
    """The text under the lists; None if there was none."""
    at: tuple[Any, ...] = ()


class OpenLists:
    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        sources: Sources,
        library_search: LibrarySearch,
        library: Library,
        ui: ReaderInterface,
        *,
        show_digest: "Callable[[MadeDigest], object]",
        go_to_words: Callable[[str, Span], object],
        show_again: Callable[[ListPlace], object],
    ) -> None:
        self._session, self._navigation, self._sources = session, navigation, sources
        self._library_search, self._library, self._ui = library_search, library, ui
        self._levels: tuple[Level, ...] = ()
        self._show_digest, self._go_to_words = show_digest, go_to_words
        self._show_again = show_again

    def library(self) -> None:
        self._show(("library",))

    def pick(self) -> None:
        if not self._ui.forbidden("The list of files"):
            self._show(("pick",))

    def feeds(self) -> None:
        self._show(("feeds",))

    def _show(self, way: tuple[str, ...]) -> None:
        self._session.keep_place()
        behind = self._session.here if self._session.is_open else None
        shown = self._make(Level(way, behind), first=behind is None)
        self._ui.ask(shown, partial(self.open, behind=behind))

    def _make(self, level: Level, *, first: bool) -> "BaseScreen[OpenRequest]":
        way = level.way
        if way[0] == "library":
            from briefing.tui.screens.library_screen import LibraryScreen

            inner = ListPlace(way[1], level.at) if way[1:] else None
            return LibraryScreen(self._library, first=first, inner=inner)
        if way[0] == "pick":
            from briefing.tui.screens.file_picker import FilePickerScreen

            return FilePickerScreen(self._library)
        from briefing.tui.screens.feeds_screen import FeedsScreen

        return FeedsScreen(self._library)

    def open(self, wanted: OpenRequest, behind: Visit | None = None) -> None:
        if wanted.way:
            kept = tuple(takewhile(lambda level: level.way[0] != wanted.way[0], self._levels))
            known = self._levels[len(kept) : len(kept) + 1]
            level = Level(wanted.way, known[0].behind if known else behind, wanted.at)
            self._levels = (*kept, level)
        if wanted.hit is not None:
            self._library_search.open_hit(wanted.hit, wanted.words)
        elif wanted.place is not None:
            self._go_to_words(*wanted.place)
        elif wanted.digest is not None:
            self._show_digest(wanted.digest)
        elif wanted.document is not None:
            self._sources.show_document(wanted.document)
        elif wanted.kept:
            self._sources.open_several_kept(wanted.kept)
        elif wanted.sources:
            self._sources.open_several(wanted.sources)

    # One level back

    @property
    def leads_back(self) -> bool:
        return bool(self._levels)

    @property
    def escape_leads_back(self) -> bool:
        return self.leads_back and self._levels[-1].way[-1] not in ("library", "pick")

    def go_back(self) -> bool:
        if not self._levels:
            return False
        *rest, level = self._levels
        self._levels = tuple(rest)
        self._session.keep_place()
        if level.way[0] in _OVER_TEXT:
            self._navigation.go_to_visit(level.behind)
            self._show_again(ListPlace(level.way[0], level.at))
            return True

        def closed(wanted: OpenRequest | None) -> None:
            if wanted is not None:
                self.open(wanted, level.behind)
            else:
                self._navigation.go_to_visit(level.behind)

        first = level.behind is None and level.way[0] == "library"
        self._ui.push(self._make(level, first=first), closed)
        return True
