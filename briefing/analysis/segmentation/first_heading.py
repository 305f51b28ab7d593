from bisect import bisect_left
from collections.abc import Sequence

from briefing.analysis.segmentation.boundary import Boundary
from briefing.analysis.segmentation.line_style import MOST_WORDS, LineStyle, line_style
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.stems import stem_words
from briefing.model import BlockKind

_WORDS = 15
_UNDERLINE = 4
"""Characters between blocks from which there is more than a blank line."""
_TOLD = 2
_LARGER = 1.5


def head_first_part(
    units: list[Paragraph], boilerplate: set[int], cuts: list[Boundary]
) -> list[Boundary]:
    own = [i for i in range(len(units)) if i not in boilerplate]
    if len(cuts) < 2 or not all(cut.headed for cut in cuts) or not own or own[0] >= cuts[0].unit:
        return cuts
    first = units[own[0]]
    edges = [own[0], *(cut.unit for cut in cuts), len(units)]
    parts = _parts(units, own, [edge + 1 for edge in edges[:-1]], edges[1:])
    stands_over = 0 < first.level < units[cuts[0].unit].level and not _is_underlined(units, own[0])
    if stands_over or not _is_like(first, units, cuts) or not _are_alike(parts):
        return cuts
    said, *others = (set(stem_words(" ".join(u.text for u in part))) for part in parts)
    others += [set(stem_words(units[cut.unit].line)) for cut in cuts]
    words = set(stem_words(first.line))
    if not words & said or any(words & other for other in others):
        return cuts
    cut = cuts[0]
    return [Boundary(own[0], cut.evidence, cut.confidence, cut.level, True), *cuts]


def start_first_part(units: list[Paragraph], boilerplate: set[int], starts: list[int]) -> list[int]:
    own = [i for i in range(len(units)) if i not in boilerplate]
    if len(starts) < 2 or units[own[0]].size < _WORDS:
        return starts
    edges = [own[0], *starts, len(units)]
    parts = _parts(units, own, edges[:-1], edges[1:])
    first, *others = (set(stem_words(" ".join(u.text for u in part))) for part in parts)
    told = sum(len(first & other) >= _TOLD for other in others)
    return [own[0], *starts] if _are_alike(parts) and told * 2 <= len(others) else starts


def _parts(
    units: list[Paragraph], own: list[int], starts: Sequence[int], stops: Sequence[int]
) -> list[list[Paragraph]]:
    return [
        [units[i] for i in own[bisect_left(own, start) : bisect_left(own, stop)]]
        for start, stop in zip(starts, stops, strict=True)
    ]


def _is_underlined(units: list[Paragraph], at: int) -> bool:
    return units[at + 1].span.start - units[at].span.end > _UNDERLINE


def _is_like(first: Paragraph, units: list[Paragraph], cuts: list[Boundary]) -> bool:
    longest = max(len(units[cut.unit].line.split()) for cut in cuts)
    most = min(longest + 2, MOST_WORDS)
    return line_style(first) is not LineStyle.NONE and len(first.line.split()) <= most


def _are_alike(parts: list[list[Paragraph]]) -> bool:
    sizes = [sum(unit.size for unit in part) for part in parts]
    counts = [len(part) for part in parts]
    return (
        all(part and part[0].kind is BlockKind.PARAGRAPH for part in parts)
        and min(sizes) >= _WORDS
        and sizes[0] <= _LARGER * max(sizes[1:])
        and counts[0] <= _LARGER * max(counts[1:])
    )
