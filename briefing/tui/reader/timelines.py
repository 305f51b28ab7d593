from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.model import Span
from briefing.model.section import shown_title
from briefing.tui import dialogs
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.story_timelines import StoryTimelines

if TYPE_CHECKING:
    from briefing.library.timeline_rows import Part
    from briefing.tui.dialogs.timeline_dialog import View


class Timelines(StoryTimelines):
    """Of the text that is read, too."""

    def __init__(
        self,
        session: ReadingSession,
        library: Library,
        ui: ReaderInterface,
        go_to: Callable[[str, Span], object],
    ) -> None:
        super().__init__(library, ui, go_to)
        self._session = session

    def show(self) -> None:
        if self._session.is_open:
            self._list_own(dialogs.View())

    def _list_own(self, view: "View") -> None:
        of = "the whole text" if view.whole else shown_title(self._session.section)
        can_widen = len(self._session.sections) > 1
        self.list_rows(view, of, self._parts_here(view), self._list_own, can_widen=can_widen)

    def _parts_here(self, view: "View") -> "Callable[[], Sequence[Part]]":
        document = self._session.document
        span = None if view.whole else self._session.section.span

        def find() -> "Sequence[Part]":
            from briefing.library.timeline_rows import Part

            added = self._library.documents.added(document.sha256)
            return [Part(document, span, added=added)]

        return find
