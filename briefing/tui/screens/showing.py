"""What is shown: a briefing, with the reader's corrections, at the place where it was left."""

from collections.abc import Callable

from briefing.model import Briefing, section_at
from briefing.tui.outline import outline
from briefing.tui.screens.comparing import Comparing
from briefing.tui.screens.correcting import Correcting
from briefing.tui.screens.marking import Marking
from briefing.tui.screens.meeting import Meeting
from briefing.tui.screens.mending import Mending
from briefing.tui.screens.reloading import Reloading
from briefing.tui.screens.seeking import Seeking
from briefing.tui.wanted import Wanted
from briefing.tui.widgets.sidebar import State


class Showing(Seeking, Comparing, Meeting, Marking, Correcting, Mending, Reloading):
    """Joins what the parts of the screen know of a briefing."""

    def show_briefing(self, briefing: Briefing, *, remember: bool = True) -> None:
        """Show a briefing at the place where it was left; the way back leads to the one before it."""
        if self.reading and briefing.document.sha256 != self.document.sha256:
            self.keep_place()
            self._leave(remember and not self.partial)
        self._take(briefing)
        self.changed = self.fresh = frozenset()
        self.take_news(None)
        self.header.document, self.header.coming = briefing.document, ""
        self.read = self.library.read_marks(briefing.document)
        self._show_place()
        self.load_marks()
        self.fill_names()
        if self.briefing.analysis.entities is None:
            self.sidebar.state = State.WAITING
            self.call_after_refresh(self.look_for_people)
        else:
            self.sidebar.state = State.FOUND
            self.call_after_refresh(self.look_for_news)
        self.take_up_later()

    def _show_place(self) -> None:
        """Show the place that was kept; without one, the first issue, whatever the page has above it."""
        position = self.library.position(self.document)
        if position is None:
            self.show_section(self.plan.first)
        else:
            index = section_at(self.sections, position.offset)
            self.show_section(max(index, 0), offset=position.offset, row=position.row)

    def open_wanted(self, wanted: Wanted | None) -> None:
        """Open what was chosen in a list, or the passage that was found from there."""
        if wanted is not None and wanted.hit is not None:
            self.open_hit(wanted.hit, wanted.words)
        else:
            super().open_wanted(wanted)

    def replace_briefing(self, briefing: Briefing, moved: Callable[[int], int]) -> None:
        """Show what another reading of the document gave; the search and the way back go on in it."""
        before, words = self.document.sha256, self.words
        self.show_briefing(briefing, remember=False)
        self.history.carry(before, briefing.document.sha256, moved)
        self.search_again(words)

    def _take(self, briefing: Briefing) -> None:
        """Hold a briefing, corrected, and what depends on its sections."""
        self.choose(None)
        self.clear_search()
        self.original = briefing
        self.briefing = self.library.corrected(briefing)
        self._plan()

    def _plan(self) -> None:
        config = self.library.config
        self.plan = outline(self.document, self.sections, config.words_per_minute)
        self.agenda.unfolded = False
        self.agenda.outline = self.plan

    def look_for_people(self) -> None:
        """Start the search, once the whole document is there."""
        if self.reading and not self.partial:
            super().look_for_people()

    def people_found(self, briefing: Briefing) -> None:
        """Take the people; what is on the screen stays."""
        self.original = briefing
        super().people_found(self.library.corrected(briefing))
        self.take_up_later()
        self.look_for_news()

    def sections_corrected(self) -> None:
        """Show the corrected sections with the same sentence on the screen."""
        offset, row = self.pane.place
        self.briefing = self.library.corrected(self.original)
        self._plan()
        self.show_section(section_at(self.sections, offset), offset=offset, row=row)
        self.load_marks()
        self.take_up_later()
        self.look_for_news()

    def entities_corrected(self) -> None:
        """Show the corrected names."""
        self.choose(None)
        self.briefing = self.library.corrected(self.original)
        self.fill_names()
        self.take_up_later()
        self.look_for_news()

    def section_shown(self) -> None:
        """The names and the marks of this section."""
        self.lay_mentions()
        self.lay_matches()
        if not self.sidebar.whole:
            self.fill_names()
        self.place_changed()
