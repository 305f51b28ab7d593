from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.model import Span
from briefing.model.section import shown_title
from briefing.tui import dialogs
from briefing.tui.reader.entities import Entities
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader.side_panels import Panels
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from briefing.library.cross_document.entity_page import EntityPage
    from briefing.library.stories.related_issues import RelatedIssue
    from briefing.tui.dialogs.entity_page_rows import IssueRow

_SECONDS = 3.0
"""Longest time for indexing, and for comparing, before issues are listed."""


class EntityPages:
    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        entities: Entities,
        pane: ReadingPane,
        sidebar: Sidebar,
        panels: Panels,
        library: Library,
        ui: ReaderInterface,
        *,
        open_kept: Callable[[str, Callable[[], object]], object],
    ) -> None:
        self._session, self._navigation, self._entities = session, navigation, entities
        self._pane, self._sidebar, self._panels = pane, sidebar, panels
        self._library, self._ui, self._open_kept = library, ui, open_kept

    def show(self) -> None:
        chosen = self._entities.chosen
        self._show(chosen.id if chosen is not None else self._sidebar.chosen)

    def show_pointed(self) -> bool:
        if not self._sidebar.names.has_focus:
            return False
        self._show(self._sidebar.chosen)
        return True

    def _show(self, id: str | None) -> None:
        entity = next((each for each in self._session.entities if each.id == id), None)
        if entity is None:
            self._ui.say(f"Choose a name first; press {self._ui.key_of('find_name')} to find one.")
            return
        page_of = partial(self._library.cross_document.page_of, self._session.briefing, entity)
        self._ui.write(page_of, self._show_page)

    def _show_page(self, page: "EntityPage | None") -> None:
        if page is None:
            self._ui.say("This briefing is not in the library, so its names cannot be looked up.")
            return
        dialog = dialogs.EntityPageDialog(self._library.cross_document, page, self._ui)
        self._ui.ask(dialog, self._go_to)

    def _go_to(self, place: "IssueRow") -> None:
        self._panels.return_to_text()
        if self._session.is_showing(place.sha256):
            self._session.leave()
            self._point_at(place)
        else:
            self._open_kept(place.sha256, lambda: self._point_at(place))

    def _point_at(self, place: "IssueRow") -> None:
        from briefing.library.cross_document.page_builder import entity_of

        entity = entity_of(self._session.briefing, place.kind, place.keys)
        if place.span is not None:
            self._entities.choose(entity.id if entity is not None else None)
            span = Span(*place.span)
            self._navigation.go_to_span(span, remember=False)
            self._pane.overlay.set("quote", [span], "mention")
        elif entity is not None:
            self._entities.show_mention(entity, place.section)
        else:
            self._entities.choose(None)

    def list_related(self) -> None:
        if not self._session.is_open or self._session.partial:
            return
        briefing, section = self._session.briefing, self._session.section

        def find() -> "tuple[tuple[RelatedIssue, ...], int]":
            left = self._library.search.index(_SECONDS, briefing)
            left += self._library.stories.join(seconds=_SECONDS)
            return self._library.stories.nearest(briefing, section), left

        def show(found: "tuple[tuple[RelatedIssue, ...], int]") -> None:
            self._ui.say("")
            self._ui.ask(
                dialogs.RelatedIssuesDialog(shown_title(section), *found), self._go_to_issue
            )

        self._ui.say("Comparing briefings…", lasting=True)
        self._ui.run("related", find, show)

    def _go_to_issue(self, issue: tuple[str, int]) -> None:
        sha256, index = issue
        go_there = partial(self._navigation.go_to_section, index, remember=False)
        if self._session.is_showing(sha256):
            go_there()
        else:
            self._open_kept(sha256, go_there)
