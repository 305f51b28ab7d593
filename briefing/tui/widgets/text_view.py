"""A section of a document, drawn line by line."""

from collections.abc import Callable, Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from briefing.model import Document, Mark, MarkKind, Section, Span
from briefing.tui.layout.galley import Galley, Row
from briefing.tui.layout.headings import title_spans, unmarked
from briefing.tui.layout.lines import Line
from briefing.tui.layout.options import Options
from briefing.tui.layout.view import Sight, View
from briefing.tui.widgets.column import column, continues
from briefing.tui.widgets.layers import Layer
from briefing.tui.widgets.overlay import Overlay
from briefing.tui.widgets.paint import PREFIX, Painter, component_style
from briefing.tui.widgets.pane_messages import Moved
from briefing.tui.widgets.scrolling import set_height

_NOTED = "\u270e"


class TextView(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws the rows of one section that are on the screen, and what lies over them.

    The place is an anchor (a text offset on a screen row); heights above and below are guesses until they
    are drawn, so `scroll_y` is derived and never the truth. All offsets are those of `Document.text`.
    """

    ALLOW_SELECT = True

    DEFAULT_CSS = """
    TextView {
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
        self._moved = moved
        self._document: Document | None = None
        self._view: View | None = None
        self._span = Span(0, 0)
        self._wanted = Sight(0, 0)
        self._painter: Painter | None = None
        self._common: tuple[Painter, list[Layer]] | None = None
        self._overlay = Overlay()
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
        same = continues(self._document, document)
        sight = Sight(span.start, 0)
        if offset is not None:
            sight = Sight(offset, row)
        elif same and span.holds(self._sight.offset):
            sight = self._sight
        if not same:
            self._overlay.clear()
        if not same or span.start != self._span.start:
            self._focus, self._shift = None, 0
            self.clear_selection()
        self._document, self._span = document, span
        heading = None if isinstance(section, Span) else unmarked(document, section.heading)
        self._overlay.set("title", title_spans(document), "heading-1")
        self._overlay.set("heading", [heading] if heading else [], "heading-2")
        self._relayout(sight)

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
        return column(self.size.width - self.styles.scrollbar_size_vertical, self.maximum_width)

    def _relayout(self, sight: Sight | None = None) -> None:
        """Lay out anew at the present size, at a sight; without one, the same sentence on the same row."""
        self._wanted = sight or self._sight
        self._fit()
        self._sync()

    def _fit(self) -> None:
        """Make the view fit the size, the options and the document."""
        document, height = self._document, self.size.height
        if document is None or not height or not self.size.width:
            self._view = None
            return
        text, blocks, span = document.text, document.blocks, self._span
        options = Options(self.text_width, self.justify, self.spacing)
        if self._view is None:
            self._view = View(Galley(text, blocks, span, options), height, self._wanted)
        else:
            self._view = self._view.again(text, blocks, span, options, height, self._wanted)

    @property
    def _rows(self) -> list[Row]:
        """The rows on the screen, also when it is drawn before the new size is announced."""
        view = self._view
        if view is None:
            self._fit()
        elif view.height != self.size.height or view.galley.options.width != self.text_width:
            self._wanted = view.sight
            self._fit()
        return self._view.rows if self._view is not None else []

    @property
    def _sight(self) -> Sight:
        """Where the reader is."""
        return self._view.sight if self._view is not None else self._wanted

    def _sync(self) -> None:
        """Tell Textual's scrollbar where we are, redraw, and say that the text moved."""
        view = self._view
        if view is None:
            return
        self._syncing = True
        try:
            set_height(self, self.size.width, max(view.total, self.size.height))
            self.scroll_y = self.scroll_target_y = view.above
        finally:
            self._syncing = False
        self._tell_place()
        self.refresh()
        self.post_message(Moved(self, view.sight.offset, view.percent, view.at_end))

    def _tell_place(self) -> None:
        if self._moved is not None:
            self._moved(*self.place)

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
        """Follow the scrollbar and Textual's scrolling while text is selected."""
        super().watch_scroll_y(old_value, new_value)
        if self._syncing or self._view is None or round(new_value) == self._view.above:
            return
        self._view.move_to(round(new_value))
        self._tell_place()
        self.refresh()
        self.call_after_refresh(self._sync)

    def notify_style_update(self) -> None:
        """Forget the styles of the last theme."""
        super().notify_style_update()
        self._painter = None

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some rows; what they have in common is found once."""
        self._common = (self._styles(), self._overlay.layers(self.selection))
        try:
            return super().render_lines(crop)
        finally:
            self._common = None

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        common = self._common or (self._styles(), self._overlay.layers(self.selection))
        painter, layers = common
        width = self.size.width
        rows = self._rows
        if y >= len(rows):
            return Strip.blank(width, painter.base)
        row = rows[y]
        room, margin = self.text_width, self.margin
        segments = self._left(row, row.line, margin, painter)
        segments += painter.segments(row.piece, row.line, layers, room, self._shift)
        segments.append(Segment(" " * (width - margin - room), painter.base))
        left = margin - (self._shift if row.line.wide else 0)
        hint = painter.style((f"{PREFIX}hint",))
        return self._overlay.with_hints(Strip(segments, width), row.line, left, hint)

    def _left(self, row: Row, line: Line, margin: int, painter: Painter) -> list[Segment]:
        """The margin, with the sign of a note and the focus bar."""
        focus = None if row.gap else self._focus
        focused = focus is not None and row.piece.block.span.overlaps(focus)
        signs = [(_NOTED, "note-sign")] if margin > 1 and self._overlay.noted(line) else []
        signs += [("\u258c", "focus-bar")] if margin and focused else []
        if signs and not focused:
            signs.append((" ", "note-sign"))
        segments = [Segment(" " * (margin - len(signs)), painter.base)]
        return segments + [Segment(s, painter.style((PREFIX + name,))) for s, name in signs]

    def _styles(self) -> Painter:
        base = self.rich_style
        if self._painter is None or self._painter.base != base:
            self._painter = Painter(self._component_style, base)
        return self._painter

    def _component_style(self, name: str) -> Style:
        return component_style(self.get_component_styles(name), self.background_colors[1])

    # The place

    @property
    def place(self) -> tuple[int, int]:
        """A text offset and the screen row on which it stands; what `show` takes to come back here."""
        return self._sight.offset, self._sight.row

    @property
    def visible_span(self) -> Span:
        """The span of text on the screen."""
        return self._view.visible if self._view else Span(self._span.start, self._span.start)

    @property
    def at_start(self) -> bool:
        """Whether the section's start is on the screen."""
        return self._view is None or self._view.at_start

    @property
    def at_end(self) -> bool:
        """Whether the section's end is on the screen."""
        return self._view is None or self._view.at_end

    @property
    def percent(self) -> int:
        """How much of the section is above the bottom of the screen, 0 to 100."""
        return self._view.percent if self._view else 100

    def go_to(self, offset: int, align: str = "top") -> None:
        """Bring `offset` to the "top" or the "middle" of the screen, as far as the ends allow."""
        self._wanted = Sight(offset, self.size.height // 2 if align == "middle" else 0)
        if self._view is not None:
            self._view.look(self._wanted)
            self._sync()
        else:
            self._tell_place()

    def reveal(self, span: Span) -> None:
        """Bring `span` to the middle of the screen when it is not on it whole."""
        seen = self.visible_span
        if span.start < seen.start or span.end > seen.end:
            tall = self._view is not None and len(span) > len(seen) // 2
            self.go_to(span.start, "top" if tall else "middle")

    # What lies over the text

    def set_layer(self, name: str, spans: Sequence[Span], component: str) -> None:
        """Lay styled spans over the text, in place of those of the same name.

        Args:
            name: the layer's name, such as "search".
            spans: in any order.
            component: one of `COMPONENT_CLASSES`, with or without "reading-pane--".
        """
        if self._overlay.set(name, spans, component):
            self.refresh()

    def clear_layer(self, name: str) -> None:
        """Take a layer away, where there is one."""
        if self._overlay.drop(name):
            self.refresh()

    def set_hints(self, hints: Mapping[int, str]) -> None:
        """Draw labels of a letter or two over the text, each at its offset; none take them away."""
        self._overlay.hint(hints)
        self.refresh()

    def visible_marks(self, *kinds: MarkKind) -> list[Mark]:
        """The marks of `kinds` (links, without any) that start on the screen, in order."""
        seen = self.visible_span
        wanted = kinds or (MarkKind.LINK,)
        found = {
            mark.span: mark
            for row in self._rows
            for mark in row.piece.marks
            if mark.kind in wanted and seen.holds(mark.span.start)
        }
        return [found[span] for span in sorted(found)]

    # Selection, as Textual keeps it: the offsets that it compares are offsets of the text

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

    def clear_selection(self) -> None:
        """Select nothing."""
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as the document has it, without soft line breaks."""
        span = self.selection
        if span is None or self._document is None:
            return None
        return span.of(self._document.text), "\n"
