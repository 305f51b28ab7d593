"""The reading pane: a section that the reader moves in, marks and presses."""

from collections.abc import Callable

from textual import events
from textual.geometry import Offset
from textual.selection import Selection

from briefing.model import Mark, MarkKind, Span
from briefing.tui.layout.motions import paragraph_at, sentence_step, word_at, word_step
from briefing.tui.widgets.pane_messages import EndReached, LinkPressed, Moved, StartReached
from briefing.tui.widgets.text_view import TextView

_WHEEL = 3
"""Rows that a turn of the wheel moves."""
_SIDEWAYS = 8
"""Cells that a turn of the wheel with a key held moves code."""
_PRESSED = frozenset({MarkKind.LINK, MarkKind.IMAGE, MarkKind.FOOTNOTE})


class ReadingPane(TextView):
    """Shows one section. It has no key bindings: the screen declares them and calls the methods.

    Messages: `Moved`, `LinkPressed`, `EndReached`, `StartReached`.
    """

    Moved = Moved
    LinkPressed = LinkPressed
    EndReached = EndReached
    StartReached = StartReached

    def __init__(
        self,
        *,
        moved: Callable[[int, int], object] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make an empty pane; `moved` is called at once with each `place`."""
        super().__init__(moved=moved, id=id, classes=classes)
        self._caret: tuple[int, int] | None = None

    # Movement

    def move_lines(self, count: int) -> None:
        """Move down by `count` lines, up when negative; while selecting, the selection's end moves."""
        if self._caret is not None:
            self.extend("line", count)
        elif self._view is not None:
            self._view.move(count)
            self._sync()

    def move_half_page(self, direction: int) -> None:
        """Move by half a screen, down (1) or up (-1)."""
        self.move_lines(direction * max(1, self.size.height // 2))

    def move_page(self, direction: int) -> None:
        """Move by a screen but two lines, down (1) or up (-1); at the end say so instead."""
        if self._caret is None and direction > 0 and self.at_end:
            self.post_message(EndReached(self))
        elif self._caret is None and direction < 0 and self.at_start:
            self.post_message(StartReached(self))
        else:
            self.move_lines(direction * max(1, self.size.height - 2))

    def move_to_start(self) -> None:
        """Move to the section's start."""
        self.go_to(self._span.start)

    def move_to_end(self) -> None:
        """Move to the section's end."""
        if self._view is not None:
            self._view.move_to_end()
            self._sync()

    def move_sideways(self, direction: int) -> None:
        """Move code that is wider than the pane, to the right (1) or the left (-1)."""
        lines = [row.line for row in self._rows if row.line.wide]
        most = max((line.cells for line in lines), default=0) - self.text_width + 1
        self._shift = max(0, min(self._shift + direction * _SIDEWAYS, most))
        self.refresh()

    # Focus

    @property
    def focus_span(self) -> Span | None:
        """The paragraph in focus."""
        return self._focus

    def focus_paragraph(self, offset: int | None) -> None:
        """Put the focus bar beside the paragraph that holds `offset`; None takes it away."""
        self._focus = None if offset is None else self._paragraph(offset)
        self.refresh()

    def move_focus(self, direction: int) -> None:
        """Move the focus bar to the next (1) or the previous (-1) paragraph, and bring it into view.

        Where no paragraph on the screen has it, the first that starts there gets it, and nothing moves.
        While selecting, the selection's end moves by a paragraph.
        """
        if self._caret is not None:
            self.extend("paragraph", direction)
            return
        seen = self.visible_span
        if self._focus is None or not self._focus.overlaps(seen):
            self._focus = self._first_seen(seen)
        else:
            self._focus = self._paragraph(self._focus.start, direction) or self._focus
            self.reveal(self._focus)
        self.refresh()

    def _first_seen(self, seen: Span) -> Span | None:
        """The first paragraph that starts on the screen; the one that fills it, where none does."""
        first = self._paragraph(seen.start)
        if first is None or first.start >= seen.start:
            return first
        following = self._paragraph(first.start, 1)
        return following if following is not None and seen.holds(following.start) else first

    def _paragraph(self, offset: int, direction: int = 0) -> Span | None:
        blocks = self._document.blocks if self._document else ()
        return paragraph_at(blocks, self._span, offset, direction)

    # Selection

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection; without one, selecting by keyboard is over."""
        if selection is None:
            self._caret = None
        super().selection_updated(selection)

    def select(self, span: Span) -> None:
        """Select `span`."""
        chosen = Selection(Offset(span.start, 0), Offset(span.end, 0))
        self.screen.selections = {self: chosen}

    def clear_selection(self) -> None:
        """Select nothing, and end selecting by keyboard."""
        self._caret = None
        super().clear_selection()

    @property
    def selecting(self) -> bool:
        """Whether movements extend the selection."""
        return self._caret is not None

    def start_selecting(self) -> None:
        """Select the word at the start of the focus (or the screen); movements then extend the selection."""
        if self._document is None or not self._span:
            return
        focus = self._focus or self._paragraph(self.visible_span.start)
        start = max(focus.start if focus else 0, self.visible_span.start)
        word = word_at(self._document.text, start)
        self._caret = (word.start, word.end)
        self.select(word)

    def extend(self, unit: str, count: int) -> None:
        """Move the selection's end by `count` units: "word", "sentence", "line" or "paragraph"."""
        if self._caret is None or self._document is None:
            return
        origin, caret = self._caret
        for _ in range(abs(count)):
            caret = self._step(unit, caret, 1 if count > 0 else -1)
        caret = max(self._span.start, min(caret, self._span.end))
        self._caret = (origin, caret)
        self.select(Span(*sorted((origin, caret))) if caret != origin else Span(origin, origin + 1))
        self.reveal(Span(max(self._span.start, caret - 1), caret))

    def _step(self, unit: str, offset: int, direction: int) -> int:
        text = self._document.text if self._document else ""
        if unit == "paragraph":
            back = direction < 0
            span = self._paragraph(offset - 1 if back else offset)
            if back and span and span.start >= offset:
                span = self._paragraph(span.start, -1)
            return offset if span is None else span.start if back else span.end
        if unit == "line" and self._view is not None:
            return self._view.line_step(offset, direction)
        return (sentence_step if unit == "sentence" else word_step)(text, offset, direction)

    # Mouse

    def offset_at(self, x: int, y: int) -> int | None:
        """The text offset drawn at a cell of the pane, or None where there is no text."""
        rows = self._rows
        line = rows[y].line if 0 <= y < len(rows) else None
        cell = x - self.margin + (self._shift if line and line.wide else 0)
        if line is None or not any(r.cell <= cell < r.cell + r.cells for r in line.runs):
            return None
        return line.offset_at(cell)

    def mark_at(self, offset: int) -> Mark | None:
        """The link, image or footnote at an offset on the screen, or None."""
        for row in self._rows:
            for mark in row.piece.marks:
                if mark.kind in _PRESSED and mark.span.holds(offset):
                    return mark
        return None

    def on_click(self, event: events.Click) -> None:
        """Follow a link; select a word or a paragraph at the second and third click."""
        event.prevent_default()
        at = event.get_content_offset(self)
        offset = self.offset_at(*at) if at is not None and event.button == 1 else None
        if offset is None or self._document is None:
            return
        if event.chain == 1 and self.selection is None and (mark := self.mark_at(offset)):
            self.post_message(LinkPressed(self, mark))
        elif event.chain == 2:
            self.select(word_at(self._document.text, offset))
        elif event.chain == 3:
            self.select(self._paragraph(offset) or word_at(self._document.text, offset))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down, or sideways when Ctrl or Shift is held."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up, or sideways when Ctrl or Shift is held."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, direction: int) -> None:
        event.prevent_default()
        event.stop()
        if event.ctrl or event.shift:
            self.move_sideways(direction)
        elif self._view is not None:
            self._view.move(direction * _WHEEL)
            self._sync()
