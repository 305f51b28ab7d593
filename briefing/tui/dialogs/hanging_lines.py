from collections.abc import Iterator

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Spacing
from textual.strip import Strip
from textual.style import Style
from textual.visual import Padding, RenderOptions, Visual


class HangingLines(Visual):
    """A line that goes on stands under its first word."""

    def __init__(self, content: Content) -> None:
        self._plain = content.plain
        self._optimal = content.get_optimal_width
        self._lines = [_hung(line) for line in content.split("\n", allow_blank=True)]

    def __str__(self) -> str:
        return self._plain

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self._optimal(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return sum(line.get_height(rules, max(1, width)) for line in self._fitted(width))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        room = max(1, width)
        every = (line.render_strips(room, None, style, options) for line in self._fitted(width))
        return [strip for strips in every for strip in strips][:height]

    def _fitted(self, width: int) -> Iterator[Visual]:
        for indent, words in self._lines:
            yield Padding(words, Spacing(left=indent)) if 0 < indent < width else words


def _hung(line: Content) -> tuple[int, Content]:
    indent = len(line.plain) - len(line.plain.lstrip(" "))
    return indent, line[indent:]
