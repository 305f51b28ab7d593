from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from briefing.library import Library
from briefing.tui.open_external import open_outside
from briefing.tui.reader.annotate import Annotations
from briefing.tui.reader.appearance import Appearance
from briefing.tui.reader.copy_passage import CopyPassage
from briefing.tui.reader.correct_entities import EntityCorrections
from briefing.tui.reader.correct_sections import SectionCorrections
from briefing.tui.reader.correction_undo import CorrectionUndo
from briefing.tui.reader.digests import Digests
from briefing.tui.reader.entities import Entities
from briefing.tui.reader.entity_pages import EntityPages
from briefing.tui.reader.find_in_document import FindInDocument
from briefing.tui.reader.follow_links import Links
from briefing.tui.reader.issue_details import IssueDetails
from briefing.tui.reader.library_search import LibrarySearch
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.open_documents import OpenDocuments
from briefing.tui.reader.open_lists import OpenLists
from briefing.tui.reader.open_sources import Sources
from briefing.tui.reader.passage import Passage
from briefing.tui.reader.read_marks import ReadMarks
from briefing.tui.reader.reader_choices import ReaderChoices
from briefing.tui.reader.reload import Reload
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader.side_panels import PanelClasses, Panels
from briefing.tui.reader.start_view import StartView
from briefing.tui.reader.story_list import Stories
from briefing.tui.reader.timelines import Timelines
from briefing.tui.reader.version_changes import Versions
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.watch_lists import WatchLists
from briefing.tui.widgets.agenda_panel import AgendaPanel
from briefing.tui.widgets.header import Header
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.search_bar import SearchBar
from briefing.tui.widgets.sidebar import Sidebar
from briefing.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from briefing.library.search_service import Hit


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
        self.passage = Passage(session, widgets.pane, ui)
        self.find = FindInDocument(
            session,
            self.navigation,
            widgets.pane,
            widgets.search_bar,
            ui,
            self._surroundings.marks_changed,
        )
        self.links = Links(
            session,
            self.navigation,
            widgets.pane,
            ui,
            open_outside=open_outside,
            open_kept=self.sources.open_kept,
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
        self.section_corrections = SectionCorrections(
            session, widgets.pane, library, ui, self.correction_undo
        )
        self.entity_corrections = EntityCorrections(
            session, widgets.pane, widgets.sidebar, library, ui, self.correction_undo
        )

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
        )
        self.copying = CopyPassage(
            self._session, self.passage, self._library, self._ui, self._surroundings.to_clipboard
        )

    def _make_for_library(self) -> None:
        session, library, ui = self._session, self._library, self._ui
        self.entity_pages = EntityPages(
            session,
            self.navigation,
            self.entities,
            self._widgets.pane,
            self._widgets.sidebar,
            self.panels,
            library,
            ui,
            open_kept=self.sources.open_kept,
        )
        self.issue_details = IssueDetails(session, self.versions, self.entity_pages, ui)
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
        self.choices = ReaderChoices(session, self.navigation, self.entities, self.documents)
        self.lists = OpenLists(
            session,
            self.navigation,
            self.sources,
            self.library_search,
            library,
            ui,
            show_digest=self.digests.show,
        )
        self.start = StartView(session, self.sources, self.lists, self._widgets.header, library, ui)

    def _make_for_stories(self) -> None:
        session, library, ui = self._session, self._library, self._ui
        open_kept = self.sources.open_kept
        self.timelines = Timelines(session, self.navigation, library, ui, open_kept=open_kept)
        self.stories = Stories(
            session, self.navigation, self.timelines, library, ui, open_kept=open_kept
        )
        self.followed = self.stories.followed
        self.watches = WatchLists(
            library,
            ui,
            open_hit=self._open_hit,
            remember=self.correction_undo.remember,
        )
        self.digests = Digests(
            session,
            self.navigation,
            self.correction_undo,
            library,
            ui,
            open_kept=open_kept,
            show_version=lambda briefing: self.reload.show_version(briefing),
        )

    def _open_hit(self, hit: "Hit", words: str) -> None:
        self.panels.return_to_text()
        self.library_search.open_hit(hit, words)

    def _make_for_screen(self, *, mouse: bool) -> None:
        pane, library, ui = self._widgets.pane, self._library, self._ui
        surroundings = self._surroundings
        self.appearance = Appearance(
            pane, library, ui, report_mouse=surroundings.report_mouse, mouse=mouse
        )
        self.reload = Reload(
            self._session,
            self.sources,
            self.versions,
            pane,
            library,
            ui,
            suspend=surroundings.suspend,
            redraw=surroundings.redraw,
            digest_again=self.digests.again,
        )
