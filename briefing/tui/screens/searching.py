"""Search in the document."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping

from briefing.errors import QueryError
from briefing.model import Section, Span, section_at
from briefing.model.find import Found, find
from briefing.tui.history import Visit
from briefing.tui.screens.base import ReadingBase
from briefing.tui.widgets.search_bar import SearchBar


class Searching(ReadingBase):
    """Search while typing, and walking the matches across panes."""

    found: Found = Found()
    at: int = -1
    """The index of the match that the reader stands on; -1 without any."""
    words: str = ""
    _start: Visit | None = None

    def action_search(self) -> None:
        """Open the search line."""
        if self.reading:
            self._start = self.here
            self.search_bar.open()

    def on_search_bar_changed(self, event: SearchBar.Changed) -> None:
        """Find, and bring the first match after the start to the screen."""
        try:
            self.found = find(self.document.text, event.words, pattern=event.pattern)
        except QueryError as error:
            self.found, self.at, self.words = Found(), -1, ""
            self.search_bar.tell(str(error), problem=True)
            self._mark()
            return
        self.words = event.words
        self.at = self.found.near(self._start.offset if self._start else 0)
        if self.at >= 0:
            self._bring()
        elif self._start is not None and self.here != self._start:
            self.go_to_visit(self._start)
        self._mark()
        self.search_bar.tell(self.shown_count() if event.words.strip() else "")

    def on_search_bar_done(self, event: SearchBar.Done) -> None:
        """Keep the matches, or go back to where the search started."""
        self.pane.focus()
        if event.kept:
            if self._start is not None and self.here != self._start:
                self.history.left(self._start)
            if not self.found.spans:
                self.say("Nothing found.")
        else:
            self.clear_search()
            self.go_to_visit(self._start)
        self._start = None
        self.refresh_bindings()

    def search_again(self, words: str) -> None:
        """Find `words` in a text that was read again; the place stays."""
        if words.strip() and not self.words:
            self.words = words
            self.found = find(self.document.text, words, pattern=self.search_bar.pattern)
            self.at = self.found.near(self.pane.place[0])
            self._mark()

    def clear_search(self) -> bool:
        """Forgets the matches; whether there were any."""
        had = bool(self.words or self.found.spans)
        self.found, self.at, self.words = Found(), -1, ""
        self._mark()
        return had

    def action_next_match(self) -> None:
        """The next match."""
        self._walk(1)

    def action_previous_match(self) -> None:
        """The previous match."""
        self._walk(-1)

    def _walk(self, direction: int) -> None:
        if self.found.spans:
            self.history.left(self.here)
            self.at = (self.at + direction) % len(self.found.spans)
            self._bring()
            self._mark()

    def _bring(self) -> None:
        span = self.found.spans[self.at]
        index = section_at(self.sections, span.start)
        if index != self.index:
            self.show_section(index)
        self.pane.reveal(span)

    def shown_count(self) -> str:
        """Such as "3/17"; "" without a search."""
        if not self.words.strip():
            return ""
        total = len(self.found.spans)
        return f"{self.at + 1}/{total}{'' if self.found.complete else '+'}"

    def matches(self) -> Mapping[int, int]:
        """How many matches each section has; counted once for each search and splitting."""
        known = self._per_section
        if known is None or known[0] is not self.found or known[1] is not self.sections:
            counts = _per_section(self.found.spans, self.sections)
            known = self._per_section = (self.found, self.sections, counts)
        return known[2]

    _per_section: tuple[Found, tuple[Section, ...], Mapping[int, int]] | None = None

    def _mark(self) -> None:
        self.lay_matches()
        self.marks_changed()

    def lay_matches(self) -> None:
        """Draw the matches of this section."""
        if not self.found.spans:
            self.pane.clear_layer("match")
            self.pane.clear_layer("match-current")
            return
        current: list[Span] = [self.found.spans[self.at]] if self.at >= 0 else []
        self.pane.set_layer("match", self.found.spans, "match")
        self.pane.set_layer("match-current", current, "match-current")


def _per_section(spans: tuple[Span, ...], sections: tuple[Section, ...]) -> Mapping[int, int]:
    """The number of spans that start in each section, by its index."""
    ends = [section.span.end for section in sections]
    last = len(ends) - 1
    return Counter(min(bisect_right(ends, span.start), last) for span in spans)
