from collections import Counter
from itertools import accumulate

from briefing.analysis.segmentation.boundary import Boundary
from briefing.analysis.segmentation.paragraphs import Paragraph

_FEWEST = 15
"""Words under a heading that may stand alone."""
_FEWEST_NESTED = 150
"""Words from which a part of a part is a pane."""
_MOST = 40
"""Panes above which the deepest headings fold."""


def fold_headings(
    units: list[Paragraph], boilerplate: set[int], cuts: list[Boundary]
) -> list[Boundary]:
    """`cuts` are in order; those that are left keep their level."""
    sizes = (0 if i in boilerplate else unit.size for i, unit in enumerate(units))
    before = list(accumulate(sizes, initial=0))
    ends = _subtree_ends(cuts, len(units))
    top = _top_level(before, cuts, ends)
    cuts = [
        cut
        for cut, end in zip(cuts, ends, strict=True)
        if cut.level <= top or not cut.headed or _words(before, cut, end) >= _FEWEST_NESTED
    ]
    while len(cuts) > _MOST and (deepest := max(cut.level for cut in cuts)) > 1:
        cuts = [cut for cut in cuts if cut.level < deepest]
    return _join_short(before, cuts, top)


def _top_level(before: list[int], cuts: list[Boundary], ends: list[int]) -> int:
    counts = Counter(
        cut.level
        for cut, end in zip(cuts, ends, strict=True)
        if cut.headed and _words(before, cut, end) >= _FEWEST
    )
    return min((level for level, count in counts.items() if count > 1), default=1)


def _words(before: list[int], cut: Boundary, end: int) -> int:
    return before[end] - before[min(end, cut.unit + cut.headed)]


def _subtree_ends(cuts: list[Boundary], last: int) -> list[int]:
    ends = [last] * len(cuts)
    open_cuts: list[int] = []
    for i, cut in enumerate(cuts):
        while open_cuts and cuts[open_cuts[-1]].level >= cut.level:
            ends[open_cuts.pop()] = cut.unit
        open_cuts.append(i)
    return ends


def _join_short(before: list[int], cuts: list[Boundary], top: int) -> list[Boundary]:
    kept: list[Boundary] = []
    for cut in cuts:
        if kept and kept[-1].headed and _words(before, kept[-1], cut.unit) < _FEWEST:
            opens = len(kept) == 1 and before[kept[0].unit] == 0
            if opens or cut.level > max(top, kept[-1].level):
                continue
            kept.pop()
        kept.append(cut)
    if len(kept) > 1 and kept[-1].headed and _words(before, kept[-1], len(before) - 1) < _FEWEST:
        kept.pop()
    return kept


def join_bare_headings(boilerplate: set[int], cuts: list[Boundary]) -> list[Boundary]:
    """Nothing is cut between a heading and a deeper one that follows at once, but after the first."""
    kept: list[Boundary] = []
    after = -1
    for cut in cuts:
        while after in boilerplate:
            after += 1
        bare = kept and kept[-1].unit and kept[-1].headed and cut.headed and cut.unit == after
        if not bare or cut.level <= kept[-1].level:
            kept.append(cut)
        after = cut.unit + 1
    return kept
