from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefing.library import Library
from briefing.model import Span
from briefing.model.section import shown_title
from briefing.tui import dialogs
from briefing.tui.reader.session import ReadingSession
from briefing.tui.story_views import StoryViews

if TYPE_CHECKING:
    from briefing.library.timeline_rows import Part, Row
    from briefing.tui.dialogs.timeline_dialog import View


class Timelines:
    def __init__(
        self,
        session: ReadingSession,
        library: Library,
        views: StoryViews,
        go_to: Callable[[str, Span], object],
    ) -> None:
        self._session, self._library = session, library
        self._views, self._go_to = views, go_to

    def show(self) -> None:
        if self._session.is_open:
            self._list(dialogs.View())

    def _list(self, view: "View") -> None:
        of = "the whole text" if view.whole else shown_title(self._session.section)
        view = replace(view, can_widen=len(self._session.sections) > 1)
        self._views.list_rows(view, of, self._parts_here(view), self._go, self._list)

    def _go(self, row: "Row", line: int) -> None:
        self._go_to(row.part.document.sha256, row.found.span)

    def _parts_here(self, view: "View") -> "Callable[[], Sequence[Part]]":
        document = self._session.document
        span = None if view.whole else self._session.section.span

        def find() -> "Sequence[Part]":
            from briefing.library.timeline_rows import Part

            added = self._library.documents.added(document.sha256)
            return [Part(document, span, added=added)]

        return find
