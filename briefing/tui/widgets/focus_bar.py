"""The bar beside the paragraph that commands are about."""

from collections.abc import Callable

from briefing.model import Span
from briefing.tui.layout.section_frame import Viewport


class FocusBar:
    """Stands beside one paragraph, or nowhere."""

    def __init__(
        self,
        viewport: Viewport,
        reveal: Callable[[Span], object],
        changed: Callable[[], object],
    ) -> None:
        """Take the text; `reveal` brings a span to the screen, `changed` draws the bar elsewhere."""
        self._viewport, self._reveal, self._changed = viewport, reveal, changed
        self.span: Span | None = None
        """The paragraph in focus."""

    def put(self, offset: int | None) -> None:
        """Put the bar beside the paragraph that holds `offset`; None takes it away."""
        self.span = None if offset is None else self._viewport.paragraph(offset)
        self._changed()

    def move(self, direction: int) -> None:
        """Move to the next (1) or the previous (-1) paragraph, and bring it to the screen.

        Where no paragraph on the screen has the bar, the first that starts there gets it, and nothing moves.
        """
        seen = self._viewport.seen
        if self.span is None or not self.span.overlaps(seen):
            self.span = self._first_seen(seen)
        else:
            self.span = self._viewport.paragraph(self.span.start, direction) or self.span
            self._reveal(self.span)
        self._changed()

    def _first_seen(self, seen: Span) -> Span | None:
        """The first paragraph that starts on the screen; the one that fills it, where none does."""
        first = self._viewport.paragraph(seen.start)
        if first is None or first.start >= seen.start:
            return first
        following = self._viewport.paragraph(first.start, 1)
        return following if following is not None and seen.holds(following.start) else first
