from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style

from briefing.model import Block, BlockKind, InlineKind, InlineMark
from briefing.model.url_policy import link_to_open
from briefing.secure_mode import is_secure
from briefing.tui.layout.cell_width import clusters, is_plain
from briefing.tui.layout.drawn_lines import Line, Role, Run
from briefing.tui.layout.layout_units import LayoutUnit
from briefing.tui.widgets.text_layers import Layer

_ROLES = {
    Role.HEAD: "table-head",
    Role.BAR: "quote-bar",
    Role.FRAME: "frame",
    Role.LABEL: "label",
    Role.RULE: "rule",
    Role.INFERRED: "emphasis",
}
_MARKS = {
    InlineKind.EMPHASIS: "emphasis",
    InlineKind.STRONG: "strong",
    InlineKind.STRIKETHROUGH: "strikethrough",
    InlineKind.CODE: "inline-code",
    InlineKind.LINK: "link",
    InlineKind.IMAGE: "image",
    InlineKind.FOOTNOTE: "footnote",
}

Names = tuple[str, ...]


class Cover(Struct, frozen=True):
    start: int
    end: int
    name: str
    link: str = ""


def block_names(block: Block) -> Names:
    if block.kind is BlockKind.HEADING:
        return (f"heading-{min(6, max(1, block.level))}",)
    if block.kind is BlockKind.CODE:
        return ("code",)
    if block.quote_depth or block.kind is BlockKind.QUOTE:
        return ("quote",)
    return ()


def covers_of(marks: Iterable[InlineMark], layers: Iterable[Layer], line: Line) -> list[Cover]:
    """Styles over a line, bottom to top."""
    low = min((run.start for run in line.runs), default=line.start)
    high = max((run.end for run in line.runs), default=line.end)
    locked = is_secure()
    found = [
        Cover(
            mark.span.start,
            mark.span.end,
            _MARKS[mark.kind],
            link_to_open(mark.target) if mark.kind is InlineKind.LINK and not locked else "",
        )
        for mark in marks
        if mark.span.start < high and mark.span.end > low
    ]
    for layer in layers:
        found += [Cover(s.start, s.end, layer.look) for s in layer.between(low, high)]
    return found


class StripPainter:
    def __init__(self, style_of: Callable[[str], Style], base: Style) -> None:
        """`style_of` returns the style that one of `LOOKS` adds; `base` lies under all."""
        self._style_of = style_of
        self.base = base
        self._known: dict[Names, Style] = {(): base}

    def style(self, names: Names) -> Style:
        """Later names lie on top."""
        found = self._known.get(names)
        if found is None:
            found = self.style(names[:-1]) + self._style_of(names[-1])
            self._known[names] = found
        return found

    def segments(
        self, piece: LayoutUnit, line: Line, layers: Sequence[Layer], room: int, shift: int
    ) -> list[Segment]:
        """Exactly `room` cells wide.

        `layers` are ordered bottom to top; a wide line is scrolled by `shift` cells.
        """
        names = block_names(piece.block)
        covers = covers_of(piece.marks, layers, line)
        runs, cut = _visible(line, room, shift)
        found: list[Segment] = [Segment("\u2039", self.style((*names, "label")))] if cut[0] else []
        cell = 1 if cut[0] else 0
        for run in runs:
            if run.cell > cell:
                found.append(Segment(" " * (run.cell - cell), self.style(names)))
            found += self._run(run, names, covers)
            cell = run.cell + run.cells
        end = room - 1 if cut[1] else room
        if cell < end:
            filled = names if line.wide else ()
            found.append(Segment(" " * (end - cell), self.style(filled)))
        if cut[1]:
            found.append(Segment("\u203a", self.style((*names, "label"))))
        return found

    def _run(self, run: Run, names: Names, covers: Sequence[Cover]) -> list[Segment]:
        if run.role in _ROLES:
            names = (*names, _ROLES[run.role])
        if run.start == run.end:
            return [Segment(run.text, self.style(names))]
        if not run.exact:
            return [self._segment(run.text, run.start, names, covers)]
        cuts = _cuts(run, covers)
        return [
            self._segment(run.text[a - run.start : b - run.start], a, names, covers)
            for a, b in pairwise(cuts)
        ]

    def _segment(self, text: str, start: int, names: Names, covers: Sequence[Cover]) -> Segment:
        """`start` is the text's offset, which Textual needs for selecting."""
        link = ""
        for cover in covers:
            if cover.start <= start < cover.end:
                names = (*names, cover.name)
                link = cover.link or link
        return Segment(
            text, self.style(names) + Style(link=link or None, meta={"offset": (start, 0)})
        )


def _cuts(run: Run, covers: Sequence[Cover]) -> list[int]:
    points = {run.start, run.end}
    for cover in covers:
        points.update(p for p in (cover.start, cover.end) if run.start < p < run.end)
    if not is_plain(run.text):
        allowed = {run.start + cluster.start for cluster in clusters(run.text)}
        points &= allowed | {run.end}
    return sorted(points)


def _visible(line: Line, room: int, shift: int) -> tuple[list[Run], tuple[bool, bool]]:
    if not line.wide or (shift == 0 and line.cells <= room):
        return list(line.runs), (False, False)
    signs = room >= 4
    left, right = signs and shift > 0 and bool(line.runs), signs and line.cells - shift > room
    low, high = shift + (1 if left else 0), shift + room - (1 if right else 0)
    runs: list[Run] = []
    for run in line.runs:
        inside = run.clipped(low, high)
        if inside is not None:
            moved = Run(
                inside.cell - shift,
                inside.cells,
                inside.text,
                inside.start,
                inside.end,
                inside.role,
            )
            runs.append(moved)
    return runs, (left, right)
