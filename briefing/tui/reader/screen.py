from collections.abc import Callable, Iterable

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal

from briefing.library import Library
from briefing.library.open_document import OpeningDocument
from briefing.model import Briefing, TitleSource
from briefing.model.reading_place import Position
from briefing.model.section import shown_title
from briefing.tui.clipboard_writer import copy_to_clipboard
from briefing.tui.commands import AGENDA, READING, SELECTING
from briefing.tui.first_source import FirstSourceReader
from briefing.tui.footers import FOOTERS, Footer, quitting
from briefing.tui.key_bindings import bindings
from briefing.tui.messages import EntityChosen, IssueChosen, IssuePointed, QuoteChosen
from briefing.tui.mouse import report_mouse
from briefing.tui.palette import Choice
from briefing.tui.reader.controllers import ReaderControllers, Surroundings, Widgets
from briefing.tui.reader.session import (
    BriefingShown,
    ReadingSession,
    ReadMarksChanged,
    SectionsCorrected,
    SectionShown,
)
from briefing.tui.reader.side_panels import AGENDA_FITS, SIDEBAR_FITS, WIDE_PANELS_FIT
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.widgets.agenda import Agenda
from briefing.tui.widgets.agenda_lines import AgendaMarks
from briefing.tui.widgets.agenda_panel import AgendaPanel
from briefing.tui.widgets.header import Header
from briefing.tui.widgets.key_footer import KeyFooter
from briefing.tui.widgets.laid_out import LaidOut
from briefing.tui.widgets.notice_bar import NoticeBar
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.pane_messages import EndReached, LinkPressed, Moved
from briefing.tui.widgets.search_bar import SearchBar
from briefing.tui.widgets.sidebar import Sidebar
from briefing.tui.widgets.status_line import Place, StatusLine
from briefing.tui.widgets.virtual_list import VirtualList

_LOOK = 1.0
"""Seconds between checks of a watched file."""
_QUIET = 0.8
"""Seconds without movement before the position is saved."""


class Columns(LaidOut, Horizontal):
    """Covered by what it contains."""

    BLANK = True


class ReaderScreen(BaseScreen[None]):
    BLANK = True
    AUTO_FOCUS = "ReadingPane"
    BINDINGS = bindings((*SELECTING, *READING))
    commands = (*READING, *AGENDA, *SELECTING)
    HORIZONTAL_BREAKPOINTS = [
        (0, "-small"),
        (AGENDA_FITS, "-middling"),
        (SIDEBAR_FITS, "-large"),
        (WIDE_PANELS_FIT, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]

    def __init__(
        self,
        library: Library,
        sources: tuple[str, ...] = (),
        first: OpeningDocument | Briefing | FirstSourceReader | None = None,
        *,
        mouse: bool = True,
        watching: bool = False,
    ) -> None:
        """`first` is the first source if it is already being read, or what to show instead."""
        super().__init__(library)
        self._first, self._watching = first, watching
        self.session = ReadingSession(library, self.ui.write)
        self._observe()
        self.header, self.agenda, self.sidebar = Header(), Agenda(id="agenda"), Sidebar(id="people")
        self.pane = ReadingPane(id="pane", moved=self._take_place)
        self.notices = NoticeBar(id="notices")
        self.search_bar, self.status, self.hints = SearchBar(), StatusLine(), KeyFooter()
        self.agenda_panel = AgendaPanel(self.agenda, id="agenda-panel")
        widgets = Widgets(self.header, self.agenda_panel, self.pane, self.sidebar, self.search_bar)
        self.controllers = ReaderControllers(
            self.session,
            widgets,
            library,
            self.ui,
            self._surroundings(),
            sources=sources,
            mouse=mouse,
        )

    def _observe(self) -> None:
        self.session.subscribe(BriefingShown, lambda _: self._show_briefing())
        self.session.subscribe(SectionShown, lambda _: self._show_section())
        self.session.subscribe(SectionsCorrected, lambda _: self._show_outline())
        self.session.subscribe(ReadMarksChanged, lambda _: self.show_marks())

    def _surroundings(self) -> Surroundings:
        return Surroundings(
            classes=self,
            focused_list=lambda: self.focused if isinstance(self.focused, VirtualList) else None,
            marks_changed=self.show_marks,
            to_clipboard=lambda text: copy_to_clipboard(self.app, text),
            report_mouse=lambda reported: report_mouse(self.app, reported),
            suspend=lambda: self.app.suspend(),
            redraw=lambda: self.refresh(layout=True),
        )

    def compose(self) -> ComposeResult:
        self._take_size()
        yield self.header
        with Columns(id="columns"):
            yield self.agenda_panel
            yield self.pane
            yield self.sidebar
        yield self.search_bar
        yield self.status
        yield self.hints

    def _take_size(self) -> None:
        width, height = self.app.size
        fits = ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS))
        self.add_class(*(max(s for s in steps if s[0] <= cells)[1] for cells, steps in fits))

    def on_mount(self) -> None:
        parts = self.controllers
        self.watch(self, "selections", self.show_footer, init=False)
        self.sidebar.retry_key = self.ui.key_of("look_for_names")
        self.sidebar.stop_key = self.ui.key_of("stop_looking")
        self.search_bar.display = False
        parts.appearance.load()
        parts.panels.load()
        parts.entities.load()
        self.app.app_resume_signal.subscribe(self, lambda _: parts.appearance.restore_mouse())
        if self.library.warning:
            self.ui.say(self.library.warning, error=True)
        first, self._first = self._first, None
        parts.start.begin(first)
        if self._watching:
            self.set_interval(_LOOK, parts.reload.look_at_file)

    # Content

    def _take_place(self, offset: int, row: int) -> None:
        self.session.place = Position(offset, row)

    def _show_briefing(self) -> None:
        self.show_footer()
        self.header.document, self.header.coming = self.session.document, ""
        self.notices.show(self.session.document)
        if self.notices.display and not self.notices.is_attached:
            self.mount(self.notices, before="#columns")
        self._show_outline()

    def _show_outline(self) -> None:
        self.agenda.outline = self.session.outline
        self._show_section()

    def _show_section(self) -> None:
        session = self.session
        place = session.place
        self.pane.show(
            session.document,
            session.section,
            number=session.outline.shown_number(session.index),
            offset=place.offset,
            row=place.row,
        )
        self.agenda.current = session.index
        self.show_status()

    def show_marks(self) -> None:
        if not self.session.is_open:
            return
        session, parts = self.session, self.controllers
        self.agenda.marks = AgendaMarks(
            read=frozenset(session.outline.started(session.read)),
            bookmarked=parts.annotations.bookmarked(),
            highlights=parts.annotations.highlight_counts(),
            notes=parts.annotations.note_counts(),
            matches=parts.find.matches(),
            unsearched=parts.find.unsearched,
            changed=parts.versions.changed,
            new=parts.versions.new,
        )
        self.show_status()

    def show_status(self) -> None:
        session, parts = self.session, self.controllers
        outline, section = session.outline, session.section
        self.status.place = Place(
            where=outline.where(session.index),
            issues=outline.count,
            percent=self.pane.viewport.percent,
            read=session.progress.read,
            minutes_left=session.progress.minutes_left,
            title=shown_title(section),
            inferred=section.title_source is TitleSource.INFERRED,
            found=parts.entities.count or (f"match {parts.find.count}" if parts.find.count else ""),
            coming=session.partial,
        )
        self.ui.call_when_quiet("place", _QUIET, session.keep_settled_place)

    def find_more(self, words: str) -> Iterable[Choice]:
        found: Iterable[Choice] = self.controllers.choices.find(words)
        return found

    # Routing

    def on_issue_chosen(self, event: IssueChosen) -> None:
        self.controllers.panels.close_overlays()
        self.controllers.navigation.go_to_section(event.index)
        self.pane.focus()

    def on_issue_pointed(self, event: IssuePointed) -> None:
        outline = self.session.outline
        where, title = outline.where(event.index), shown_title(outline.sections[event.index])
        self.ui.say(title if title == where else f"{where}: {title}")

    def on_entity_chosen(self, event: EntityChosen) -> None:
        self.controllers.entities.go_to_first(event.id)

    def on_quote_chosen(self, event: QuoteChosen) -> None:
        self.controllers.entities.go_to_quote(event.quote)

    def on_search_bar_changed(self, event: SearchBar.Changed) -> None:
        event.stop()
        self.controllers.find.type(event.words, pattern=event.pattern)

    def on_search_bar_done(self, event: SearchBar.Done) -> None:
        self.controllers.find.close(keep=event.kept)

    def on_reading_pane_moved(self, event: Moved) -> None:
        event.stop()
        if self.session.is_open:
            self.controllers.read_marks.look()
            self.show_status()

    def on_reading_pane_link_pressed(self, event: LinkPressed) -> None:
        self.controllers.links.follow(event.mark)

    def on_reading_pane_end_reached(self, event: EndReached) -> None:
        event.stop()
        self.controllers.navigation.pass_end()

    def on_reading_pane_start_reached(self) -> None:
        self.controllers.navigation.pass_start()

    def action_copy_text(self) -> None:
        words = self.get_selected_text()
        if not words:
            raise SkipAction
        self.controllers.copying.copy_text(words)

    @property
    def is_first(self) -> bool:
        return not self.controllers.lists.leads_back

    @property
    def footer(self) -> Footer:
        found = FOOTERS[self._place_of_focus]
        over = self.controllers.panels.are_over
        return quitting(found) if self.is_first and not over else found

    @property
    def _place_of_focus(self) -> str:
        if self.search_bar.has_focus_within:
            return "search"
        if self.ui.is_typing:
            return "name filter" if self.sidebar.has_focus_within else "filter"
        if not self.session.is_open:
            return "nothing"
        if self.pane.has_focus and self._is_selecting:
            return "selection"
        if self.has_class("-zen"):
            return "zen"
        if self.agenda.has_focus:
            return "agenda"
        if self.sidebar.has_focus_within:
            return "names"
        return "several" if self.controllers.documents.are_several else "text"

    @property
    def _is_selecting(self) -> bool:
        return self.pane.cursor.active or self.pane.selection is not None

    async def go_back(self) -> None:
        parts = self.controllers
        if parts.panels.close_overlays():
            self.pane.focus()
        elif not parts.lists.go_back():
            await self.program.leave()

    def escape(self) -> None:
        parts = self.controllers
        steps: tuple[Callable[[], bool], ...] = (
            parts.panels.close_overlays,
            parts.panels.leave_zen,
            self._clear_selection,
            self.sidebar.clear_filter,
            parts.find.clear,
            parts.entities.clear,
            self._clear_focus,
        )
        if any(step() for step in steps) or not self.pane.has_focus:
            self.pane.focus()
            self.show_marks()
        elif not self.session.is_open and not self.header.coming:
            parts.lists.library()
        elif not parts.links.go_back() and parts.lists.escape_leads_back:
            parts.lists.go_back()

    def _clear_selection(self) -> bool:
        had = self._is_selecting
        self.pane.clear_selection()
        return had

    def _clear_focus(self) -> bool:
        had = self.pane.focus_bar.span is not None
        self.pane.focus_bar.put(None)
        return had
