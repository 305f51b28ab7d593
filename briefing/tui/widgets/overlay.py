from collections.abc import Callable, Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from briefing.model import Span
from briefing.tui.layout.drawn_lines import Line
from briefing.tui.widgets.text_layers import Layer

_RANKS = (
    "heading",
    "passage",
    "mention",
    "note",
    "highlight",
    "match",
    "match-current",
    "selection",
)


class Overlay:
    def __init__(self, changed: Callable[[], object]) -> None:
        self._changed = changed
        self._named: dict[str, Layer] = {}
        self._ordered: list[Layer] = []
        self._hints: dict[int, str] = {}

    def set(self, name: str, spans: Sequence[Span], look: str, kind: type[Layer] = Layer) -> None:
        """`look` is one of `pane_styles.LOOKS`."""
        before = self._named.get(name)
        if before is not None and before.look == look and before.of(spans):
            return
        self._named[name] = kind(spans, look)
        self._order()

    def drop(self, name: str) -> None:
        if self._named.pop(name, None) is not None:
            self._order()

    def clear(self) -> None:
        self._named.clear()
        self._hints.clear()
        self._order()

    def _order(self) -> None:
        self._ordered = sorted(self._named.values(), key=_rank)
        self._changed()

    def layers(self, selected: Span | None) -> list[Layer]:
        """Bottom to top: mentions first, the selection last."""
        return [*self._ordered, Layer((selected,), "selection")] if selected else self._ordered

    def noted(self, line: Line) -> bool:
        return any(
            line.start <= span.start < line.end
            for layer in self._ordered
            if layer.look == "note"
            for span in layer.between(line.start, line.end)
        )

    def hint(self, hints: Mapping[int, str]) -> None:
        """Labels by offset; none removes them."""
        self._hints = dict(hints)
        self._changed()

    def with_hints(self, strip: Strip, line: Line, left: int, style: Style) -> Strip:
        """`left` is the column of the line's first cell in the strip."""
        for offset, words in self._hints.items():
            if any(run.start <= offset < run.end for run in line.runs):
                label = words[: strip.cell_length]
                cell = max(0, min(left + line.cell_of(offset), strip.cell_length - len(label)))
                over = Strip([Segment(label, style)], len(label))
                rest = strip.crop(cell + len(label), strip.cell_length)
                strip = Strip.join([strip.crop(0, cell), over, rest])
        return strip


def _rank(layer: Layer) -> int:
    return max((i for i, rank in enumerate(_RANKS) if layer.look.startswith(rank)), default=0)
