"""The reading pane: one section of a document, drawn line by line."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from briefing.model import BlockKind, Document, Mark, MarkKind, Section, Span
from briefing.tui.layout.galley import Galley, Place, Row
from briefing.tui.layout.options import Options
from briefing.tui.widgets.layers import Layer
from briefing.tui.widgets.paint import PREFIX, Painter

_WHEEL = 3
"""Rows that a turn of the wheel moves."""
_SIDEWAYS = 8
"""Cells that a turn of the wheel with a key held moves code."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Where the reader is: a text offset and the screen row on which it stands."""

    offset: int
    row: int


class ReadingPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one section. It has no key bindings: the screen declares them and calls the `move_` methods.

    The place is an anchor (a text offset on a screen row); heights above and below are guesses until they
    are drawn, so `scroll_y` is derived and never the truth. All offsets are those of `Document.text`.
    """

    ALLOW_SELECT = True

    DEFAULT_CSS = """
    ReadingPane {
        overflow-x: hidden;
        overflow-y: auto;
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
            "note", "match", "match-current", "selection", "focus-bar",
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
    | `reading-pane--highlight-yellow`, `-green`, `-blue`, `-pink`, `--note` | The reader's marks. |
    | `reading-pane--match`, `--match-current` | What a search found, and where it stands. |
    | `reading-pane--selection`, `--focus-bar` | The selection; the bar beside the paragraph in focus. |
    """

    maximum_width: var[int] = var(84)
    """The widest line, in cells; wider panes centre the text."""
    justify: var[bool] = var(False)
    """Whether both edges of a paragraph are straight."""
    spacing: var[int] = var(0)
    """Empty rows between the lines of a paragraph."""

    @dataclass
    class Moved(Message):
        """Another part of the text is on the screen."""

        pane: "ReadingPane"
        offset: int
        """The offset of the first line on the screen."""
        percent: int
        """How much of the section is above the bottom of the screen, 0 to 100."""
        end_seen: bool
        """Whether the section's end is on the screen."""

        @property
        def control(self) -> "ReadingPane":
            """The pane."""
            return self.pane

        def can_replace(self, message: Message) -> bool:
            """Only the last of several matters."""
            return isinstance(message, ReadingPane.Moved)

    @dataclass
    class LinkPressed(Message):
        """A link, an image or a footnote was clicked."""

        pane: "ReadingPane"
        mark: Mark

        @property
        def control(self) -> "ReadingPane":
            """The pane."""
            return self.pane

    @dataclass
    class EndReached(Message):
        """A page down was asked for at the end of the section."""

        pane: "ReadingPane"

    @dataclass
    class StartReached(Message):
        """A page up was asked for at the start of the section."""

        pane: "ReadingPane"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Make an empty pane."""
        super().__init__(id=id, classes=classes)
        self._document: Document | None = None
        self._galley: Galley | None = None
        self._span = Span(0, 0)
        self._top = Place(0, 0, 0)
        self._held: Sight | None = None
        self._rows: list[Row] | None = None
        self._painter: Painter | None = None
        self._layers: dict[str, Layer] = {}
        self._order: list[Layer] = []
        self._shift = 0
        self._focus: Span | None = None
        self._syncing = False

    # What is shown

    @property
    def document(self) -> Document | None:
        """The document that is shown."""
        return self._document

    @property
    def section_span(self) -> Span:
        """The span of the section that is shown."""
        return self._span

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
        same = self._continues(document)
        if not same:
            self._layers.clear()
            self._order.clear()
        sight = self._sight() if same and self._galley else None
        if offset is not None:
            sight = Sight(offset, row)
        elif sight and not span.holds(sight.offset):
            sight = None
        if not same or span.start != self._span.start:
            self._focus, self._shift = None, 0
            if self.is_attached and self.text_selection is not None:
                self.screen.clear_selection()
        self._document, self._span = document, span
        self._held = sight or Sight(span.start, 0)
        self._relayout()

    def _continues(self, document: Document) -> bool:
        """Whether the document is the shown one or starts with its text."""
        shown = self._document
        if shown is None or shown is document:
            return shown is document
        length = len(shown.text)
        return document.text[: min(length, 4096)] == shown.text[:4096] and (
            document.text[max(0, length - 4096) : length] == shown.text[-4096:]
        )

    # Geometry

    @property
    def text_width(self) -> int:
        """The cells of the text column."""
        width = self.size.width
        return max(1, min(self.maximum_width, width - 2 if width > 12 else width))

    @property
    def margin(self) -> int:
        """The cells to the left of the text column; the focus bar stands in the last of them."""
        width = self.size.width
        left = (width - self.text_width) // 2
        return max(left, 1) if width > 12 else 0

    def _relayout(self) -> None:
        """Lay out anew at the present size, with the same sentence on the same row."""
        if self._document is None or not self.size.height or not self.size.width:
            return
        options = Options(self.text_width, self.justify, self.spacing)
        galley = self._galley
        document = self._document
        if (
            galley is None
            or galley.options != options
            or galley.text is not document.text
            or galley.span != self._span
        ):
            self._galley = Galley(document.text, document.blocks, self._span, options)
        held = self._sight()
        self._place(held)
        self._held = held
        self._sync(layout=True)

    def _place(self, sight: Sight) -> None:
        galley = self._laid()
        if galley.empty:
            self._top = Place(0, 0, 0)
            return
        row = max(0, min(sight.row, self.size.height - 1))
        self._top = self._clamped(galley.step(galley.locate(sight.offset), -row)[0])

    def _clamped(self, top: Place) -> Place:
        """The place, or one above it so that no row below the end is empty."""
        galley, room = self._laid(), self.size.height - 1
        moved = galley.step(top, room)[1]
        return galley.step(top, moved - room)[0] if moved < room else top

    def _laid(self) -> Galley:
        assert self._galley is not None
        return self._galley

    def _frame(self) -> list[Row]:
        """The rows on the screen."""
        if self._rows is None:
            galley = self._laid()
            self._rows = [] if galley.empty else list(galley.frame(self._top, self.size.height))
        return self._rows

    def _sight(self) -> Sight:
        """Where the reader is, held from the last movement on."""
        if self._held is None:
            self._held = Sight(self._span.start, 0)
            for number, row in enumerate(self._frame()):
                if row.line is not None:
                    self._held = Sight(row.line.start, number)
                    break
        return self._held

    def _sync(self, *, layout: bool = False) -> None:
        """Tell Textual's scrollbar where we are, redraw, and say that the text moved."""
        galley = self._laid()
        self._rows = None
        self._frame()
        y = 0 if galley.empty else galley.distance(self._top)
        size = Size(self.size.width, max(galley.height, y + len(self._frame())))
        self._syncing = True
        try:
            if layout or (size.height > self.size.height) != self.show_vertical_scrollbar:
                self.virtual_size = size
            else:
                self.set_reactive(ReadingPane.virtual_size, size)
                self.vertical_scrollbar.window_virtual_size = size.height
            self.scroll_y = self.scroll_target_y = y
        finally:
            self._syncing = False
        self.refresh()
        self.post_message(self.Moved(self, self.place[0], self.percent, self.at_end))

    # Textual's hooks

    def on_resize(self) -> None:
        """Keep the same sentence on the same row."""
        self._relayout()

    def watch_maximum_width(self) -> None:
        """Keep the place at another width."""
        self._relayout()

    def watch_justify(self) -> None:
        """Keep the place with other edges."""
        self._relayout()

    def watch_spacing(self) -> None:
        """Keep the place with other spacing."""
        self._relayout()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scrollbar, which is the only one that sets `scroll_y` but us."""
        super().watch_scroll_y(old_value, new_value)
        if self._syncing or self._galley is None or self._galley.empty:
            return
        delta = round(new_value) - self._galley.distance(self._top)
        if not delta:
            return
        if abs(delta) <= 2 * self.size.height:
            top = self._galley.step(self._top, delta)[0]
        else:
            top = self._galley.at(round(new_value))
        self._top, self._held = self._clamped(top), None
        self._rows = None
        self.refresh()
        self.call_after_refresh(self._sync)

    def notify_style_update(self) -> None:
        """Forget the styles of the last theme."""
        super().notify_style_update()
        self._painter = None

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        painter = self._styles()
        width = self.size.width
        rows = self._frame() if self._galley is not None else []
        if y >= len(rows) or rows[y].line is None:
            return Strip.blank(width, painter.base)
        row, line = rows[y], rows[y].line
        assert line is not None
        room, margin = self.text_width, self.margin
        layers = self._order
        selected = self.selection
        if selected:
            layers = [*layers, Layer((selected,), f"{PREFIX}selection")]
        segments = [self._left(row, margin, painter)] if margin else []
        segments += painter.segments(row.piece, line, layers, room, self._shift)
        segments.append(Segment(" " * (width - margin - room), painter.base))
        return Strip(segments, width)

    def _left(self, row: Row, margin: int, painter: Painter) -> Segment:
        """The margin, with the focus bar when the row is in the focused paragraph."""
        focus = self._focus
        if focus is None or not row.piece.block.span.overlaps(focus):
            return Segment(" " * margin, painter.base)
        return Segment(" " * (margin - 1) + "\u258c", painter.style((f"{PREFIX}focus-bar",)))

    def _styles(self) -> Painter:
        base = self.rich_style
        if self._painter is None or self._painter.base != base:
            self._painter = Painter(self._component_style, base)
        return self._painter

    def _component_style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    # The place

    @property
    def place(self) -> tuple[int, int]:
        """A text offset and the screen row on which it stands; what `show` takes to come back here."""
        sight = self._sight() if self._galley else self._held or Sight(self._span.start, 0)
        return sight.offset, sight.row

    @property
    def visible_span(self) -> Span:
        """The span of text on the screen."""
        lines = [row.line for row in self._frame() if row.line] if self._galley else []
        return (
            Span(lines[0].start, lines[-1].end)
            if lines
            else Span(self._span.start, self._span.start)
        )

    @property
    def at_start(self) -> bool:
        """Whether the section's start is on the screen."""
        return self._galley is None or self._galley.empty or self._top == self._galley.first()

    @property
    def at_end(self) -> bool:
        """Whether the section's end is on the screen."""
        if self._galley is None or self._galley.empty:
            return True
        return self._galley.step(self._top, self.size.height)[1] < self.size.height

    @property
    def percent(self) -> int:
        """How much of the section is above the bottom of the screen, 0 to 100."""
        if self.at_end:
            return 100
        done = self.visible_span.end - self._span.start
        return min(99, 100 * done // max(1, len(self._span)))

    def go_to(self, offset: int, align: str = "top") -> None:
        """Bring `offset` to the "top" or the "middle" of the screen, as far as the ends allow."""
        row = self.size.height // 3 if align == "middle" else 0
        self._held = Sight(offset, row)
        if self._galley is not None and self.size.height:
            self._place(self._held)
            self._sync()

    def move_lines(self, count: int) -> None:
        """Move down by `count` lines, up when negative."""
        if self._galley is None or self._galley.empty:
            return
        self._top, self._held = self._clamped(self._galley.step(self._top, count)[0]), None
        self._sync()

    def move_half_page(self, direction: int) -> None:
        """Move by half a screen, down (1) or up (-1)."""
        self.move_lines(direction * max(1, self.size.height // 2))

    def move_page(self, direction: int) -> None:
        """Move by a screen but two lines, down (1) or up (-1); at the end say so instead."""
        if direction > 0 and self.at_end:
            self.post_message(self.EndReached(self))
        elif direction < 0 and self.at_start:
            self.post_message(self.StartReached(self))
        else:
            self.move_lines(direction * max(1, self.size.height - 2))

    def move_to_start(self) -> None:
        """Move to the section's start."""
        self.go_to(self._span.start)

    def move_to_end(self) -> None:
        """Move to the section's end."""
        if self._galley is not None and not self._galley.empty:
            self._top, self._held = self._clamped(self._galley.last()), None
            self._sync()

    # Layers

    def set_layer(self, name: str, spans: Iterable[Span], component: str) -> None:
        """Lay styled spans over the text, in place of those of the same name.

        Args:
            name: the layer's name, such as "search".
            spans: in any order.
            component: one of `COMPONENT_CLASSES`, with or without "reading-pane--".
        """
        component = component if component.startswith(PREFIX) else PREFIX + component
        self._layers[name] = Layer(spans, component)
        self._arrange()

    def clear_layer(self, name: str) -> None:
        """Take a layer away, where there is one."""
        if self._layers.pop(name, None) is not None:
            self._arrange()

    def _arrange(self) -> None:
        """Put the layers in their order: mentions lowest, the current match on top."""
        self._order = sorted(self._layers.values(), key=lambda layer: _rank(layer.component))
        self.refresh()

    # Selection and focus

    @property
    def selection(self) -> Span | None:
        """The selected text."""
        found = self.text_selection if self.is_attached else None
        if found is None:
            return None
        start = self._span.start if found.start is None else found.start.x
        end = self._span.end if found.end is None else found.end.x
        low, high = max(self._span.start, start), min(self._span.end, end)
        return Span(low, high) if low < high else None

    def select(self, span: Span) -> None:
        """Select `span`."""
        chosen = Selection(Offset(span.start, 0), Offset(span.end, 0))
        self.screen.selections = {self: chosen}

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as the document has it, without soft line breaks."""
        span = self.selection
        if span is None or self._document is None:
            return None
        return span.of(self._document.text), "\n"

    @property
    def focus_span(self) -> Span | None:
        """The paragraph in focus."""
        return self._focus

    def focus_paragraph(self, offset: int | None) -> None:
        """Put the focus bar beside the paragraph that holds `offset`; None takes it away."""
        self._focus = None if offset is None else self._paragraph(offset, 0)
        self.refresh()

    def move_focus(self, direction: int) -> None:
        """Move the focus bar to the next (1) or the previous (-1) paragraph, and bring it into view."""
        seen = self.visible_span
        if self._focus is None or not self._focus.overlaps(seen):
            self._focus = self._paragraph(seen.start, 0)
        else:
            self._focus = self._paragraph(self._focus.start, direction) or self._focus
        if self._focus is not None:
            self._reveal(self._focus)

    def _reveal(self, span: Span) -> None:
        seen = self.visible_span
        if span.start < seen.start or span.end > seen.end:
            self.go_to(span.start, "middle")
        self.refresh()

    def _paragraph(self, offset: int, direction: int) -> Span | None:
        """The block that holds `offset` (or the next after it), or its neighbour in the section."""
        blocks = self._document.blocks if self._document else ()
        index = bisect_right(blocks, offset, key=lambda block: block.span.end) + direction
        while 0 <= index < len(blocks) and blocks[index].span.overlaps(self._span):
            if blocks[index].kind is not BlockKind.RULE:
                return blocks[index].span
            index += direction or 1
        return None

    # Mouse

    def offset_at(self, x: int, y: int) -> int | None:
        """The text offset drawn at a cell of the pane, or None where there is no text."""
        rows = self._frame() if self._galley is not None else []
        line = rows[y].line if 0 <= y < len(rows) else None
        cell = x - self.margin + (self._shift if line and line.wide else 0)
        if line is None or not any(r.cell <= cell < r.cell + r.cells for r in line.runs):
            return None
        return line.offset_at(cell)

    def mark_at(self, offset: int) -> Mark | None:
        """The link, image or footnote at an offset, or None."""
        for row in self._frame() if self._galley else []:
            for mark in row.piece.marks:
                if mark.kind in _PRESSED and mark.span.holds(offset):
                    return mark
        return None

    def on_click(self, event: events.Click) -> None:
        """Follow a link; select a word or a paragraph at the second and third click."""
        event.prevent_default()
        offset = self.offset_at(event.x, event.y)
        if offset is None or self._document is None:
            return
        if event.chain == 1 and self.selection is None and (mark := self.mark_at(offset)):
            self.post_message(self.LinkPressed(self, mark))
        elif event.chain == 2:
            self.select(_word(self._document.text, offset))
        elif event.chain == 3:
            self.select(self._paragraph(offset, 0) or _word(self._document.text, offset))

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
            self.move_lines(direction * _WHEEL)

    def move_sideways(self, direction: int) -> None:
        """Move code that is wider than the pane, to the right (1) or the left (-1)."""
        lines = [row.line for row in self._frame() if row.line and row.line.wide]
        most = max((line.cells for line in lines), default=0) - self.text_width + 1
        self._shift = max(0, min(self._shift + direction * _SIDEWAYS, most))
        self.refresh()


_PRESSED = frozenset({MarkKind.LINK, MarkKind.IMAGE, MarkKind.FOOTNOTE})
_RANKS = ("mention", "highlight", "note", "match", "match-current", "selection")


def _rank(component: str) -> int:
    name = component.removeprefix(PREFIX)
    ranks = [i for i, rank in enumerate(_RANKS) if name.startswith(rank)]
    return ranks[-1] if ranks else 0


def _word(text: str, offset: int) -> Span:
    """The word that holds `offset`, or the one code point."""
    start = end = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "'\u2019-"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "'\u2019-"):
        end += 1
    return Span(start, end) if start < end else Span(offset, offset + 1)
