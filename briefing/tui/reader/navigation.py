from collections.abc import Callable

from briefing.model import Span, section_at
from briefing.model.reading_place import Position
from briefing.tui.reader.read_marks import ReadMarks
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader.typed_number import TypedNumber
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.visit_history import Visit
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.virtual_list import VirtualList


class Navigation:
    def __init__(
        self,
        session: ReadingSession,
        pane: ReadingPane,
        read_marks: ReadMarks,
        ui: ReaderInterface,
        *,
        focused_list: Callable[[], VirtualList | None],
        open_kept: Callable[[str, Callable[[], object]], object],
    ) -> None:
        """`open_kept` opens the briefing with this SHA-256 without adding to the history."""
        self._session, self._pane, self._read_marks, self._ui = session, pane, read_marks, ui
        self._focused_list, self._open_kept = focused_list, open_kept
        self._number = TypedNumber(ui)

    # Jumps

    def go_to_section(self, index: int, *, remember: bool = True) -> None:
        if 0 <= index < len(self._session.sections) and index != self._session.index:
            self._leave(remember)
            self._session.show_section(index)

    def go_to_offset(self, offset: int, align: str = "middle", *, remember: bool = True) -> None:
        index = section_at(self._session.sections, offset)
        if index < 0:
            return
        self._leave(remember)
        if index != self._session.index:
            self._session.show_section(index)
        self._pane.go_to(offset, align)

    def go_to_span(self, span: Span, *, remember: bool = True) -> None:
        if section_at(self._session.sections, span.start) == self._session.index:
            self._leave(remember)
            self._pane.reveal(span)
        else:
            self.go_to_offset(span.start, remember=remember)
        self._pane.focus_bar.point(span)

    def go_to_words(self, words: Span, *, remember: bool = True) -> None:
        """To the place where an empty one is."""
        if words:
            self.go_to_span(words, remember=remember)
        else:
            self.go_to_offset(words.start, "top", remember=remember)

    def go_to_visit(self, visit: Visit | None) -> None:
        if visit is None or not self._session.is_open:
            return
        if self._session.is_showing(visit.document):
            self._return_to(visit)
        else:
            self._open_kept(visit.document, lambda: self._return_to(visit))

    def _return_to(self, visit: Visit) -> None:
        index = max(section_at(self._session.sections, visit.offset), 0)
        self._session.show_section(index, Position(visit.offset, visit.row))

    def _leave(self, remember: bool) -> None:
        if remember:
            self._session.leave()

    def back(self) -> bool:
        visit = self._session.history.back(self._session.here)
        self.go_to_visit(visit)
        if visit is None:
            self._ui.say("There is nowhere to go back to.")
        return visit is not None

    def forward(self) -> None:
        visit = self._session.history.forward(self._session.here)
        self.go_to_visit(visit)
        if visit is None:
            self._ui.say("There is nowhere to go forward to.")

    # Between sections

    def next_issue(self) -> None:
        self._read_marks.go_on()
        self._step(1)

    def previous_issue(self) -> None:
        self._step(-1)

    def _step(self, direction: int) -> None:
        index = self._session.outline.step(self._session.index, direction)
        if index is not None:
            self.go_to_section(index)
        elif self._session.is_open:
            self._ui.say(f"This is the {'last' if direction > 0 else 'first'} issue.")

    def issue(self, digit: int) -> None:
        count, goes_on = self._session.outline.count, self._number.value > 0
        number = self._number.add(digit, count)
        index = self._session.outline.numbered(number)
        if index is None or count < 10:
            self._number.take()
        if index is None:
            self._ui.say(_no_issue(number, count))
            return
        self.go_to_section(index, remember=not goes_on)
        if number * 10 <= count:
            self._ui.say(f"Issue {number}…")

    def overview(self) -> None:
        if 0 < self._number.value * 10 <= self._session.outline.count:
            self.issue(0)
        elif self._session.outline.issues:
            self.go_to_section(self._session.outline.issues[0])

    def next_unread(self) -> None:
        issues, here = self._session.outline.issues, self._session.index
        after = [i for i in issues if i > here] + [i for i in issues if i < here]
        sections, read = self._session.sections, self._session.read
        unread = [i for i in after if sections[i].span.start not in read]
        if unread:
            self.go_to_section(unread[0])
        else:
            self._ui.say("No unread issues left.")

    def pass_end(self) -> None:
        self._read_marks.go_on(paging=True)
        index = self._session.outline.step(self._session.index, 1)
        if index is None:
            self._ui.say("End of the briefing.")
        else:
            self.go_to_section(index)

    def pass_start(self) -> None:
        index = self._session.outline.step(self._session.index, -1)
        if index is not None:
            self.go_to_section(index)
            self._pane.move_to_end()

    # In the text

    def line_down(self) -> None:
        self._by_line(1)

    def line_up(self) -> None:
        self._by_line(-1)

    def _by_line(self, direction: int) -> None:
        if (listing := self._focused_list()) is not None:
            listing.action_cursor(direction)
        else:
            self._pane.move_lines(direction)

    def half_down(self) -> None:
        self._by_half(1)

    def half_up(self) -> None:
        self._by_half(-1)

    def _by_half(self, direction: int) -> None:
        if (listing := self._focused_list()) is not None:
            listing.move_half_page(direction)
        else:
            self._pane.move_half_page(direction)

    def page_down(self) -> None:
        self._by_page(1)

    def page_up(self) -> None:
        self._by_page(-1)

    def _by_page(self, direction: int) -> None:
        if (listing := self._focused_list()) is not None:
            listing.action_page(direction)
        else:
            self._pane.move_page(direction)

    def top(self) -> None:
        if (listing := self._focused_list()) is not None:
            listing.action_edge(1)
        else:
            self._session.leave()
            self._pane.move_to_start()

    def bottom(self) -> None:
        if (listing := self._focused_list()) is not None:
            listing.action_edge(-1)
        elif not self._number.take():  # "12G" is there when it has been typed.
            self._session.leave()
            self._pane.move_to_end()

    def scroll_right(self) -> None:
        self._pane.move_sideways(1)

    def scroll_left(self) -> None:
        self._pane.move_sideways(-1)


def _no_issue(number: int, count: int) -> str:
    if not count:
        return "This text has no numbered issues."
    return f"There is no issue {number}; the last one is {count}."
