from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.model import Span
from briefing.model.section import shown_title
from briefing.tui import dialogs
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface

if TYPE_CHECKING:
    from briefing.library.stories.story import Story
    from briefing.library.timeline_rows import Part, Row
    from briefing.tui.dialogs.timeline_dialog import View


class Timelines:
    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        library: Library,
        ui: ReaderInterface,
        *,
        open_kept: Callable[[str, Callable[[], object]], object],
    ) -> None:
        self._session, self._navigation = session, navigation
        self._library, self._ui, self._open_kept = library, ui, open_kept

    def show(self) -> None:
        if self._session.is_open:
            self._list(dialogs.View())

    def show_story(self, story: "Story") -> None:
        self._list(dialogs.View(), story)

    def _list(self, view: "View", story: "Story | None" = None) -> None:
        self._ui.say(f"Looking for {view.kind}…", lasting=True)
        find = self._parts_of(story) if story else self._parts_here(view)
        self._ui.run("timeline", partial(_rows, view, find), partial(self._show, view, story))

    def _parts_here(self, view: "View") -> "Callable[[], Sequence[Part]]":
        document = self._session.document
        span = None if view.whole else self._session.section.span

        def find() -> "Sequence[Part]":
            from briefing.library.timeline_rows import Part

            added = self._library.documents.added(document.sha256)
            return [Part(document, span, added=added)]

        return find

    def _parts_of(self, story: "Story") -> "Callable[[], Sequence[Part]]":
        def find() -> "Sequence[Part]":
            from briefing.library.timeline_rows import Part

            loaded = [(each, self._library.corrections.load(each.sha256)) for each in story.issues]
            return [
                Part(
                    kept.document,
                    Span(issue.start, issue.end),
                    issue.outlet or kept.document.byline or issue.title,
                    issue.added,
                )
                for issue, kept in loaded
                if kept is not None
            ]

        return find

    def _show(
        self, view: "View", story: "Story | None", found: "tuple[Sequence[Row], str]"
    ) -> None:
        self._ui.say("")
        can_widen = story is None and len(self._session.sections) > 1
        of = story.title if story else self._title(view)
        dialog = dialogs.TimelineDialog(*found, view, of, can_widen=can_widen)
        self._ui.ask(dialog, partial(self._answer, story))

    def _title(self, view: "View") -> str:
        return "the whole text" if view.whole else shown_title(self._session.section)

    def _answer(self, story: "Story | None", answer: "tuple[str, Span] | View") -> None:
        if not isinstance(answer, tuple):
            self._list(answer, story)
            return
        sha256, span = answer
        if self._session.is_showing(sha256):
            self._navigation.go_to_span(span)
        else:
            self._session.keep_place()
            self._open_kept(sha256, partial(self._navigation.go_to_span, span, remember=False))


def _rows(view: "View", find: "Callable[[], Sequence[Part]]") -> "tuple[Sequence[Row], str]":
    from briefing.library.timeline_rows import known_dates, list_dates, list_figures

    parts = find()
    return (list_figures(parts), "") if view.figures else known_dates(list_dates(parts))
