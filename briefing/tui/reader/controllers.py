from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from briefing.library import Library
from briefing.model import Span
from briefing.tui.open_request import ListPlace, OpenRequest
from briefing.tui.reader.annotate import Annotations
from briefing.tui.reader.appearance import Appearance
from briefing.tui.reader.correction_undo import CorrectionUndo
from briefing.tui.reader.digests import Digests
from briefing.tui.reader.entities import Entities
from briefing.tui.reader.find_in_document import FindInDocument
from briefing.tui.reader.library_search import LibrarySearch
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.open_documents import OpenDocuments
from briefing.tui.reader.open_lists import OpenLists
from briefing.tui.reader.open_sources import Sources
from briefing.tui.reader.passage import Passage
from briefing.tui.reader.read_marks import ReadMarks
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader.side_panels import PanelClasses, Panels
from briefing.tui.reader.start_view import StartView
from briefing.tui.reader.version_changes import Versions
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.agenda_panel import AgendaPanel
from briefing.tui.widgets.header import Header
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.search_bar import SearchBar
from briefing.tui.widgets.sidebar import Sidebar
from briefing.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from briefing.library.search_service import Hit
    from briefing.tui.followed_stories import FollowedStories
    from briefing.tui.reader.copy_passage import CopyPassage
    from briefing.tui.reader.correct_entities import EntityCorrections
    from briefing.tui.reader.correct_sections import SectionCorrections
    from briefing.tui.reader.entity_pages import EntityPages
    from briefing.tui.reader.follow_links import Links
    from briefing.tui.reader.issue_details import IssueDetails
    from briefing.tui.reader.reader_choices import ReaderChoices
    from briefing.tui.reader.reload import Reload
    from briefing.tui.reader.timelines import Timelines
    from briefing.tui.story_list import Stories
    from briefing.tui.watch_lists import WatchLists


class Widgets(Struct, frozen=True):
    header: Header
    agenda: AgendaPanel
    pane: ReadingPane
    sidebar: Sidebar
    search_bar: SearchBar


class Surroundings(Struct, frozen=True):
    classes: PanelClasses
    focused_list: Callable[[], VirtualList | None]
    marks_changed: Callable[[], object]
    to_clipboard: Callable[[str], object]
    report_mouse: Callable[[bool], object]
    suspend: Callable[[], AbstractContextManager[None]]
    redraw: Callable[[], object]


class ReaderControllers:
    """Attributes are the controllers, named as in `Command.action`."""

    def __init__(
        self,
        session: ReadingSession,
        widgets: Widgets,
        library: Library,
        ui: ReaderInterface,
        surroundings: Surroundings,
        *,
        sources: tuple[str, ...] = (),
        mouse: bool = True,
    ) -> None:
        self._session, self._widgets, self._library, self._ui = session, widgets, library, ui
        self._surroundings = surroundings
        self.sources = Sources(
            session,
            widgets.header,
            library,
            ui,
            sources,
            read_again=lambda source: self.reload.read_again(source),
        )
        self.documents = OpenDocuments(
            session, self.sources, widgets.header, ui, library.documents.title
        )
        self._make_for_text()
        self._make_for_what_was_found()
        self._make_for_marks()
        self._make_for_library()
        self._make_for_screen(mouse=mouse)

    def _make_for_text(self) -> None:
        session, widgets, ui = self._session, self._widgets, self._ui
        self.read_marks = ReadMarks(session, widgets.pane, ui)
        self.navigation = Navigation(
            session,
            widgets.pane,
            self.read_marks,
            ui,
            focused_list=self._surroundings.focused_list,
            open_kept=partial(self.sources.open_kept, remember=False),
        )
        self.passage = Passage(
            session, widgets.pane, ui, return_to_text=lambda: self.panels.return_to_text()
        )
        self.find = FindInDocument(
            session,
            self.navigation,
            widgets.pane,
            widgets.search_bar,
            ui,
            self._surroundings.marks_changed,
        )
        self.panels = Panels(
            self._surroundings.classes,
            widgets.pane,
            widgets.agenda,
            widgets.sidebar,
            self._library,
            ui,
        )

    def _make_for_what_was_found(self) -> None:
        session, widgets, library, ui = self._session, self._widgets, self._library, self._ui
        self.entities = Entities(
            session,
            self.navigation,
            widgets.pane,
            widgets.sidebar,
            self.panels,
            library,
            ui,
            self._surroundings.marks_changed,
        )
        self.versions = Versions(
            session,
            self.navigation,
            widgets.pane,
            widgets.sidebar,
            library,
            ui,
            open_kept=self.sources.open_kept,
            changed=self._surroundings.marks_changed,
        )
        self.correction_undo = CorrectionUndo(session, ui)

    def _make_for_marks(self) -> None:
        self.annotations = Annotations(
            self._session,
            self.navigation,
            self.passage,
            self._widgets.pane,
            self._library,
            self._ui,
            open_kept=self.sources.open_kept,
            changed=self._surroundings.marks_changed,
            remember=self.correction_undo.remember,
        )

    def _make_for_library(self) -> None:
        session, library, ui = self._session, self._library, self._ui
        self.library_search = LibrarySearch(
            session,
            self.navigation,
            self.find,
            self.panels,
            library,
            ui,
            open_kept=self.sources.open_kept,
            remember=self.correction_undo.remember,
        )
        self._make_for_stories()
        self.lists = OpenLists(
            session,
            self.navigation,
            self.sources,
            self.library_search,
            library,
            ui,
            show_digest=self.digests.show,
            go_to_words=self._go_to_words,
            show_again=lambda place: getattr(self, place.command).show(*place.at),
        )
        self.start = StartView(session, self.sources, self.lists, self._widgets.header, library, ui)

    def _make_for_stories(self) -> None:
        session, library, ui = self._session, self._library, self._ui
        open_kept = self.sources.open_kept
        self.digests = Digests(
            session,
            self.navigation,
            self.correction_undo,
            library,
            ui,
            open_kept=open_kept,
            show_version=lambda briefing: self.reload.show_version(briefing),
            leave=lambda: self.lists.go_back(),
        )

    def _go_to_words(self, sha256: str, words: Span) -> None:
        if self._session.is_showing(sha256):
            self.navigation.go_to_words(words)
        else:
            self._session.keep_place()
            go = partial(self.navigation.go_to_words, words, remember=False)
            self.sources.open_kept(sha256, go)

    def _open_hit(self, hit: "Hit", words: str, place: ListPlace) -> None:
        self.panels.return_to_text()
        self._open_from(place, OpenRequest(hit=hit, words=words))

    def _go_from(self, sha256: str, words: Span, place: ListPlace) -> None:
        self._open_from(place, OpenRequest(place=(sha256, words)))

    def _open_from(self, place: ListPlace, wanted: OpenRequest) -> None:
        behind = self._session.here if self._session.is_open else None
        self.lists.open(replace(wanted, way=(place.command,), at=place.at), behind)

    def _make_for_screen(self, *, mouse: bool) -> None:
        pane, library, ui = self._widgets.pane, self._library, self._ui
        surroundings = self._surroundings
        self.appearance = Appearance(
            pane, library, ui, report_mouse=surroundings.report_mouse, mouse=mouse
        )

    # Made at their first use

    @cached_property
    def copying(self) -> "CopyPassage":
        from briefing.tui.reader.copy_passage import CopyPassage

        return CopyPassage(
            self._session, self.passage, self._library, self._ui, self._surroundings.to_clipboard
        )

    @cached_property
    def entity_corrections(self) -> "EntityCorrections":
        from briefing.tui.reader.correct_entities import EntityCorrections

        return EntityCorrections(
            self._session,
            self._widgets.pane,
            self._widgets.sidebar,
            self._library,
            self._ui,
            self.correction_undo,
        )

    @cached_property
    def section_corrections(self) -> "SectionCorrections":
        from briefing.tui.reader.correct_sections import SectionCorrections

        return SectionCorrections(
            self._session, self._widgets.pane, self._library, self._ui, self.correction_undo
        )

    @cached_property
    def entity_pages(self) -> "EntityPages":
        from briefing.tui.reader.entity_pages import EntityPages

        return EntityPages(
            self._session,
            self.navigation,
            self.entities,
            self._widgets.pane,
            self._widgets.sidebar,
            self.panels,
            self._library,
            self._ui,
            open_kept=self.sources.open_kept,
        )

    @cached_property
    def links(self) -> "Links":
        from briefing.tui.open_external import open_outside
        from briefing.tui.reader.follow_links import Links

        return Links(
            self._session,
            self.navigation,
            self._widgets.pane,
            self._ui,
            open_outside=open_outside,
            open_kept=self.sources.open_kept,
        )

    @cached_property
    def timelines(self) -> "Timelines":
        from briefing.tui.reader.timelines import Timelines
        from briefing.tui.story_views import StoryViews

        views = StoryViews(self._library, self._ui, self._go_from)
        return Timelines(self._session, self._library, views, self._go_to_words)

    @cached_property
    def stories(self) -> "Stories":
        from briefing.tui.story_list import Stories

        remember = self.correction_undo.remember
        return Stories(self._library, self._ui, go_to=self._go_from, remember=remember)

    @cached_property
    def followed(self) -> "FollowedStories":
        return self.stories.followed

    @cached_property
    def watches(self) -> "WatchLists":
        from briefing.tui.watch_lists import WatchLists

        return WatchLists(
            self._library,
            self._ui,
            open_hit=self._open_hit,
            go_to=self._go_from,
            remember=self.correction_undo.remember,
        )

    @cached_property
    def issue_details(self) -> "IssueDetails":
        from briefing.tui.reader.issue_details import IssueDetails

        return IssueDetails(self._session, self.versions, self.entity_pages, self._ui)

    @cached_property
    def choices(self) -> "ReaderChoices":
        from briefing.tui.reader.reader_choices import ReaderChoices

        return ReaderChoices(self._session, self.navigation, self.entities, self.documents)

    @cached_property
    def reload(self) -> "Reload":
        from briefing.tui.reader.reload import Reload

        return Reload(
            self._session,
            self.sources,
            self.versions,
            self._widgets.pane,
            self._library,
            self._ui,
            suspend=self._surroundings.suspend,
            redraw=self._surroundings.redraw,
            digest_again=self.digests.again,
        )
