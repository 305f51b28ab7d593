from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from briefing.model import Block, BlockKind, InlineMark, Span
from briefing.tui.layout.cell_width import clusters, width
from briefing.tui.layout.section_title import SectionTitle

LONGEST = 8192
"""Code points of a unit. Laying out 8 KB takes about 1 ms, so no key press waits for a long block.
"""
MOST_ROWS = 64
_LEVEL = 2
"""Heading level as which a title is drawn."""


class LayoutUnit(Struct, frozen=True):
    block: Block
    span: Span
    gap: int = 0
    """Empty rows above, besides the line spacing."""
    hang: int = 0
    """Indentation in cells of a continuation in a list item."""
    rows: tuple[tuple[Span, ...], ...] = ()
    marks: tuple[InlineMark, ...] = ()
    joined: int = 0
    """Quote depth of the gap above."""
    top: bool = False
    title: SectionTitle | None = None
    """Drawn before the first words, or the whole unit if that has no words."""

    @property
    def untexted(self) -> bool:
        return self.title is not None and self.title.before < 0

    @property
    def depth(self) -> int:
        return depth_of(self.block)

    @property
    def first(self) -> bool:
        return self.span.start == self.block.span.start


def depth_of(block: Block) -> int:
    return block.quote_depth or (1 if block.kind is BlockKind.QUOTE else 0)


def layout_units(
    text: str, blocks: Sequence[Block], within: Span, previous: Block | None
) -> list[LayoutUnit]:
    """`previous` is the block before them in the span, or None."""
    found: list[LayoutUnit] = []
    hangs: dict[int, int] = {}
    for block in blocks:
        start, end = max(block.span.start, within.start), min(block.span.end, within.end)
        if block.marker:
            hangs[block.level] = 2 * (block.level - 1) + width(block.marker) + 1
        if start > end or (start == end and block.kind is not BlockKind.RULE):
            continue
        gap = 0 if previous is None else _gap(text, previous, block)
        hang = hangs.get(block.level, 2 * block.level)
        if block.kind is BlockKind.TABLE and block.rows:
            parts = _table(block, start, end)
        else:
            parts = [(span, ()) for span in _cuts(text, block.kind, start, end)]
        shares = _shares(block, [span for span, _ in parts])
        joined = min(depth_of(previous), depth_of(block)) if previous else 0
        for (span, rows), marks in zip(parts, shares, strict=True):
            top = previous is None and span.start == start
            found.append(LayoutUnit(block, span, gap, hang, rows, marks, joined, top))
            gap = 0
        previous = block
    return found


def put_title(units: list[LayoutUnit], title: SectionTitle) -> list[LayoutUnit]:
    if title.before >= 0:
        at = [n for n, unit in enumerate(units) if unit.span.start == title.before]
        return [replace(u, title=title) if n in at else u for n, u in enumerate(units)]
    if not units:
        return units
    start = units[0].span.start
    place = Span(start, start)
    first = LayoutUnit(Block(BlockKind.HEADING, place, level=_LEVEL), place, top=True, title=title)
    return [first, replace(units[0], top=False, gap=1), *units[1:]]


def _shares(block: Block, spans: list[Span]) -> Iterator[tuple[InlineMark, ...]]:
    if len(spans) == 1 and spans[0] == block.span:
        yield block.marks
        return
    active: list[InlineMark] = []
    number = 0
    for span in spans:
        active = [mark for mark in active if mark.span.end >= span.start]
        while number < len(block.marks) and block.marks[number].span.start < span.end:
            if block.marks[number].span.end >= span.start:
                active.append(block.marks[number])
            number += 1
        yield tuple(active)


def _gap(text: str, previous: Block, block: Block) -> int:
    between = text[previous.span.end : block.span.start]
    apart = previous.kind is not block.kind or _other_list(previous, block)
    return 1 if apart or len(between) > 64 or "\n\n" in between else 0


def _other_list(previous: Block, block: Block) -> bool:
    beside = previous.level == block.level and bool(previous.marker and block.marker)
    return beside and previous.marker[0].isalnum() is not block.marker[0].isalnum()


def _table(block: Block, start: int, end: int) -> list[tuple[Span, tuple[tuple[Span, ...], ...]]]:
    parts: list[tuple[Span, tuple[tuple[Span, ...], ...]]] = []
    rows = [row for row in block.rows if row and row[0].start < end and row[-1].end >= start]
    for index in range(0, len(rows), MOST_ROWS):
        group = tuple(rows[index : index + MOST_ROWS])
        low = start if index == 0 else group[0][0].start
        following = rows[index + MOST_ROWS : index + MOST_ROWS + 1]
        parts.append((Span(low, following[0][0].start if following else end), group))
    return parts or [(Span(start, end), ())]


def _cuts(text: str, kind: BlockKind, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        limit = start + LONGEST
        cut = text.rfind("\n", start + LONGEST // 2, limit) + 1
        if not cut and kind is not BlockKind.CODE:
            cut = text.rfind(" ", start + LONGEST // 2, limit) + 1
        if not cut:
            cut = limit - 64 + clusters(text[limit - 64 : limit])[-1].start
        yield Span(start, cut)
        start = cut
    yield Span(start, end)
