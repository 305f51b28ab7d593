from array import array
from bisect import bisect_right
from itertools import accumulate

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style as VisualStyle

from briefing.tui.messages import ValueMessage
from briefing.tui.widgets.virtual_height import set_height

_LONG = 200
"""From this many items on, every item takes `LINES` lines, so positions are known without building
them.
"""
_MADE = 1000
"""Items and drawn lines of a long list kept in the cache."""
_EMPTY = Content("")


class VirtualList(ScrollView, can_focus=True):
    """Posts `Pointed` and `Chosen`."""

    BINDINGS = [
        Binding("down", "cursor(1)", "Down", show=False),
        Binding("up", "cursor(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", "edge(1)", "First", show=False),
        Binding("end", "edge(-1)", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]
    COMPONENT_CLASSES = {"list--cursor", "list--hover"}
    DEFAULT_CSS = "VirtualList { overflow-x: hidden; overflow-y: auto; }"

    LINES = 1
    PLAIN_CURSOR = False
    """Whether muted text is unmuted under the cursor, where it would be hard to read."""

    cursor: var[int | None] = var(None)
    hovered: var[int | None] = var(None)

    class Pointed(ValueMessage):
        index: int

    class Chosen(ValueMessage):
        index: int

    _count: int = 0

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tops: range | array[int] = range(1)
        self._made: dict[int, list[Content]] = {}
        self._drawn: dict[tuple[int, VisualStyle, int], tuple[Content, Strip]] = {}
        self._made_for = 0

    # Items

    def lines(self, index: int) -> list[Content]:
        """The lines of an item, at least one, of at most `room` cells."""
        raise NotImplementedError

    def enabled(self, index: int) -> bool:
        return 0 <= index < self._count

    @property
    def count(self) -> int:
        return self._count

    @property
    def rows(self) -> int:
        """Lines of all items."""
        return self._tops[-1]

    @property
    def long(self) -> bool:
        return self._count > _LONG

    @property
    def room(self) -> int:
        return self.scrollable_content_region.width

    def list_items(self, count: int) -> None:
        self._count = count
        self.set_reactive(VirtualList.cursor, None)
        self.set_reactive(VirtualList.hovered, None)
        self.scroll_to(y=0, animate=False, immediate=True)
        self.remake()

    def relist(self, count: int, cursor: int | None) -> None:
        self._count = count
        self.set_reactive(VirtualList.cursor, cursor)
        self.set_reactive(VirtualList.hovered, None)
        self.remake()
        most = max(0, self._tops[-1] - self.size.height)
        if self.scroll_offset.y > most:
            self.scroll_to(y=most, animate=False, immediate=True)
        self._reveal()

    def remake(self, *indexes: int) -> None:
        for index in indexes:
            self._made.pop(index, None)
        if not indexes:
            self._made.clear()
        before = self._tops
        if not self.long or not indexes:
            self._measure()
        if indexes and self._tops == before:
            self._redraw(*indexes)
        else:
            self.refresh()

    def _redraw(self, *indexes: int | None) -> None:
        first = self.scroll_offset.y
        last = first + self.size.height
        for index in indexes:
            if index is not None and index + 1 < len(self._tops):
                top, end = self._tops[index], self._tops[index + 1]
                if top < last and end > first:
                    self.refresh_lines(top, end - top)

    def _measure(self) -> None:
        if not self.room:
            self._made_for = 0  # Hidden: to be measured when it is shown again.
            return
        if self._made_for != self.room:
            self._made.clear()
            self._made_for = self.room
        if self.long:
            self._tops = range(0, self._count * self.LINES + 1, self.LINES)
        else:
            heights = (len(self._lines(i)) for i in range(self._count))
            self._tops = array("l", accumulate(heights, initial=0))
        set_height(self, self.room, self._tops[-1])

    def _lines(self, index: int) -> list[Content]:
        found = self._made.get(index)
        if found is None:
            if self.long and len(self._made) >= _MADE:
                self._made.clear()
            found = self._made[index] = self.lines(index)
        return found

    # Drawing

    def on_resize(self) -> None:
        if self._made_for != self.room:
            self.remake()
        self._reveal()

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._made_for != self.room:
            self._measure()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        index = self._at(at)
        if index is None:
            return Strip.blank(self._made_for, self.get_visual_style().rich_style)
        named = "cursor" if index == self.cursor else "hover" if index == self.hovered else ""
        style = self.get_visual_style(*([f"list--{named}"] if named else []))
        lines = self._lines(index)
        line = at - self._tops[index]
        content = lines[line] if line < len(lines) else _EMPTY
        return self._strip(content, style, plain=named == "cursor" and self.PLAIN_CURSOR)

    def _strip(self, content: Content, style: VisualStyle, *, plain: bool) -> Strip:
        key = (id(content), style, self._made_for)
        drawn = self._drawn.get(key)
        if drawn is not None and drawn[0] is content:
            return drawn[1]
        if len(self._drawn) >= _MADE:
            self._drawn.clear()
        shown = content
        if plain:
            shown = Content(content.plain, [s for s in content.spans if s.style != "$muted"])
        parts = shown.render(style, "", self.app.stylesheet.parse_style)
        strip = Strip([Segment(text, part.rich_style) for text, part in parts], shown.cell_length)
        strip = strip.adjust_cell_length(self._made_for, style.rich_style)
        self._drawn[key] = (content, strip)
        return strip

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def _at(self, line: int) -> int | None:
        inside = 0 <= line < self._tops[-1]
        return bisect_right(self._tops, line) - 1 if inside else None

    # The cursor

    def watch_hovered(self, before: int | None, now: int | None) -> None:
        self._redraw(before, now)

    def watch_cursor(self, before: int | None, cursor: int | None) -> None:
        self._redraw(before, cursor)
        if cursor is not None:
            self._reveal()
            self.post_message(self.Pointed(cursor))

    def _reveal(self) -> None:
        if self.cursor is not None and self.cursor + 1 < len(self._tops):
            headed = self.cursor > 0 and not self.enabled(self.cursor - 1)
            top = self._tops[self.cursor - headed]
            region = Region(0, top, self.room, self._tops[self.cursor + 1] - top)
            self.scroll_to_region(region, force=True, animate=False, immediate=True)

    def action_cursor(self, direction: int) -> None:
        here = -1 if self.cursor is None and direction > 0 else self.cursor or 0
        count = self._count
        order = ((here + direction * step) % count for step in range(1, count + 1))
        self.cursor = next(filter(self.enabled, order), self.cursor)

    def move(self, count: int) -> None:
        place = max(0, min((self.cursor or 0) + count, self._count - 1))
        self.cursor = self._near(place, 1 if count > 0 else -1) if self._count else None

    def move_half_page(self, direction: int) -> None:
        self.move(direction * max(1, self.size.height // 2))

    def action_page(self, direction: int) -> None:
        here = self.cursor or 0
        if here + 1 >= len(self._tops):  # It is empty, or was never given a width.
            return
        line = self._tops[here] + direction * max(1, self.size.height)
        index = self._at(max(0, min(line, self._tops[-1] - 1)))
        if index is not None:
            self.cursor = self._near(index, direction)

    def action_edge(self, direction: int) -> None:
        start = 0 if direction > 0 else self._count - 1
        self.cursor = self._near(start, direction)

    def action_choose(self) -> None:
        if self.cursor is not None:
            self.post_message(self.Chosen(self.cursor))

    def _near(self, index: int, direction: int) -> int | None:
        for step in (direction, -direction):
            order = range(index, self._count if step > 0 else -1, step)
            found = next(filter(self.enabled, order), None)
            if found is not None:
                return found
        return None

    # Mouse

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.hovered = self._under(event)

    def on_leave(self) -> None:
        self.hovered = None

    def on_click(self, event: events.Click) -> None:
        index = self._under(event)
        if index is not None:
            self.cursor = index
            self.action_choose()

    def _under(self, event: events.MouseEvent) -> int | None:
        offset = event.get_content_offset(self)
        index = None if offset is None else self._at(offset.y + self.scroll_offset.y)
        return index if index is not None and self.enabled(index) else None
