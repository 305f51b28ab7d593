"""Search over all briefings, and going to what was found."""

from briefing.errors import BriefingError, StorageError
from briefing.model import Span
from briefing.model.find import Found
from briefing.storage.search import Hit
from briefing.tui import dialogs
from briefing.tui.screens.searching import Searching


class Seeking(Searching):
    """What a reader looks for in the library, and the passage that is opened with its matches marked."""

    sought: str = ""
    """The words that were looked for last."""

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
            self._open_hit(answer.hit, answer.words)

    def _open_hit(self, hit: Hit, words: str) -> None:
        """Bring the passage to the screen; the way back leads to where the reader was."""
        if hit.sha256 == self.document.sha256:
            self._leave(True)
        else:
            self.show_kept(hit.sha256)
        if hit.sha256 == self.document.sha256:
            self.go_to_offset(hit.span.start, remember=False)
            self._mark_hit(hit, words)

    def _mark_hit(self, hit: Hit, words: str) -> None:
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
