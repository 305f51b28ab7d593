from collections.abc import Callable

from briefing.model import Span
from briefing.tui.layout.section_frame import Viewport


class FocusBar:
    def __init__(
        self, viewport: Viewport, reveal: Callable[[Span], object], changed: Callable[[], object]
    ) -> None:
        self._viewport, self._reveal, self._changed = viewport, reveal, changed
        self.span: Span | None = None
        self.exact = False
        """Whether it is the words themselves, such as a match or a sentence, or the paragraph."""

    @property
    def in_sight(self) -> bool:
        return self.span is not None and self.span.overlaps(self._viewport.seen)

    def put(self, offset: int | None) -> None:
        self._set(None if offset is None else self._viewport.paragraph(offset), exact=False)

    def point(self, span: Span) -> None:
        self._set(span, exact=True)

    def move(self, direction: int, unit: str = "paragraph") -> None:
        """Scrolls to the next (1) or previous (-1) paragraph or "sentence", first to the one round
        smaller words.

        Out of sight, it goes to the first visible one without scrolling.
        """
        find = self._viewport.sentence if unit == "sentence" else self._viewport.paragraph
        exact = unit == "sentence"
        if self.span is None or not self.in_sight:
            self._set(self._first_seen(find), exact=exact)
            return
        whole = find(self.span.start)
        if whole is None or whole == self.span or not whole.contains(self.span):
            end = self.span.end - 1 if direction > 0 else self.span.start
            whole = find(end, direction) or self.span
        self._set(whole, exact=exact)
        self._reveal(whole)

    def _set(self, span: Span | None, *, exact: bool) -> None:
        self.span, self.exact = span, exact and span is not None
        self._changed()

    def _first_seen(self, find: Callable[..., Span | None]) -> Span | None:
        seen = self._viewport.seen
        first = find(seen.start)
        if first is None or first.start >= seen.start:
            return first
        following = find(first.start, 1)
        return following if following is not None and seen.holds(following.start) else first
