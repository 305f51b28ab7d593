"""The reading screen: agenda, pane, people; what happens is routed to the part that knows."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from briefing.library import Library
from briefing.library.reading import Reading
from briefing.model import Briefing, TitleSource
from briefing.resources import sample
from briefing.tui import dialogs
from briefing.tui.commands import READING, bindings
from briefing.tui.messages import IssueChosen
from briefing.tui.outline import shown_title
from briefing.tui.screens.comfort import AGENDA_FITS, SIDEBAR_FITS, Comfort
from briefing.tui.screens.linking import Linking
from briefing.tui.screens.moving import Moving
from briefing.tui.screens.showing import Showing
from briefing.tui.widgets.agenda import Agenda
from briefing.tui.widgets.header import Header
from briefing.tui.widgets.hints import Hints
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.search_bar import SearchBar
from briefing.tui.widgets.sidebar import Sidebar, State
from briefing.tui.widgets.status import Place, Status

_LOOK = 1.0
"""Seconds between two looks at a watched file."""
_QUIET = 0.8
"""Seconds without movement after which the place is kept."""


class ReaderScreen(Showing, Moving, Linking, Comfort):
    """Three columns: agenda, pane, people and organizations."""

    AUTO_FOCUS = "ReadingPane"
    BINDINGS = bindings(READING)
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (AGENDA_FITS, "-middling"), (SIDEBAR_FITS, "-large")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]

    def __init__(
        self,
        library: Library,
        sources: tuple[str, ...] = (),
        first: Reading | Briefing | None = None,
        *,
        mouse: bool = True,
        watching: bool = False,
    ) -> None:
        """Take the sources, and the first of them where it is open already."""
        super().__init__(library)
        self.mouse = mouse
        self.watching = watching
        self.sources = sources
        self.source = sources[0] if sources else ""
        self._first = first
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Header, three columns, the search line, status, keys."""
        self._take_size()
        yield Header()
        with Horizontal(id="columns"):
            yield Agenda(id="agenda")
            yield ReadingPane(id="pane")
            yield Sidebar(id="people")
        yield SearchBar()
        yield Status()
        yield Hints()

    def _take_size(self) -> None:
        """Know what fits before anything is drawn, so that nothing moves after the first paint."""
        width, height = self.app.size
        fits = ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS))
        self.add_class(*(max(s for s in steps if s[0] <= cells)[1] for cells, steps in fits))

    def on_mount(self) -> None:
        """Show what is open, or begin to open it."""
        self.hints.keys = self.keys
        self.sidebar.retry_key = self.key_of("find_people")
        self.sidebar.stop_key = self.key_of("stop_people")
        self.search_bar.display = False
        self.load_comfort()
        if self.library.warning:
            self.say(self.library.warning, error=True)
        if isinstance(self._first, Reading):
            self.show_reading(self.source, self._first)
        elif self._first is not None:
            self.show_briefing(self._first)
        elif self.source:
            self.open_source(self.source)
        elif self.library.recent(1):
            self.action_library()
        else:
            self.app.push_screen(dialogs.WelcomeDialog(), self._welcomed)
        self._first = None
        if self.watching:
            self.set_interval(_LOOK, self.look_at_file)

    def _welcomed(self, answer: str | None) -> None:
        """Read the sample, where the reader wants it."""
        if answer == "sample":
            self.open_source(str(sample()))

    # Routing

    def on_issue_chosen(self, event: IssueChosen) -> None:
        """Show it."""
        self.close_overlays()
        self.go_to_section(event.index)
        self.pane.focus()

    def marks_changed(self) -> None:
        """Show the marks in the agenda, and the place."""
        if self.reading:
            self.agenda.marks = self.agenda_marks(self.matches())
            self.place_changed()

    def flag(self, changed: frozenset[int], new: frozenset[int]) -> None:
        """Mark sections as changed, or as new."""
        self.changed, self.fresh = changed, new
        self.marks_changed()

    def place_changed(self) -> None:
        """Say where the reader is, and keep it when nothing moves any more."""
        if not self.reading:
            return
        plan, section = self.plan, self.section
        self.status.place = Place(
            where=plan.where(self.index),
            issues=plan.count,
            percent=self.pane.percent,
            read=plan.read_count(self.read),
            minutes_left=plan.minutes_left(self.read, self.index, self.pane.percent),
            title=shown_title(section),
            inferred=section.title_source is TitleSource.INFERRED,
            found=self.shown_count() or self.shown_mention(),
            coming=self.partial,
        )
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_QUIET, self.keep_place)

    # Leaving

    def action_escape(self) -> None:
        """Close or clear one thing, the last opened first."""
        steps: tuple[Callable[[], object], ...] = (
            self.close_overlays,
            self._clear_selection,
            self.sidebar.clear_filter,
            self.clear_search,
            lambda: self.choose(None),
            self._clear_focus,
        )
        for step in steps:
            if step():
                break
        self.pane.focus()
        self.marks_changed()

    def _clear_selection(self) -> bool:
        had = self.pane.selection is not None or self.pane.selecting
        self.pane.clear_selection()
        return had

    def _clear_focus(self) -> bool:
        had = self.pane.focus_span is not None
        self.pane.focus_paragraph(None)
        self.pane.clear_layer("quote")
        return had

    @property
    def can_search(self) -> bool:
        """Whether the search is opened by its key."""
        return not self.ui.is_typing

    @property
    def has_matches(self) -> bool:
        """Whether there is a match to go to."""
        return bool(self.found.spans)

    @property
    def people_working(self) -> bool:
        """Whether people are looked for."""
        return self.is_mounted and self.sidebar.state is State.WORKING

    @property
    def people_failed(self) -> bool:
        """Whether looking for people failed."""
        return self.is_mounted and self.sidebar.state is State.FAILED
