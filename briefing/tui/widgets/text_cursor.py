from collections.abc import Callable

from briefing.model import Span
from briefing.tui.layout.section_frame import Viewport
from briefing.tui.layout.text_units import sentence_step, word_at, word_step
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
        """Select the word at the start of the focus, or of the screen."""
        viewport = self._viewport
        if viewport.document is None or not viewport.span:
            return
        top = viewport.seen.start
        focus = self._focus_bar.span or viewport.paragraph(top)
        word = word_at(viewport.text, max(focus.start if focus else 0, top))
        self._ends = (word.start, word.end)
        self._select(word)

    def stop(self) -> None:
        """The selection stays."""
        self._ends = None

    def extend(self, unit: str, count: int) -> None:
        """`unit` is "word", "sentence", "line" or "paragraph"."""
        if self._ends is None:
            return
        origin, cursor = self._ends
        for _ in range(abs(count)):
            cursor = self._step(unit, cursor, 1 if count > 0 else -1)
        within = self._viewport.span
        cursor = max(within.start, min(cursor, within.end))
        self._ends = (origin, cursor)
        low, high = sorted((origin, cursor))
        self._select(Span(low, high) if low < high else Span(origin, origin + 1))
        self._reveal(Span(max(within.start, cursor - 1), cursor))

    def _step(self, unit: str, offset: int, direction: int) -> int:
        if unit == "paragraph":
            return self._paragraph_step(offset, direction)
        if unit == "line" and self._viewport.view is not None:
            return self._viewport.view.line_step(offset, direction)
        step = sentence_step if unit == "sentence" else word_step
        return step(self._viewport.text, offset, direction)

    def _paragraph_step(self, offset: int, direction: int) -> int:
        back = direction < 0
        span = self._viewport.paragraph(offset - 1 if back else offset)
        if back and span and span.start >= offset:
            span = self._viewport.paragraph(span.start, -1)
        return offset if span is None else span.start if back else span.end
