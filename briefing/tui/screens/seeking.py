"""Search over all briefings, and going to what was found."""

from typing import TYPE_CHECKING

from textual.timer import Timer

from briefing.errors import BriefingError, StorageError
from briefing.model import Span
from briefing.model.find import Found
from briefing.tui import dialogs
from briefing.tui.messages import TakenUp
from briefing.tui.screens.searching import Searching

if TYPE_CHECKING:
    from briefing.storage.search import Hit

_QUIET = 2.0
"""Seconds without a change after which it is taken up."""
_SECONDS = 5.0
"""How long that may go on; the search itself goes on with the rest."""


class Seeking(Searching):
    """What a reader looks for in the library, and the passage that is opened with its matches marked."""

    sought: str = ""
    """The words that were looked for last."""

    _taking: Timer | None = None

    def take_up_later(self) -> None:
        """Make what is shown, and what else changed, known to search when nothing changes any more."""
        if self._taking is not None:
            self._taking.stop()
        self._taking = self.set_timer(_QUIET, self._begin_taking)

    def _begin_taking(self) -> None:
        self.run_worker(
            self._take_up, thread=True, group="take-up", exclusive=True, exit_on_error=False
        )

    def _take_up(self) -> None:
        """In a thread."""
        try:
            self.library.searcher.take_up(_SECONDS, None if self.partial else self.briefing)
        except StorageError as error:
            self.post_message(TakenUp(0, str(error)))

    def on_taken_up(self, event: TakenUp) -> None:
        """Say why search does not know everything."""
        self.say(event.problem, error=True)

    def action_search_library(self) -> None:
        """Open the search over all briefings."""
        self.keep_place()
        try:
            searcher = self.library.searcher
        except StorageError as error:
            self.say(str(error), error=True)
        else:
            self.app.push_screen(dialogs.SearchDialog(searcher, self.sought), self._sought)

    def _sought(self, answer: "dialogs.Sought | None") -> None:
        if answer is None:
            return
        self.sought = answer.words
        if answer.hit is not None:
            self.close_overlays()
            self.pane.focus()
            self.open_hit(answer.hit, answer.words)

    def open_hit(self, hit: "Hit", words: str) -> None:
        """Bring the passage to the screen; the way back leads to where the reader was."""
        if self.reading and hit.sha256 == self.document.sha256:
            self._leave(True)
        else:
            self.show_kept(hit.sha256)
        if self.reading and hit.sha256 == self.document.sha256:
            self.go_to_offset(hit.span.start, remember=False)
            self._mark_hit(hit, words)

    def _mark_hit(self, hit: "Hit", words: str) -> None:
        from briefing.library.searching import in_text

        try:
            self.found = in_text(self.document.text, words, hit.passage)
        except BriefingError as error:
            self.found = Found()
            self.say(str(error), error=True)
        self.words = words if self.found.spans else ""
        self.at = self._index_of(hit.span)
        self._mark()
        self.refresh_bindings()

    def _index_of(self, span: Span) -> int:
        """The number of the match at `span`; -1 where it is none."""
        near = self.found.near(span.start)
        return near if near >= 0 and self.found.spans[near].start == span.start else -1
