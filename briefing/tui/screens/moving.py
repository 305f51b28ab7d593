"""Moving about in the text."""

from briefing.tui.screens.base import ReadingBase
from briefing.tui.widgets.listing import Listing
from briefing.tui.widgets.pane_messages import EndReached, StartReached


class Moving(ReadingBase):
    """The commands that move: in the text, or in the agenda or the names where these have the focus."""

    @property
    def _focused_list(self) -> Listing | None:
        """The list that has the focus."""
        return self.focused if isinstance(self.focused, Listing) else None

    def action_line_down(self) -> None:
        """A line down."""
        self._by_line(1)

    def action_line_up(self) -> None:
        """A line up."""
        self._by_line(-1)

    def _by_line(self, direction: int) -> None:
        if self._focused_list is not None:
            self._focused_list.action_cursor(direction)
        else:
            self.pane.move_lines(direction)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._by_half(1)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._by_half(-1)

    def _by_half(self, direction: int) -> None:
        if self._focused_list is not None:
            self._focused_list.move(direction * max(1, self._focused_list.size.height // 2))
        else:
            self.pane.move_half_page(direction)

    def action_page_down(self) -> None:
        """A page down."""
        self._by_page(1)

    def action_page_up(self) -> None:
        """A page up."""
        self._by_page(-1)

    def _by_page(self, direction: int) -> None:
        if self._focused_list is not None:
            self._focused_list.action_page(direction)
        else:
            self.pane.move_page(direction)

    def action_top(self) -> None:
        """The issue's start."""
        self._to_end(1)

    def action_bottom(self) -> None:
        """The issue's end."""
        self._to_end(-1)

    def _to_end(self, direction: int) -> None:
        """The start (1) or the end (-1)."""
        if self._focused_list is not None:
            self._focused_list.action_edge(direction)
            return
        self._leave(True)
        if direction > 0:
            self.pane.move_to_start()
        else:
            self.pane.move_to_end()

    def action_next_paragraph(self) -> None:
        """The focus bar down."""
        self.pane.move_focus(1)

    def action_previous_paragraph(self) -> None:
        """The focus bar up."""
        self.pane.move_focus(-1)

    def action_scroll_right(self) -> None:
        """Wide code to the right."""
        self.pane.move_sideways(1)

    def action_scroll_left(self) -> None:
        """Wide code to the left."""
        self.pane.move_sideways(-1)

    def action_select(self) -> None:
        """Start selecting; a second time, end it."""
        if self.pane.selecting:
            self.pane.clear_selection()
        else:
            self.pane.start_selecting()
            self._say_selecting()

    def _say_selecting(self) -> None:
        """How the selection grows, and what it is for."""
        keys = [self.key_of(name) for name in ("next_issue", "line_down", "next_paragraph")]
        copy, mark = self.key_of("copy"), self.key_of("highlight")
        grows = f"Selecting: {' '.join(keys)} take a word, line, paragraph more"
        self.say(f"{grows}; {copy} copies, {mark} highlights.")

    def action_next_issue(self) -> None:
        """The next issue, or a word more while selecting."""
        self._step(1)

    def action_previous_issue(self) -> None:
        """The previous issue, or a word less while selecting."""
        self._step(-1)

    def _step(self, direction: int) -> None:
        if self.pane.selecting:
            self.pane.extend("word", direction)
            return
        index = self.plan.step(self.index, direction)
        if index is not None:
            self.go_to_section(index)

    def action_issue(self, number: int) -> None:
        """The issue with a number."""
        index = self.plan.numbered(number)
        if index is not None:
            self.go_to_section(index)

    def action_overview(self) -> None:
        """What stands before the first issue."""
        if self.plan.issues:
            self.go_to_section(self.plan.issues[0])

    def action_next_unread(self) -> None:
        """The next unread issue, round the end."""
        issues = self.plan.issues
        after = [i for i in issues if i > self.index] + [i for i in issues if i < self.index]
        unread = [i for i in after if self.sections[i].span.start not in self.read]
        if unread:
            self.go_to_section(unread[0])
        else:
            self.say("Every other issue is read.")

    def on_reading_pane_end_reached(self, event: EndReached) -> None:
        """A page down at the end goes on to the next issue."""
        index = self.plan.step(self.index, 1)
        if index is None:
            self.say("This is the end of the briefing.")
        else:
            self.go_to_section(index)

    def on_reading_pane_start_reached(self, event: StartReached) -> None:
        """A page up at the start goes to the end of the previous issue."""
        index = self.plan.step(self.index, -1)
        if index is not None:
            self.go_to_section(index)
            self.pane.move_to_end()

    def action_back(self) -> None:
        """Back to where a jump started."""
        self.go_to_visit(self.history.back(self.here))

    def action_forward(self) -> None:
        """Forward again."""
        self.go_to_visit(self.history.forward(self.here))
