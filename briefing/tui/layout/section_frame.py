from collections.abc import Callable, Sequence

from msgspec import Struct

from briefing.model import Document, InlineKind, InlineMark, Span
from briefing.tui.layout.layout_options import Options
from briefing.tui.layout.scroll_window import ScrollPosition, ScrollWindow
from briefing.tui.layout.text_units import paragraph_at, sentence_at, word_step
from briefing.tui.layout.virtual_rows import Row, VirtualRows


class Frame(Struct, frozen=True):
    height: int
    """Rows; 0 while the size is not known."""
    options: Options


class Viewport:
    def __init__(self, frame: Callable[[], Frame | None]) -> None:
        self._frame = frame
        self._wanted = ScrollPosition(0, 0)
        self.document: Document | None = None
        self.span = Span(0, 0)
        self.view: ScrollWindow | None = None
        """None without a document or a size."""

    def show(self, document: Document, span: Span, sight: ScrollPosition | None) -> None:
        wanted = sight or self.sight
        self.document, self.span = document, span
        self.fit(wanted)

    def fit(self, sight: ScrollPosition | None = None) -> None:
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
        self._wanted = sight
        if self.view is not None:
            self.view.look(sight)

    @property
    def text(self) -> str:
        return self.document.text if self.document is not None else ""

    @property
    def sight(self) -> ScrollPosition:
        return self.view.sight if self.view is not None else self._wanted

    @property
    def rows(self) -> Sequence[Row]:
        """Valid even before a new size is announced."""
        if not self.fitted:
            self.fit()
        return self.view.rows if self.view is not None else ()

    @property
    def fitted(self) -> bool:
        view, frame = self.view, self._frame()
        if view is None or frame is None:
            return view is not None
        return (view.height, view.galley.options.width) == (frame.height, frame.options.width)

    @property
    def seen(self) -> Span:
        return self.view.visible if self.view else Span(self.span.start, self.span.start)

    @property
    def at_start(self) -> bool:
        return self.view is None or self.view.at_start

    @property
    def at_end(self) -> bool:
        return self.view is None or self.view.at_end

    @property
    def percent(self) -> int:
        return self.view.percent if self.view else 0

    def paragraph(self, offset: int, direction: int = 0) -> Span | None:
        blocks = self.document.blocks if self.document else ()
        return paragraph_at(blocks, self.span, offset, direction)

    def sentence(self, offset: int, direction: int = 0) -> Span | None:
        paragraph = self.paragraph(offset)
        if paragraph is None:
            return None
        here = sentence_at(self.text, paragraph, offset)
        if direction > 0:
            following = sentence_at(self.text, paragraph, here.end)
            if following and following.start >= here.end:
                return following
            return self._sentence_of(self.paragraph(offset, 1), last=False)
        if direction < 0:
            first = here == sentence_at(self.text, paragraph, paragraph.start)
            at = word_step(self.text, here.start, -1)
            before = None if first else sentence_at(self.text, paragraph, at)
            return before or self._sentence_of(self.paragraph(offset, -1), last=True)
        return here

    def _sentence_of(self, paragraph: Span | None, *, last: bool) -> Span | None:
        if paragraph is None:
            return None
        return sentence_at(self.text, paragraph, paragraph.end - 1 if last else paragraph.start)

    def marks(self, *kinds: InlineKind) -> list[InlineMark]:
        seen, wanted = self.seen, kinds or (InlineKind.LINK,)
        found = {
            mark.span: mark
            for row in self.rows
            for mark in row.piece.marks
            if mark.kind in wanted and seen.holds(mark.span.start)
        }
        return [found[span] for span in sorted(found)]

    def mark_at(self, offset: int, *kinds: InlineKind) -> InlineMark | None:
        for row in self.rows:
            for mark in row.piece.marks:
                if mark.kind in kinds and mark.span.holds(offset):
                    return mark
        return None
