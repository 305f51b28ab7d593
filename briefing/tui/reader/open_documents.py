import os
from collections.abc import Callable
from functools import partial

from msgspec import Struct

from briefing.library.source_names import is_address
from briefing.model import Document
from briefing.sanitize import sanitize_line
from briefing.tui import dialogs
from briefing.tui.palette import Choice, best_first, matching
from briefing.tui.reader.open_sources import Sources
from briefing.tui.reader.session import BriefingShown, ReadingSession
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.header import Header


class OpenDocument(Struct, frozen=True):
    source: str
    document: Document | None = None
    """One of several in the source."""


class OpenDocuments:
    def __init__(
        self,
        session: ReadingSession,
        sources: Sources,
        header: Header,
        ui: ReaderInterface,
        title_of: Callable[[str], str],
    ) -> None:
        """`title_of` gives the title of a briefing in the library by its SHA-256, or ""."""
        self._session, self._sources, self._header, self._ui = session, sources, header, ui
        self._title_of = title_of
        self._titles: dict[str, str] = {}
        """Of the sources that were shown."""
        session.subscribe(BriefingShown, lambda _: self._show_number())

    @property
    def are_several(self) -> bool:
        return len(self.listed()) > 1

    def listed(self) -> tuple[OpenDocument, ...]:
        sources = self._sources
        beside = () if self._is_listed else (sources.source,)
        found: list[OpenDocument] = []
        for source in (*beside, *sources.sources):
            inside = sources.documents if self._is_present(source) else ()
            if len(inside) > 1:
                found += (OpenDocument(source, document) for document in inside)
            else:
                found.append(OpenDocument(source))
        return tuple(found)

    @property
    def _is_listed(self) -> bool:
        return any(map(self._is_present, self._sources.sources))

    def _is_present(self, source: str) -> bool:
        return source in (self._sources.source, self._session.document.sha256)

    @property
    def present(self) -> int | None:
        """Place of the document on the screen in the list."""
        sha256 = self._session.document.sha256
        for place, each in enumerate(self.listed()):
            here = each.document is None or each.document.sha256 == sha256
            if here and self._is_present(each.source):
                return place
        return None

    def _show_number(self) -> None:
        document = self._session.document
        self._titles[self._sources.source] = self._titles[document.sha256] = document.title or ""
        count, present = len(self.listed()), self.present
        self._header.number = f"{present + 1}/{count}" if count > 1 and present is not None else ""

    # The list

    def choose(self) -> None:
        dialog = dialogs.PaletteDialog("Open documents", self._find_best)
        self._ui.ask(dialog, lambda choice: choice.run())

    def _find_best(self, words: str) -> list[Choice]:
        return best_first(self.find(words))

    def find(self, words: str) -> list[Choice]:
        present = self.present
        made = (
            (self._name(each), partial(self._choice, each, place, place == present))
            for place, each in enumerate(self.listed())
        )
        return list(matching(words, made))

    def _choice(self, each: OpenDocument, place: int, present: bool, score: int) -> Choice:
        hint = f"document {place + 1}{', here' if present else ''}"
        go_to = partial(self._sources.go_to, each.source, each.document)
        return Choice(self._name(each), go_to, hint, score=score)

    def _name(self, each: OpenDocument) -> str:
        title = each.document.title if each.document else self._titles.get(each.source)
        if not title and self._sources.is_kept(each.source):
            title = self._title_of(each.source)
        name = each.source if is_address(each.source) else os.path.basename(each.source)
        return sanitize_line(title or name or "Untitled")
