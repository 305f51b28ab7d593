from collections.abc import Callable

from briefing.model import Span
from briefing.tui.layout.section_frame import Viewport
from briefing.tui.layout.text_units import word_at, word_step
from briefing.tui.widgets.focus_bar import FocusBar


class TextCursor:
    def __init__(
        self,
        viewport: Viewport,
        focus_bar: FocusBar,
        select: Callable[[Span], object],
        reveal: Callable[[Span], object],
    ) -> None:
        self._viewport, self._focus_bar = viewport, focus_bar
        self._select, self._reveal = select, reveal
        self._ends: tuple[int, int] | None = None
        """Offsets of the fixed and the moving end; None if not selecting by keyboard."""

    @property
    def active(self) -> bool:
        return self._ends is not None

    def start(self) -> None:
        viewport, focus = self._viewport, self._focus_bar
        if viewport.document is None or not viewport.span:
            return
        if focus.span is not None and focus.exact and focus.in_sight:
            chosen = focus.span
        else:
            top = viewport.seen.start
            near = focus.span if focus.in_sight else viewport.paragraph(top)
            chosen = word_at(viewport.text, max(near.start if near else 0, top))
        self._ends = (chosen.start, chosen.end)
        self._select(chosen)

    def swap_ends(self) -> None:
        if self._ends is not None:
            self._ends = self._ends[::-1]
            self._show_moving_end()

    def stop(self) -> None:
        """The selection stays."""
        self._ends = None

    def extend(self, unit: str, count: int) -> None:
        """`unit` is "word", "sentence", "line" or "paragraph"."""
        if self._ends is None:
            return
        origin, cursor = self._ends
        for _ in range(abs(count)):
            direction = 1 if count > 0 else -1
            cursor = self._step(unit, cursor, direction)
            if unit != "line":
                cursor = self._past_space(origin, cursor, direction)
        within = self._viewport.span
        cursor = max(within.start, min(cursor, within.end))
        self._ends = (origin, cursor)
        low, high = sorted((origin, cursor))
        self._select(Span(low, high) if low < high else Span(origin, origin + 1))
        self._show_moving_end()

    def _show_moving_end(self) -> None:
        if self._ends is not None:
            end, start = self._ends[1], self._viewport.span.start
            before = self._ends[1] > self._ends[0]
            self._reveal(Span(max(start, end - 1), end) if before else Span(end, end + 1))

    def _past_space(self, origin: int, cursor: int, direction: int) -> int:
        text = self._viewport.text
        if direction > 0:
            while cursor < origin and text[cursor].isspace():
                cursor += 1
        else:
            while cursor > origin and text[cursor - 1].isspace():
                cursor -= 1
        return cursor

    def _step(self, unit: str, offset: int, direction: int) -> int:
        if unit == "paragraph":
            return self._unit_step(self._viewport.paragraph, offset, direction)
        if unit == "line" and self._viewport.view is not None:
            return self._viewport.view.line_step(offset, direction)
        if unit == "sentence":
            return self._unit_step(self._viewport.sentence, offset, direction)
        return word_step(self._viewport.text, offset, direction)

    def _unit_step(self, find: Callable[..., Span | None], offset: int, direction: int) -> int:
        """End of this or the next unit (1), or start of this or the previous one (-1)."""
        back = direction < 0
        span = find(max(0, offset - 1) if back else offset)
        if span and (span.start >= offset if back else span.end <= offset):
            span = find(span.start, direction)
        return offset if span is None else span.start if back else span.end
