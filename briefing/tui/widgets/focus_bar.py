from collections.abc import Callable

from briefing.model import Span
from briefing.tui.layout.section_frame import Viewport


class FocusBar:
    def __init__(
        self, viewport: Viewport, reveal: Callable[[Span], object], changed: Callable[[], object]
    ) -> None:
        self._viewport, self._reveal, self._changed = viewport, reveal, changed
        self.span: Span | None = None

    def put(self, offset: int | None) -> None:
        self.span = None if offset is None else self._viewport.paragraph(offset)
        self._changed()

    def move(self, direction: int) -> None:
        """Scrolls to the next (1) or previous (-1) paragraph.

        If no visible paragraph has the bar, it goes to the first visible one without scrolling.
        """
        seen = self._viewport.seen
        if self.span is None or not self.span.overlaps(seen):
            self.span = self._first_seen(seen)
        else:
            self.span = self._viewport.paragraph(self.span.start, direction) or self.span
            self._reveal(self.span)
        self._changed()

    def _first_seen(self, seen: Span) -> Span | None:
        first = self._viewport.paragraph(seen.start)
        if first is None or first.start >= seen.start:
            return first
        following = self._viewport.paragraph(first.start, 1)
        return following if following is not None and seen.holds(following.start) else first
