"""See `docs/textual.md`."""

from functools import lru_cache
from typing import Any

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import screen
from textual.color import Color
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from briefing.tui.quick_compositor import QuickCompositor


def tint_lines() -> None:
    vars(screen)["BackgroundScreen"] = TintedScreen


class TintedScreen(Visual):
    def __init__(self, behind: Screen[Any], colour: Color) -> None:
        self._behind, self._colour = behind, colour

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        drawn = QuickCompositor.of.get(self._behind)
        lines = drawn.render_strips(Size(width, height or drawn.size.height)) if drawn else []
        return [_tinted(line, self._colour, style.rich_style) for line in lines]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self._behind.size.height


def _tinted(line: Strip, colour: Color, base: RichStyle) -> Strip:
    segments = [Segment(text, _tint(style, colour, base)) for text, style, _ in line]
    return Strip(segments, line.cell_length)


@lru_cache(2048)
def _tint(style: RichStyle | None, tint: Color, base: RichStyle) -> RichStyle:
    if style is None:
        return base
    plain = style.clear_meta_and_links()
    if not tint.a:
        return base + plain
    colours = (
        each and (Color.from_rich_color(each) + tint).rich_color
        for each in (style.color, style.bgcolor)
    )
    return base + (plain + RichStyle.from_color(*colours))
