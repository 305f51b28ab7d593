"""What lies over the text of the pane: layers of spans, and hints that name links."""

from collections.abc import Callable, Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from briefing.model import Span
from briefing.tui.layout.drawn_lines import Line
from briefing.tui.widgets.strip_painter import PREFIX
from briefing.tui.widgets.text_layers import Layer

_RANKS = ("heading", "mention", "note", "highlight", "match", "match-current", "selection")
NOTE = f"{PREFIX}note"
SELECTION = f"{PREFIX}selection"


class Overlay:
    """The layers by name and in the order in which they lie, and the hints."""

    def __init__(self, changed: Callable[[], object]) -> None:
        """Begin with nothing; `changed` is called when there is something else to draw."""
        self._changed = changed
        self._named: dict[str, Layer] = {}
        self._ordered: list[Layer] = []
        self._hints: dict[int, str] = {}

    def set(self, name: str, spans: Sequence[Span], component: str) -> None:
        """Lay styled spans over the text, in place of those of the same name.

        Args:
            name: the layer's name, such as "search".
            spans: in any order.
            component: one of `ReadingPane.COMPONENT_CLASSES`, with or without "reading-pane--".
        """
        component = component if component.startswith(PREFIX) else PREFIX + component
        before = self._named.get(name)
        if before is not None and before.component == component and before.of(spans):
            return
        self._named[name] = Layer(spans, component)
        self._order()

    def drop(self, name: str) -> None:
        """Take a layer away, where there is one."""
        if self._named.pop(name, None) is not None:
            self._order()

    def clear(self) -> None:
        """Take everything away."""
        self._named.clear()
        self._hints.clear()
        self._order()

    def _order(self) -> None:
        self._ordered = sorted(self._named.values(), key=_rank)
        self._changed()

    def layers(self, selected: Span | None) -> list[Layer]:
        """The layers, mentions lowest, what is selected on top."""
        return [*self._ordered, Layer((selected,), SELECTION)] if selected else self._ordered

    def noted(self, line: Line) -> bool:
        """Whether a note starts in the line."""
        return any(
            line.start <= span.start < line.end
            for layer in self._ordered
            if layer.component == NOTE
            for span in layer.between(line.start, line.end)
        )

    def hint(self, hints: Mapping[int, str]) -> None:
        """Draw labels of a letter or two over the text, each at its offset; none take them away."""
        self._hints = dict(hints)
        self._changed()

    def with_hints(self, strip: Strip, line: Line, left: int, style: Style) -> Strip:
        """A line's strip with its hints; `left` is the column of the line's first cell in it."""
        for offset, words in self._hints.items():
            if any(run.start <= offset < run.end for run in line.runs):
                label = words[: strip.cell_length]
                cell = max(0, min(left + line.cell_of(offset), strip.cell_length - len(label)))
                over = Strip([Segment(label, style)], len(label))
                rest = strip.crop(cell + len(label), strip.cell_length)
                strip = Strip.join([strip.crop(0, cell), over, rest])
        return strip


def _rank(layer: Layer) -> int:
    name = layer.component.removeprefix(PREFIX)
    return max((i for i, rank in enumerate(_RANKS) if name.startswith(rank)), default=0)
