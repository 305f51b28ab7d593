"""The reading pane: a section that the reader moves in, marks and presses."""

from collections.abc import Callable

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
from briefing.tui.layout.text_units import word_at
from briefing.tui.widgets.focus_bar import FocusBar
from briefing.tui.widgets.overlay import Overlay
from briefing.tui.widgets.pane_margins import continues_below, text_column
from briefing.tui.widgets.pane_messages import EndReached, LinkPressed, Moved, StartReached
from briefing.tui.widgets.row_drawing import RowDrawing
from briefing.tui.widgets.strip_painter import PREFIX, component_style
from briefing.tui.widgets.text_cursor import TextCursor
from briefing.tui.widgets.virtual_height import set_height

_WHEEL = 3
"""Rows that a turn of the wheel moves."""
_SIDEWAYS = 8
"""Cells that a turn of the wheel with a key held moves code."""
_PRESSED = (InlineKind.LINK, InlineKind.IMAGE, InlineKind.FOOTNOTE)


class ReadingPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one section. It has no key bindings: the screen declares them and calls the methods.

    Messages: `Moved`, `LinkPressed`, `EndReached`, `StartReached`.

    The place is an anchor (a text offset on a screen row); heights above and below are guesses until they
    are drawn, so `scroll_y` is derived and never the truth. All offsets are those of `Document.text`.
    """

    Moved = Moved
    LinkPressed = LinkPressed
    EndReached = EndReached
    StartReached = StartReached

    ALLOW_SELECT = True

    DEFAULT_CSS = """
    ReadingPane {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """

    COMPONENT_CLASSES = {
        f"{PREFIX}{name}"
        for name in (
            *(f"heading-{level}" for level in range(1, 7)),
            "quote", "quote-bar", "code", "inline-code", "table-head", "frame", "rule", "label",
            "emphasis", "strong", "strikethrough", "link", "image", "footnote",
            "mention", "highlight-yellow", "highlight-green", "highlight-blue", "highlight-pink",
            "note", "note-sign", "match", "match-current", "selection", "focus-bar", "hint",
        )
    }  # fmt: skip
    """
    | Class | What it styles |
    | :- | :- |
    | `reading-pane--heading-1` to `-6` | Headings by level. |
    | `reading-pane--quote`, `--quote-bar` | A quote's text, and the bar before it. |
    | `reading-pane--code`, `--inline-code` | Code blocks; code within a line. |
    | `reading-pane--table-head`, `--frame` | The head of a table; the lines between its cells. |
    | `reading-pane--rule`, `--label` | Rules; what is drawn but not in the text ("[image: ", "›"). |
    | `reading-pane--emphasis`, `--strong`, `--strikethrough`, `--link`, `--image`, `--footnote` | Marks. |
    | `reading-pane--mention` | Mentions of the selected entity. |
    | `reading-pane--highlight-yellow`, `-green`, `-blue`, `-pink`, `--note`, `--note-sign` | The reader's marks; the sign beside a note. |
    | `reading-pane--match`, `--match-current` | What a search found, and where it stands. |
    | `reading-pane--selection`, `--focus-bar` | The selection; the bar beside the paragraph in focus. |
    | `reading-pane--hint` | Labels over links. |
    """

    maximum_width: var[int] = var(84)
    """The widest line, in cells; wider panes centre the text."""
    justify: var[bool] = var(False)
    """Whether both edges of a paragraph are straight."""
    spacing: var[int] = var(0)
    """Empty rows between the lines of a paragraph."""

    def __init__(
        self,
        *,
        moved: Callable[[int, int], object] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make an empty pane; `moved` is called at once with each `place`."""
        super().__init__(id=id, classes=classes)
        self._tell_place = moved
        self.viewport = Viewport(self._frame)
        self.overlay = Overlay(self.refresh)
        self.focus_bar = FocusBar(self.viewport, self.reveal, self.refresh)
        self.cursor = TextCursor(self.viewport, self.focus_bar, self.select, self.reveal)
        self._drawing = RowDrawing(self.overlay, self._component_style)
        self._drawing_all = self._syncing = False

    # What is shown

    @property
    def document(self) -> Document | None:
        """The document that is shown."""
        return self.viewport.document

    def show(
        self,
        document: Document,
        section: Section | Span,
        *,
        offset: int | None = None,
        row: int = 0,
    ) -> None:
        """Show a section.

        A document that goes on where the shown one ended (the whole after its head) keeps the place, the focus
        and the layers; another document clears the layers.

        Args:
            document: what to show of.
            section: the section, or its span.
            offset: what to bring to screen row `row`; None for the start, or the same sentence
                when the section still holds it.
            row: the screen row.
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
        heading = None if isinstance(section, Span) else unmarked(document, section.heading)
        self.overlay.set("title", title_spans(document), "heading-1")
        self.overlay.set("heading", [heading] if heading else [], "heading-2")
        self.viewport.show(document, span, sight)
        self._sync()

    # Geometry

    @property
    def text_width(self) -> int:
        """The cells of the text column."""
        return self._column[1]

    @property
    def margin(self) -> int:
        """The cells to the left of the text column; the focus bar stands in the last of them."""
        return self._column[0]

    @property
    def _column(self) -> tuple[int, int]:
        """The margin and the text column; the scrollbar's place is kept free where it is not needed."""
        return text_column(
            self.size.width - self.styles.scrollbar_size_vertical, self.maximum_width
        )

    def _frame(self) -> Frame | None:
        if not self.size.height or not self.size.width:
            return None
        return Frame(self.size.height, Options(self.text_width, self.justify, self.spacing))

    def relayout(self) -> None:
        """Lay out again, with the same sentence on the same row."""
        self.viewport.fit()
        self._sync()

    on_resize = watch_maximum_width = watch_justify = watch_spacing = relayout

    def _sync(self) -> None:
        """Tell the place, Textual's scrollbar where we are, redraw, and say that the text moved."""
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
        self.refresh()
        self.post_message(Moved(self, view.sight.offset, view.percent, view.at_end))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scrollbar and Textual's scrolling while text is selected."""
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
        """Forget the styles of the last theme."""
        super().notify_style_update()
        self._drawing.forget_styles()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some rows; what they have in common is found once."""
        self._begin_drawing()
        self._drawing_all = True
        try:
            return super().render_lines(crop)
        finally:
            self._drawing_all = False

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        if not self._drawing_all:
            self._begin_drawing()
        rows = self.viewport.rows
        return self._drawing.strip(rows[y] if y < len(rows) else None, self.focus_bar.span)

    def _begin_drawing(self) -> None:
        drawing = self._drawing
        drawing.width, (drawing.margin, drawing.room) = self.size.width, self._column
        drawing.begin(self.rich_style, self.selection)

    def _component_style(self, name: str) -> Style:
        return component_style(self.get_component_styles(name), self.background_colors[1])

    # The place

    @property
    def place(self) -> tuple[int, int]:
        """A text offset and the screen row on which it stands; what `show` takes to come back here."""
        sight = self.viewport.sight
        return sight.offset, sight.row

    def go_to(self, offset: int, align: str = "top") -> None:
        """Bring `offset` to the "top" or the "middle" of the screen, as far as the ends allow."""
        self.viewport.look(
            ScrollPosition(offset, self.size.height // 2 if align == "middle" else 0)
        )
        self._sync()

    def reveal(self, span: Span) -> None:
        """Bring `span` to the middle of the screen when it is not on it whole."""
        seen = self.viewport.seen
        if span.start < seen.start or span.end > seen.end:
            tall = self.viewport.view is not None and len(span) > len(seen) // 2
            self.go_to(span.start, "top" if tall else "middle")

    def move_lines(self, count: int) -> None:
        """Move down by `count` lines, up when negative; while selecting, the selection's end moves."""
        if self.cursor.active:
            self.cursor.extend("line", count)
        else:
            self._scroll(count)

    def _scroll(self, rows: int) -> None:
        if self.viewport.view is not None:
            self.viewport.view.move(rows)
            self._sync()

    def move_half_page(self, direction: int) -> None:
        """Move by half a screen, down (1) or up (-1)."""
        self.move_lines(direction * max(1, self.size.height // 2))

    def move_page(self, direction: int) -> None:
        """Move by a screen but two lines, down (1) or up (-1); at the end say so instead."""
        if not self.cursor.active and direction > 0 and self.viewport.at_end:
            self.post_message(EndReached(self))
        elif not self.cursor.active and direction < 0 and self.viewport.at_start:
            self.post_message(StartReached(self))
        else:
            self.move_lines(direction * max(1, self.size.height - 2))

    def move_to_start(self) -> None:
        """Move to the section's start."""
        self.go_to(self.viewport.span.start)

    def move_to_end(self) -> None:
        """Move to the section's end."""
        if self.viewport.view is not None:
            self.viewport.view.move_to_end()
            self._sync()

    def move_sideways(self, direction: int) -> None:
        """Move code that is wider than the pane, to the right (1) or the left (-1)."""
        lines = [row.line for row in self.viewport.rows if row.line.wide]
        most = max((line.cells for line in lines), default=0) - self.text_width + 1
        shift = self._drawing.shift + direction * _SIDEWAYS
        self._drawing.shift = max(0, min(shift, most))
        self.refresh()

    # Selection, as Textual keeps it: the offsets that it compares are offsets of the text

    @property
    def selection(self) -> Span | None:
        """The selected text."""
        found = self.text_selection if self.is_attached else None
        if found is None:
            return None
        within = self.viewport.span
        start = within.start if found.start is None else found.start.x
        end = within.end if found.end is None else found.end.x
        low, high = max(within.start, start), min(within.end, end)
        return Span(low, high) if low < high else None

    def select(self, span: Span) -> None:
        """Select `span`."""
        chosen = Selection(Offset(span.start, 0), Offset(span.end, 0))
        self.screen.selections = {self: chosen}

    def clear_selection(self) -> None:
        """Select nothing, and end selecting by keyboard."""
        self.cursor.stop()
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection; without one, selecting by keyboard is over."""
        if selection is None:
            self.cursor.stop()
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as the document has it, without soft line breaks."""
        span = self.selection
        return None if span is None else (span.of(self.viewport.text), "\n")

    # Mouse

    def offset_at(self, x: int, y: int) -> int | None:
        """The text offset drawn at a cell of the pane, or None where there is no text."""
        rows = self.viewport.rows
        line = rows[y].line if 0 <= y < len(rows) else None
        cell = x - self.margin + (self._drawing.shift if line and line.wide else 0)
        if line is None or not any(r.cell <= cell < r.cell + r.cells for r in line.runs):
            return None
        return line.offset_at(cell)

    def on_click(self, event: events.Click) -> None:
        """Follow a link; select a word or a paragraph at the second and third click."""
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
        else:
            self._scroll(direction * _WHEEL)
