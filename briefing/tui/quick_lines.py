"""See `docs/textual.md`."""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

from rich.segment import Segment
from textual import strip as strips
from textual import widget
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.css.styles import StylesBase
from textual.filter import LineFilter
from textual.geometry import Size
from textual.strip import Strip

_NARROW = 2
"""Cells of the widest line that is shared: those of scrollbars are few and alike."""
_MOST_KEPT = 8


def draw_plain_lines() -> None:
    vars(widget)["StylesCache"] = PlainLines
    vars(strips)["FIFOCache"] = _EMPTY_CACHE


class SmallCache(dict[Any, Any]):
    __slots__ = ()

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= _MOST_KEPT:
            self.clear()
        super().__setitem__(key, value)


_EMPTY_CACHE = partial(SmallCache.fromkeys, ())  # Takes a size; a strip makes seven, so in C.


class PlainLines(StylesCache):
    _top: int | None = None
    """The first line of the content; -1 if it needs more than its own lines."""
    _filters: Sequence[LineFilter] = ()
    _sides: tuple[list[Segment], list[Segment]] | None = None

    def render(
        self,
        styles: StylesBase,
        size: Size,
        base_background: Color,
        background: Color,
        render_content_line: Any,
        filters: Sequence[LineFilter],
        *others: Any,
        **options: Any,
    ) -> list[Strip]:
        self._top, self._sides, self._filters = None, None, filters
        return super().render(
            styles, size, base_background, background, render_content_line, (), *others, **options
        )

    def render_line(self, *arguments: Any) -> Strip:
        strip, background = self._line(*arguments), arguments[6]
        for each in self._filters:
            strip = _filtered(strip, each, background)
        return strip

    def _line(self, *arguments: Any) -> Strip:
        styles, y, size, content_size, _, base_background, background, draw, *others = arguments
        top = self._top
        if top is None:
            opaque = others[2] == 1.0
            top = self._top = styles.gutter.top if opaque and _is_plain(styles) else -1
        own = top >= 0 and 0 <= y - top < content_size.height
        bare = content_size.width == size.width
        if own and (bare or self._sides is not None):
            strip: Strip = draw(y - top)
            if strip.cell_length != content_size.width:
                inner, _ = self.get_inner_outer(base_background, background)
                strip = strip.adjust_cell_length(content_size.width, inner.rich_style)
            if self._sides is not None:
                left, right = self._sides
                return Strip([*left, *strip, *right], size.width)
            return _shared(*strip) if size.width <= _NARROW else strip
        whole = super().render_line(*arguments)
        if own:
            start = styles.gutter.left
            end = start + content_size.width
            self._sides = list(whole.crop(0, start)), list(whole.crop(end))
        return whole


def _filtered(strip: Strip, line_filter: LineFilter, background: Color) -> Strip:
    segments = list(strip)
    found = line_filter.apply(segments, background)
    return strip if found is segments else Strip(found, strip.cell_length)


def _is_plain(styles: StylesBase) -> bool:
    return not (
        any(edge for edge, _ in styles.outline)
        or styles.tint.a
        or styles.text_opacity != 1.0
        or (styles.has_rule("hatch") and styles.hatch != "none")
    )


@lru_cache(512)
def _shared(*segments: Segment) -> Strip:
    return Strip(segments)
