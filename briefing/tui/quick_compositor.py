"""See `docs/textual.md`."""

from collections.abc import Iterator
from typing import ClassVar
from weakref import WeakKeyDictionary

from rich.console import Console
from textual import screen
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate, ReflowResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

Visible = dict[Widget, tuple[Region, Region]]
"""Region and clip by widget, from front to back."""


def draw_changes_only() -> None:
    vars(screen)["Compositor"] = QuickCompositor


class QuickCompositor(Compositor):
    of: ClassVar[WeakKeyDictionary[Widget, "QuickCompositor"]] = WeakKeyDictionary()

    def __init__(self) -> None:
        super().__init__()
        self.changed: set[Widget] = set()
        self.laid_out = False
        """More may have changed than `changed` says."""
        self.concerned: Visible | None = None

    @property
    def visible_widgets(self) -> Visible:
        return super().visible_widgets if self.concerned is None else self.concerned

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        self.laid_out, self.of[parent] = True, self
        return super().reflow(parent, size)

    def reflow_visible(self, parent: Widget, size: Size) -> set[Widget]:
        self.laid_out = True
        return super().reflow_visible(parent, size)

    def update_widgets(self, widgets: set[Widget]) -> None:
        self.changed |= widgets
        super().update_widgets(widgets)

    def render_strips(self, size: Size | None = None) -> list[Strip]:
        size = size or self.size
        free = [[(0, size.width)] for _ in range(size.height)]
        found: list[dict[int, Strip]] = [{} for _ in free]
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip).intersection(size.region)
            if any(free[y] for y in shown.line_range):
                lines = widget.render_lines(shown.translate((-region.x, -region.y)))
                for y, line in zip(shown.line_range, lines, strict=False):
                    free[y] = list(_lay(line, shown.x, free[y], found[y]))
        return [Strip.join([row[x] for x in sorted(row)]) for row in found]

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        self._forget()
        return super().render_full_update(simplify)

    def render_partial_update(self) -> ChopsUpdate | None:
        if not self.laid_out and self.cuts:  # They are to be of all widgets.
            self.concerned = find_concerned(self.visible_widgets, self.changed)
        try:
            update = super().render_partial_update()
        finally:
            self._forget()
        return update and QuickUpdate(update.chops, update.spans, update.chop_ends)

    def _forget(self) -> None:
        self.changed, self.laid_out, self.concerned = set(), False, None


class QuickUpdate(ChopsUpdate):
    def render_segments(self, console: Console) -> str:
        written = []
        for y, low, high in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=True):
                if strip is not None and x < high and end > low:
                    shown = strip if end <= high else strip.crop(0, high - x)
                    written.append(f"\x1b[{y + 1};{x + 1}H{shown.render(console)}")
        return "".join(written)


def _lay(
    line: Strip, x: int, free: list[tuple[int, int]], row: dict[int, Strip]
) -> Iterator[tuple[int, int]]:
    """Put into `row` what is seen of `line` in the `free` columns; those that stay free."""
    end = x + line.cell_length
    for low, high in free:
        start, stop = max(low, x), min(high, end)
        if start >= stop:
            yield low, high
            continue
        row[start] = line if (start, stop) == (x, end) else line.crop(start - x, stop - x)
        if low < start:
            yield low, start
        if stop < high:
            yield stop, high


def find_concerned(visible: Visible, changed: set[Widget]) -> Visible:
    """Those seen where those of `changed` are."""
    places = (visible[widget] for widget in changed & visible.keys())
    left = {each for region, clip in places if (each := region.intersection(clip))}
    found = {}
    for widget, (region, clip) in visible.items():
        if not left:
            break
        shown = region.intersection(clip)
        if any(map(shown.overlaps, left)):
            found[widget] = region, clip
            left = {part for each in left for part in _outside(each, shown)}
    return found


def _outside(region: Region, cover: Region) -> Iterator[Region]:
    inside = region.intersection(cover)
    if not inside:
        yield region
        return
    x, y, width, _ = region
    rows = (
        Region(x, y, width, inside.y - y),
        Region(x, inside.bottom, width, region.bottom - inside.bottom),
        Region(x, inside.y, inside.x - x, inside.height),
        Region(inside.right, inside.y, region.right - inside.right, inside.height),
    )
    yield from filter(None, rows)
