from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from itertools import repeat
from operator import attrgetter

from briefing.errors import QueryError
from briefing.model import Section, Span, section_at
from briefing.model.text_search import SearchResult, search_longer, search_text
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.session import BriefingShown, ReadingSession, SectionShown
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.visit_history import Visit
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.search_bar import SearchBar
from briefing.tui.widgets.text_layers import OrderedLayer

_LARGE = 1 << 20
"""Code points above which a single letter waits."""
_PAUSE = 0.15
"""Seconds."""


class FindInDocument:
    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        pane: ReadingPane,
        search_bar: SearchBar,
        ui: ReaderInterface,
        changed: Callable[[], object],
    ) -> None:
        self._session, self._navigation, self._pane = session, navigation, pane
        self._search_bar, self._ui, self._changed = search_bar, ui, changed
        self.words = ""
        self.found = SearchResult()
        self.current = -1
        self._start: Visit | None = None
        self._typed = ("", SearchResult())
        self._waiting: Callable[[], object] | None = None
        self._counted: tuple[SearchResult, tuple[Section, ...], Mapping[int, int]] | None = None
        session.subscribe(BriefingShown, self._begin)
        session.subscribe(SectionShown, lambda _: self._draw())

    @property
    def can_open(self) -> bool:
        """False while an input has the focus, where the key is a letter."""
        return not self._ui.is_typing

    @property
    def has_matches(self) -> bool:
        return bool(self.found.spans)

    @property
    def count(self) -> str:
        """It is like "3/17", and "" without a search."""
        if not self.words.strip():
            return ""
        more = "" if self.found.complete else "+"
        return f"{self.current + 1}/{len(self.found.spans)}{more}"

    def matches(self) -> Mapping[int, int]:
        """Counts by section index; cached until the search or the sections change."""
        known, sections = self._counted, self._session.sections
        if known is None or known[0] is not self.found or known[1] is not sections:
            counts = _count_by_section(self.found.spans, sections)
            known = self._counted = (self.found, sections, counts)
        return known[2]

    @property
    def unsearched(self) -> int | None:
        if self.found.complete or not self.found.spans:
            return None
        return section_at(self._session.sections, self.found.spans[-1].start)

    # While typing

    def open(self) -> None:
        if self._session.is_open:
            self._start = self._session.here
            self._search_bar.open()

    def type(self, words: str, *, pattern: bool) -> None:
        self._waiting = None
        if len(words.strip()) == 1 and len(self._session.document.text) > _LARGE:
            self._waiting = partial(self._search, words, pattern=pattern)
            self._ui.call_when_quiet("search", _PAUSE, self._search_waiting)
        else:
            self._search(words, pattern=pattern)

    def _search_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _search(self, words: str, *, pattern: bool) -> None:
        try:
            found = self._found_of(words, pattern=pattern)
        except QueryError as error:
            self._search_bar.tell(str(error), problem=True)
            self._take("", SearchResult(), -1)
            return
        self._take(words, found, found.near(self._start.offset if self._start else 0))
        if self.current >= 0:
            self._bring()
        elif self._start is not None and self._session.here != self._start:
            self._navigation.go_to_visit(self._start)
        self._search_bar.tell(self.count if words.strip() else "")

    def _found_of(self, words: str, *, pattern: bool) -> SearchResult:
        text = self._session.document.text
        if pattern:
            return search_text(text, words, pattern=True)
        found = search_longer(text, words, *self._typed)
        self._typed = (words, found)
        return found

    def close(self, *, keep: bool) -> None:
        self._pane.focus()
        if keep:
            self._search_waiting()
            if self._start is not None and self._session.here != self._start:
                self._session.history.left(self._start)
            if not self.found.spans:
                self._ui.say(
                    f"Not in this text; {self._ui.key_of('search_library')} searches all briefings."
                )
            self._point()
        else:
            self._waiting = None
            self.clear()
            self._navigation.go_to_visit(self._start)
        self._start = None
        self._ui.refresh_bindings()

    # After typing

    def next(self) -> None:
        self._walk(1)

    def previous(self) -> None:
        self._walk(-1)

    def show(self, words: str, found: SearchResult, at: Span) -> None:
        near = found.near(at.start)
        stands = near >= 0 and found.spans[near].start == at.start
        self._take(words if found.spans else "", found, near if stands else -1)
        self._point()
        self._ui.refresh_bindings()

    def clear(self) -> bool:
        had = bool(self.words or self.found.spans)
        self._take("", SearchResult(), -1)
        return had

    def _begin(self, event: BriefingShown) -> None:
        self._typed = ("", SearchResult())
        if event.continues and self.words.strip():
            text = self._session.document.text
            found = search_text(text, self.words, pattern=self._search_bar.pattern)
            self._take(self.words, found, found.near(self._session.place.offset))
        else:
            self.clear()

    def _walk(self, direction: int) -> None:
        if self.found.spans:
            self._session.leave()
            self.current = (self.current + direction) % len(self.found.spans)
            self._bring()
            self._point()
            self._draw()
            self._changed()

    def _take(self, words: str, found: SearchResult, current: int) -> None:
        self.words, self.found, self.current = words, found, current
        self._draw()
        self._changed()

    def _bring(self) -> None:
        span = self.found.spans[self.current]
        index = section_at(self._session.sections, span.start)
        if index != self._session.index:
            self._session.show_section(index)
        self._pane.reveal(span)

    def _point(self) -> None:
        if self.current >= 0:
            self._pane.focus_bar.point(self.found.spans[self.current])

    def _draw(self) -> None:
        if not self.found.spans:
            self._pane.overlay.drop("match")
            self._pane.overlay.drop("match-current")
            return
        current = [self.found.spans[self.current]] if self.current >= 0 else []
        self._pane.overlay.set("match", self.found.spans, "match", OrderedLayer)
        self._pane.overlay.set("match-current", current, "match-current")


def _count_by_section(spans: tuple[Span, ...], sections: tuple[Section, ...]) -> Mapping[int, int]:
    ends = [section.span.end for section in sections[:-1]]
    return Counter(map(bisect_right, repeat(ends), map(attrgetter("start"), spans)))
