from bisect import bisect_right
from collections.abc import Sequence

from briefing.late_pattern import late_pattern
from briefing.model import Block, BlockKind, Span
from briefing.model.packed_blocks import BlockEdges

_WORD = late_pattern(r"\w+(?:['\u2019\-]\w+)*|[^\w\s]+")
_MARKER = late_pattern(r"(?:\d{1,4}[.)]|[-*+\u2022])\s+")
_REACH = 4000
"""Code points searched for the end of a word or a sentence."""


def word_at(text: str, offset: int) -> Span:
    low = max(0, offset - 100)
    for match in _WORD.finditer(text, low, min(len(text), offset + 100)):
        if match.start() <= offset < match.end():
            return Span(*match.span())
    return Span(offset, min(len(text), offset + 1))


def word_step(text: str, offset: int, direction: int) -> int:
    """End of the next word (1), or start of the previous one (-1)."""
    if direction > 0:
        match = _WORD.search(text, offset, offset + _REACH)
        return match.end() if match else min(len(text), offset + _REACH)
    starts = [m.start() for m in _WORD.finditer(text, max(0, offset - 200), offset)]
    return starts[-1] if starts else max(0, offset - 200)


def sentence_at(text: str, paragraph: Span, offset: int) -> Span:
    marker = _MARKER.match(text, paragraph.start, paragraph.end)
    first = marker.end() if marker and offset <= marker.end() else paragraph.start
    offset = max(offset, first)
    low, high = max(first, offset - _REACH), min(paragraph.end, offset + _REACH)
    from briefing.analysis.sentence_spans import sentence_ends

    start = max(sentence_ends(text, low, offset), default=low)
    end = next((end for end in sentence_ends(text, start, high) if end > offset), high)
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def paragraph_at(
    blocks: Sequence[Block], within: Span, offset: int, direction: int = 0
) -> Span | None:
    """At `offset` or next after it; with a direction, its neighbour. Skips horizontal rules. None
    if there is none `within` the span.
    """
    index = bisect_right(BlockEdges(blocks, last=True), offset) + direction
    while 0 <= index < len(blocks) and blocks[index].span.overlaps(within):
        if blocks[index].kind is not BlockKind.RULE:
            return blocks[index].span
        index += direction or 1
    return None
