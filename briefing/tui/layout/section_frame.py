"""A section in a frame that changes its size: what is seen of it, and where the reader is."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from briefing.model import Document, InlineKind, InlineMark, Span
from briefing.tui.layout.layout_options import Options
from briefing.tui.layout.scroll_window import ScrollPosition, ScrollWindow
from briefing.tui.layout.text_units import paragraph_at
from briefing.tui.layout.virtual_rows import Row, VirtualRows


class Frame(Struct, frozen=True):
    """The size in which text is seen, and how it is laid out there."""

    height: int
    """Rows; 0 while there is no size yet."""
    options: Options


class Viewport:
    """Shows a span of a document in a frame; the sentence stays where it is when the frame changes."""

    def __init__(self, frame: Callable[[], Frame | None]) -> None:
        """Take what says the present frame, None while there is none."""
        self._frame = frame
        self._wanted = ScrollPosition(0, 0)
        self.document: Document | None = None
        self.span = Span(0, 0)
        self.view: ScrollWindow | None = None
        """None while there is no document or no size."""

    def show(self, document: Document, span: Span, sight: ScrollPosition | None) -> None:
        """Show a span of a document at a sight; without one, where the reader is."""
        wanted = sight or self.sight
        self.document, self.span = document, span
        self.fit(wanted)

    def fit(self, sight: ScrollPosition | None = None) -> None:
        """Lay out for the present frame, at a sight; without one, the same sentence on the same row."""
        self._wanted = sight or self.sight
        document, frame = self.document, self._frame()
        if document is None or frame is None:
            self.view = None
            return
        text, blocks, options = document.text, document.blocks, frame.options
        if self.view is None:
            galley = VirtualRows(text, blocks, self.span, options)
            self.view = ScrollWindow(galley, frame.height, self._wanted)
        else:
            height, wanted = frame.height, self._wanted
            self.view = self.view.again(text, blocks, self.span, options, height, wanted)

    def look(self, sight: ScrollPosition) -> None:
        """Bring an offset to a row, as far as the ends allow, or as soon as there is a size."""
        self._wanted = sight
        if self.view is not None:
            self.view.look(sight)

    @property
    def text(self) -> str:
        """The text of the document; "" without one."""
        return self.document.text if self.document is not None else ""

    @property
    def sight(self) -> ScrollPosition:
        """Where the reader is."""
        return self.view.sight if self.view is not None else self._wanted

    @property
    def rows(self) -> Sequence[Row]:
        """The rows on the screen, also when it is drawn before the new size is announced."""
        view, frame = self.view, self._frame()
        if view is None:
            self.fit(self._wanted)
        elif frame is not None and (
            view.height != frame.height or view.galley.options.width != frame.options.width
        ):
            self.fit()
        return self.view.rows if self.view is not None else ()

    @property
    def seen(self) -> Span:
        """The span of text on the screen."""
        return self.view.visible if self.view else Span(self.span.start, self.span.start)

    @property
    def at_start(self) -> bool:
        """Whether the span's start is on the screen."""
        return self.view is None or self.view.at_start

    @property
    def at_end(self) -> bool:
        """Whether the span's end is on the screen."""
        return self.view is None or self.view.at_end

    @property
    def percent(self) -> int:
        """How much of the span is above the bottom of the screen, 0 to 100."""
        return self.view.percent if self.view else 100

    def paragraph(self, offset: int, direction: int = 0) -> Span | None:
        """The paragraph that holds an offset, or the next (1) or the previous (-1) one."""
        blocks = self.document.blocks if self.document else ()
        return paragraph_at(blocks, self.span, offset, direction)

    def marks(self, *kinds: InlineKind) -> list[InlineMark]:
        """The inline marks of `kinds` (links, without any) that start on the screen, in order."""
        seen, wanted = self.seen, kinds or (InlineKind.LINK,)
        found = {
            mark.span: mark
            for row in self.rows
            for mark in row.piece.marks
            if mark.kind in wanted and seen.holds(mark.span.start)
        }
        return [found[span] for span in sorted(found)]

    def mark_at(self, offset: int, *kinds: InlineKind) -> InlineMark | None:
        """The inline mark of one of `kinds` at an offset on the screen, or None."""
        for row in self.rows:
            for mark in row.piece.marks:
                if mark.kind in kinds and mark.span.holds(offset):
                    return mark
        return None
