from collections.abc import Callable, Sequence

from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from briefing.model import Document, InlineKind, Section, Span
from briefing.tui.layout.heading_style import title_spans, unmarked
from briefing.tui.layout.layout_options import Options
from briefing.tui.layout.scroll_window import ScrollPosition
from briefing.tui.layout.section_frame import Frame, Viewport
from briefing.tui.layout.section_title import SectionTitle, section_title
from briefing.tui.layout.text_units import word_at
from briefing.tui.layout.virtual_rows import Row
from briefing.tui.widgets.focus_bar import FocusBar
from briefing.tui.widgets.overlay import Overlay
from briefing.tui.widgets.pane_margins import continues_below, text_column
from briefing.tui.widgets.pane_messages import EndReached, LinkPressed, Moved, StartReached
from briefing.tui.widgets.pane_styles import pane_style
from briefing.tui.widgets.row_drawing import RowDrawing
from briefing.tui.widgets.text_cursor import TextCursor
from briefing.tui.widgets.virtual_height import set_height

_WHEEL = 3
_SIDEWAYS = 8
"""Cells that code moves per turn of the wheel with Ctrl or Shift."""
_PRESSED = (InlineKind.LINK, InlineKind.IMAGE, InlineKind.FOOTNOTE)


class ReadingPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Messages: `Moved`, `LinkPressed`, `EndReached`, `StartReached`. Offsets refer to `Document.text`.

    The position is a text offset on a screen row; `scroll_y` is derived from estimated heights.
    """

    Moved = Moved
    LinkPressed = LinkPressed
    EndReached = EndReached
    StartReached = StartReached

    ALLOW_SELECT = True

    DEFAULT_CSS = """
    ReadingPane {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """

    maximum_width: var[int] = var(84)
    """Longest line in cells; in a wider pane the text is centred."""
    justify: var[bool] = var(False)
    spacing: var[int] = var(0)
    """Empty rows between the lines of a paragraph."""

    def __init__(
        self,
        *,
        moved: Callable[[int, int], object] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._tell_place = moved
        self._title: SectionTitle | None = None
        self.viewport = Viewport(self._frame)
        self.overlay = Overlay(self.refresh)
        self.focus_bar = FocusBar(self.viewport, self.reveal, self._draw_focus)
        self.cursor = TextCursor(self.viewport, self.focus_bar, self.select, self.reveal)
        self._drawing = RowDrawing(self.overlay, self.style_of)
        self._drawn_rows: Sequence[Row] | None = None
        self._syncing = False

    # Content

    @property
    def document(self) -> Document | None:
        return self.viewport.document

    def show(
        self,
        document: Document,
        section: Section | Span,
        *,
        number: int = 0,
        offset: int | None = None,
        row: int = 0,
    ) -> None:
        """Keeps position, focus and layers if the text continues the shown one. `offset` goes to
        screen row `row`; without it, the current sentence stays if the section contains it.
        """
        span = section if isinstance(section, Span) else section.span
        same = continues_below(self.document, document)
        sight = ScrollPosition(span.start, 0)
        if offset is not None:
            sight = ScrollPosition(offset, row)
        elif same and span.holds(self.viewport.sight.offset):
            sight = self.viewport.sight
        if not same:
            self.overlay.clear()
        if not same or span.start != self.viewport.span.start:
            self.focus_bar.put(None)
            self._drawing.shift = 0
            self.clear_selection()
        heading = self._title = None
        if not isinstance(section, Span):
            heading = unmarked(document, section.heading)
            self._title = section_title(document, section, number)
        self.overlay.set("title", title_spans(document), "heading-1")
        self.overlay.set("heading", [heading] if heading else [], "heading-2")
        self.viewport.show(document, span, sight)
        self._sync()

    # Geometry

    @property
    def text_width(self) -> int:
        return self._column[1]

    @property
    def margin(self) -> int:
        """Cells left of the text; the last one holds the focus bar."""
        return self._column[0]

    @property
    def _column(self) -> tuple[int, int]:
        return text_column(
            self.size.width - self.styles.scrollbar_size_vertical, self.maximum_width
        )

    def _frame(self) -> Frame | None:
        if not self.size.height or not self.size.width:
            return None
        options = Options(self.text_width, self.justify, self.spacing, self._title)
        return Frame(self.size.height, options)

    def relayout(self) -> None:
        self.viewport.fit()
        self._sync()

    watch_maximum_width = watch_justify = watch_spacing = relayout

    def on_resize(self) -> None:
        if not self.viewport.fitted:
            self.viewport.fit()
        self._sync(drawn=True)

    def _sync(self, *, drawn: bool = False) -> None:
        if self._tell_place is not None:
            self._tell_place(*self.place)
        view = self.viewport.view
        if view is None:
            return
        self._syncing = True
        try:
            set_height(self, self.size.width, max(view.total, self.size.height))
            self.scroll_y = self.scroll_target_y = view.above
        finally:
            self._syncing = False
        if not drawn:
            self.refresh()
        self._tell_moved()

    def _tell_moved(self) -> None:
        view = self.viewport.view
        if view is not None:
            self.post_message(Moved(self, view.sight.offset, view.percent))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        view = self.viewport.view
        if self._syncing or view is None or round(new_value) == view.above:
            return
        view.move_to(round(new_value))
        if self._tell_place is not None:
            self._tell_place(*self.place)
        self.refresh()
        self.call_after_refresh(self._sync)

    # Drawing

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawing.forget_styles()

    def render_lines(self, crop: Region) -> list[Strip]:
        if not self.viewport.fitted:
            # Textual tells no new size where a place on the screen was asked for since it changed.
            self.call_later(self.relayout)
        self._begin_drawing()
        self._drawn_rows = self.viewport.rows
        try:
            return super().render_lines(crop)
        finally:
            self._drawn_rows = None

    def render_line(self, y: int) -> Strip:
        rows = self._drawn_rows
        if rows is None:
            self._begin_drawing()
            rows = self.viewport.rows
        return self._drawing.strip(rows[y] if y < len(rows) else None, self.focus_bar.span)

    def _begin_drawing(self) -> None:
        drawing = self._drawing
        drawing.width, (drawing.margin, drawing.room) = self.size.width, self._column
        drawing.begin(self.rich_style, self.selection)

    def _draw_focus(self) -> None:
        bar = self.focus_bar
        self.overlay.set("passage", [bar.span] if bar.span and bar.exact else [], "passage")
        self.refresh()

    def style_of(self, look: str) -> Style:
        return pane_style(look, self.app.theme_variables, plain=self.app.has_class("-plain"))

    # Position

    @property
    def place(self) -> tuple[int, int]:
        sight = self.viewport.sight
        return sight.offset, sight.row

    def go_to(self, offset: int, align: str = "top") -> None:
        self.viewport.look(
            ScrollPosition(offset, self.size.height // 2 if align == "middle" else 0)
        )
        self._sync()

    def reveal(self, span: Span) -> None:
        seen = self.viewport.seen
        if span.start < seen.start or span.end > seen.end:
            tall = self.viewport.view is not None and len(span) > len(seen) // 2
            self.go_to(span.start, "top" if tall else "middle")

    def move_lines(self, count: int) -> None:
        """Negative for up. While selecting, extends the selection."""
        if self.cursor.active:
            self.cursor.extend("line", count)
        else:
            self._scroll(count)

    def _scroll(self, rows: int) -> None:
        if self.viewport.view is not None:
            self.viewport.view.move(rows)
            self._sync()

    def move_half_page(self, direction: int) -> None:
        self.move_lines(direction * max(1, self.size.height // 2))

    def move_page(self, direction: int) -> None:
        if not self.cursor.active and direction > 0 and self.viewport.at_end:
            self.post_message(EndReached(self))
        elif not self.cursor.active and direction < 0 and self.viewport.at_start:
            self.post_message(StartReached(self))
        else:
            self.move_lines(direction * max(1, self.size.height - 2))

    def move_to_start(self) -> None:
        self.go_to(self.viewport.span.start)

    def move_to_end(self) -> None:
        if self.viewport.view is not None:
            self.viewport.view.move_to_end()
            self._sync()

    def move_sideways(self, direction: int) -> None:
        lines = [row.line for row in self.viewport.rows if row.line.wide]
        most = max((line.cells for line in lines), default=0) - self.text_width + 1
        shift = self._drawing.shift + direction * _SIDEWAYS
        self._drawing.shift = max(0, min(shift, most))
        self.refresh()

    # Selection in Textual's terms; its offsets are text offsets

    @property
    def selection(self) -> Span | None:
        found = self.text_selection if self.is_attached else None
        if found is None:
            return None
        within = self.viewport.span
        start = within.start if found.start is None else found.start.x
        end = within.end if found.end is None else found.end.x
        low, high = max(within.start, start), min(within.end, end)
        return Span(low, high) if low < high else None

    def select(self, span: Span) -> None:
        chosen = Selection(Offset(span.start, 0), Offset(span.end, 0))
        self.screen.selections = {self: chosen}

    def clear_selection(self) -> None:
        self.cursor.stop()
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()

    def selection_updated(self, selection: Selection | None) -> None:
        if selection is None:
            self.cursor.stop()
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Leaves out soft line breaks."""
        span = self.selection
        return None if span is None else (span.of(self.viewport.text), "\n")

    # Mouse

    def offset_at(self, x: int, y: int) -> int | None:
        """Returns None if no text is drawn there."""
        rows = self.viewport.rows
        line = rows[y].line if 0 <= y < len(rows) else None
        cell = x - self.margin + (self._drawing.shift if line and line.wide else 0)
        if line is None or not any(r.cell <= cell < r.cell + r.cells for r in line.runs):
            return None
        return line.offset_at(cell)

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()
        at = event.get_content_offset(self)
        offset = self.offset_at(*at) if at is not None and event.button == 1 else None
        if offset is None or self.document is None:
            return
        if event.chain == 1:
            mark = self.viewport.mark_at(offset, *_PRESSED) if self.selection is None else None
            if mark is not None:
                self.post_message(LinkPressed(self, mark))
        elif event.chain in (2, 3):
            paragraph = self.viewport.paragraph(offset) if event.chain == 3 else None
            self.select(paragraph or word_at(self.viewport.text, offset))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, direction: int) -> None:
        event.prevent_default()
        event.stop()
        if event.ctrl or event.shift:
            self.move_sideways(direction)
        else:
            self._scroll(direction * _WHEEL)
