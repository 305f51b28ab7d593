"""Moving: in the text, between sections, along the way back."""

from collections.abc import Callable

from briefing.model import Span, section_at
from briefing.model.reading_place import Position
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.visit_history import Visit
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.virtual_list import VirtualList


class Navigation:
    """Moves in the text, or in the agenda or the names where these have the focus."""

    def __init__(
        self,
        session: ReadingSession,
        pane: ReadingPane,
        ui: ReaderInterface,
        *,
        focused_list: Callable[[], VirtualList | None],
        open_kept: Callable[[str], object],
    ) -> None:
        """Take what moves.

        Args:
            session: what is read.
            pane: shows it.
            ui: tells the reader.
            focused_list: the list that has the focus, None where it is elsewhere.
            open_kept: shows the briefing with a hash, and lets the way back as it is.
        """
        self._session, self._pane, self._ui = session, pane, ui
        self._focused_list, self._open_kept = focused_list, open_kept

    # To a place

    def go_to_section(self, index: int, *, remember: bool = True) -> None:
        """Show a section from its start."""
        if 0 <= index < len(self._session.sections) and index != self._session.index:
            self._leave(remember)
            self._session.show_section(index)

    def go_to_offset(self, offset: int, align: str = "middle", *, remember: bool = True) -> None:
        """Bring an offset of the text to the screen, in whichever section it is."""
        index = section_at(self._session.sections, offset)
        if index < 0:
            return
        self._leave(remember)
        if index != self._session.index:
            self._session.show_section(index)
        self._pane.go_to(offset, align)

    def go_to_span(self, span: Span, *, remember: bool = True) -> None:
        """Bring a span to mid-screen, unless it is on the screen."""
        if section_at(self._session.sections, span.start) == self._session.index:
            self._leave(remember)
            self._pane.reveal(span)
        else:
            self.go_to_offset(span.start, remember=remember)

    def go_to_visit(self, visit: Visit | None) -> None:
        """Show a place that was left, in this document or in another."""
        if visit is None or not self._session.is_open:
            return
        if not self._session.is_showing(visit.document):
            self._open_kept(visit.document)
        if self._session.is_showing(visit.document):
            index = max(section_at(self._session.sections, visit.offset), 0)
            self._session.show_section(index, Position(visit.offset, visit.row))

    def _leave(self, remember: bool) -> None:
        if remember:
            self._session.leave()

    def back(self) -> None:
        """Go back to where a jump started."""
        self.go_to_visit(self._session.history.back(self._session.here))

    def forward(self) -> None:
        """Go forward again."""
        self.go_to_visit(self._session.history.forward(self._session.here))

    # Between sections

    def next_issue(self) -> None:
        """Show the next section, or select a word more."""
        self._step(1)

    def previous_issue(self) -> None:
        """Show the previous section, or select a word less."""
        self._step(-1)

    def _step(self, direction: int) -> None:
        if self._pane.cursor.active:
            self._pane.cursor.extend("word", direction)
            return
        index = self._session.outline.step(self._session.index, direction)
        if index is not None:
            self.go_to_section(index)

    def issue(self, number: int) -> None:
        """Show the issue with a number."""
        index = self._session.outline.numbered(number)
        if index is not None:
            self.go_to_section(index)

    def overview(self) -> None:
        """Show what stands before the first issue."""
        if self._session.outline.issues:
            self.go_to_section(self._session.outline.issues[0])

    def next_unread(self) -> None:
        """Show the next unread issue, round the end."""
        issues, here = self._session.outline.issues, self._session.index
        after = [i for i in issues if i > here] + [i for i in issues if i < here]
        sections, read = self._session.sections, self._session.read
        unread = [i for i in after if sections[i].span.start not in read]
        if unread:
            self.go_to_section(unread[0])
        else:
            self._ui.say("Every other issue is read.")

    def pass_end(self) -> None:
        """Go on to the next section from the end of one."""
        index = self._session.outline.step(self._session.index, 1)
        if index is None:
            self._ui.say("This is the end of the briefing.")
        else:
            self.go_to_section(index)

    def pass_start(self) -> None:
        """Go to the end of the previous section from the start of one."""
        index = self._session.outline.step(self._session.index, -1)
        if index is not None:
            self.go_to_section(index)
            self._pane.move_to_end()

    # In the text

    def line_down(self) -> None:
        """Move down a line."""
        self._by_line(1)

    def line_up(self) -> None:
        """Move up a line."""
        self._by_line(-1)

    def _by_line(self, direction: int) -> None:
        if (listing := self._focused_list()) is not None:
            listing.action_cursor(direction)
        else:
            self._pane.move_lines(direction)

    def half_down(self) -> None:
        """Move down half a page."""
        self._by_half(1)

    def half_up(self) -> None:
        """Move up half a page."""
        self._by_half(-1)

    def _by_half(self, direction: int) -> None:
        if (listing := self._focused_list()) is not None:
            listing.move_half_page(direction)
        else:
            self._pane.move_half_page(direction)

    def page_down(self) -> None:
        """Move down a page."""
        self._by_page(1)

    def page_up(self) -> None:
        """Move up a page."""
        self._by_page(-1)

    def _by_page(self, direction: int) -> None:
        if (listing := self._focused_list()) is not None:
            listing.action_page(direction)
        else:
            self._pane.move_page(direction)

    def top(self) -> None:
        """Go to the section's start."""
        if (listing := self._focused_list()) is not None:
            listing.action_edge(1)
        else:
            self._session.leave()
            self._pane.move_to_start()

    def bottom(self) -> None:
        """Go to the section's end."""
        if (listing := self._focused_list()) is not None:
            listing.action_edge(-1)
        else:
            self._session.leave()
            self._pane.move_to_end()

    def scroll_right(self) -> None:
        """Move wide code to the right."""
        self._pane.move_sideways(1)

    def scroll_left(self) -> None:
        """Move wide code to the left."""
        self._pane.move_sideways(-1)

    # The focus and the selection

    def next_paragraph(self) -> None:
        """Move the focus bar down, or select a paragraph more."""
        self._by_paragraph(1)

    def previous_paragraph(self) -> None:
        """Move the focus bar up, or select a paragraph less."""
        self._by_paragraph(-1)

    def _by_paragraph(self, direction: int) -> None:
        if self._pane.cursor.active:
            self._pane.cursor.extend("paragraph", direction)
        else:
            self._pane.focus_bar.move(direction)

    def select(self) -> None:
        """Start selecting; a second time, end it."""
        if self._pane.cursor.active:
            self._pane.clear_selection()
            return
        self._pane.cursor.start()
        key_of = self._ui.key_of
        keys = [key_of(name) for name in ("next_issue", "line_down", "next_paragraph")]
        grows = f"Selecting: {' '.join(keys)} take a word, line, paragraph more"
        self._ui.say(f"{grows}; {key_of('copy')} copies, {key_of('highlight')} highlights.")

    def target(self) -> Span | None:
        """What a command is about: the selection, else the paragraph in focus, else the first on the screen."""
        if not self._session.is_open:
            return None
        if self._pane.selection is None and self._pane.focus_bar.span is None:
            self._pane.focus_bar.move(1)
        return self._pane.selection or self._pane.focus_bar.span
