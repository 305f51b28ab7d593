"""What every part of the reading screen stands on: the briefing that is shown, and the place in it."""

from collections.abc import Callable

from textual import getters
from textual.reactive import var

from briefing.library import Library
from briefing.model import Analysis, Briefing, Document, Entity, Section, Span, section_at
from briefing.storage.rows import Position
from briefing.tui.history import History, Visit
from briefing.tui.outline import Outline, outline
from briefing.tui.screens.common import Common
from briefing.tui.widgets.agenda import Agenda
from briefing.tui.widgets.header import Header
from briefing.tui.widgets.hints import Hints
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.search_bar import SearchBar
from briefing.tui.widgets.sidebar import Sidebar

EMPTY = Briefing(Document(""), Analysis())


class ReadingBase(Common[None]):
    """The shown briefing, its outline, the section on the screen, and moving between sections."""

    pane = getters.query_one(ReadingPane)
    agenda = getters.query_one(Agenda)
    sidebar = getters.query_one(Sidebar)
    header = getters.query_one(Header)
    hints = getters.query_one(Hints)
    search_bar = getters.query_one(SearchBar)

    index: var[int] = var(0, init=False)
    """The index of the section on the screen."""
    read: var[frozenset[int]] = var(frozenset(), init=False)
    """The starts of the sections that were read."""

    original: Briefing = EMPTY
    """The briefing as it was found, without the reader's corrections."""
    partial: bool = False
    """Whether only the head of a document, or one whose issues are not known yet, is shown."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.briefing = EMPTY
        self.plan: Outline = outline(EMPTY.document, (), library.config.words_per_minute)
        self.history = History()
        self._corrections: list[tuple[str, Callable[[], object]]] = []
        """What takes back each correction made here, and in which document."""

    # What is shown

    @property
    def document(self) -> Document:
        """What is read."""
        return self.briefing.document

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections, corrected."""
        return self.briefing.analysis.sections

    @property
    def section(self) -> Section:
        """The section on the screen."""
        return self.sections[self.index]

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The people, organizations and places; none until they were looked for."""
        return self.briefing.analysis.entities or ()

    @property
    def reading(self) -> bool:
        """Whether there is anything on the screen."""
        return bool(self.sections)

    @property
    def here(self) -> Visit:
        """The place on the screen."""
        return Visit(self.document.sha256, *self.pane.place)

    # Going somewhere

    def go_to_section(self, index: int, *, remember: bool = True) -> None:
        """Show a section from its start."""
        if 0 <= index < len(self.sections) and index != self.index:
            self._leave(remember)
            self.show_section(index)

    def go_to_offset(self, offset: int, align: str = "middle", *, remember: bool = True) -> None:
        """Bring an offset of the text to the screen, in whichever section it is."""
        index = section_at(self.sections, offset)
        if index < 0:
            return
        self._leave(remember)
        if index != self.index:
            self.show_section(index)
        self.pane.go_to(offset, align)

    def go_to_span(self, span: Span, *, remember: bool = True) -> None:
        """Bring a span to mid-screen, unless it is on the screen."""
        if section_at(self.sections, span.start) == self.index:
            self._leave(remember)
            self.pane.reveal(span)
        else:
            self.go_to_offset(span.start, remember=remember)

    def go_to_visit(self, visit: Visit | None) -> None:
        """Show a place that was left, in this document or in another."""
        if visit is None or not self.reading:
            return
        if visit.document != self.document.sha256:
            self.show_kept(visit.document, remember=False)
        if visit.document != self.document.sha256:
            return
        index = section_at(self.sections, visit.offset)
        self.show_section(max(index, 0), offset=visit.offset, row=visit.row)

    def _leave(self, remember: bool) -> None:
        if remember:
            self.history.left(self.here)

    def show_section(self, index: int, *, offset: int | None = None, row: int = 0) -> None:
        """Show a section, at its start or with an offset on a row."""
        self.index = index
        if not self.reading:  # A document of which the splitter keeps nothing.
            return
        section = self.sections[index]
        start = section.span.start if offset is None else offset
        self.pane.show(self.document, section, offset=start, row=row)
        self.agenda.current = index
        self.section_shown()

    def show_briefing(self, briefing: Briefing, *, remember: bool = True) -> None:
        """Show another briefing at the place where it was left; the screen says how."""

    def replace_briefing(self, briefing: Briefing, moved: Callable[[int], int]) -> None:
        """Show what another reading of the document gave; `moved` says where each offset went."""

    def show_kept(self, sha256: str, *, remember: bool = True) -> None:
        """Show a briefing of the library, or say that it is no longer there; the screen says how."""

    def section_shown(self) -> None:
        """Another section is on the screen; parts of the screen add to this."""

    def briefing_shown(self) -> None:
        """Another briefing, or more of it, is on the screen; parts of the screen add to this."""

    def marks_changed(self) -> None:
        """The agenda and the status line have other marks to show; the screen shows them."""

    def place_changed(self) -> None:
        """The reader moved; the screen says where to."""

    def about_name(self) -> bool:
        """Shows what is known of the name under the panel's cursor; whether the panel has the focus."""
        return False

    def said_of_news(self) -> str:
        """Why this issue is called new; "" where it is not."""
        return ""

    def corrected_by(self, undo: Callable[[], object]) -> None:
        """A correction was made that `undo` takes back."""
        self._corrections.append((self.document.sha256, undo))

    def correction_undone(self, undo: Callable[[], object]) -> None:
        """The last of the corrections that `undo` takes back is taken back."""
        made = (self.document.sha256, undo)
        if made in self._corrections:
            last = len(self._corrections) - 1 - self._corrections[::-1].index(made)
            del self._corrections[last]

    def action_undo(self) -> None:
        """Take back the correction that was made last in this document."""
        mine = [each for each in self._corrections if each[0] == self.document.sha256]
        if not mine:
            self.say("There is nothing to undo.")
        else:
            mine[-1][1]()

    def close_overlays(self) -> bool:
        """Closes panels that lie over the text; whether there were any."""
        return False

    def keep_place(self) -> None:
        """Keep where the reader is; in a text that is not whole yet, where that is not its start."""
        if self.reading and (not self.partial or self.pane.place[0] > 0):
            self.library.keep_position(self.document, Position(*self.pane.place))
