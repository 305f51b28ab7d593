import re
from bisect import bisect_left
from collections import Counter
from itertools import accumulate, pairwise

from msgspec.structs import replace

from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.paragraphs import Paragraph

_REPLY = re.compile(r"re: ")
_LABEL = 3
"""Times that a heading is said from which it is a label."""
_FEWEST = 15
"""Words under a heading that may stand alone."""
_FEWEST_FIRST = 30
"""Words under the heading of a first part that a title page joins."""
_FEWEST_NESTED = 150
"""Words from which a part of a part is a pane."""
_SHARE = 2 / 3
"""Of the parts of a part, those that are long, from which all are panes."""
_MOST = 40
"""Panes above which the deepest headings fold."""
_LONGEST = 6000
"""Mean words of a pane up to which they fold."""


def fold_headings(
    units: list[Paragraph], boilerplate: set[int], cuts: list[Boundary], *, whole: bool = False
) -> list[Boundary]:
    """`cuts` are in order. With `whole`, all parts of a part or none of them are panes."""
    sizes = (0 if i in boilerplate else unit.size for i, unit in enumerate(units))
    before = list(accumulate(sizes, initial=0))
    ends = _subtree_ends(cuts, len(units))
    top = _top_level(before, cuts, ends)
    long = [_words(before, cut, end) >= _FEWEST_NESTED for cut, end in zip(cuts, ends, strict=True)]
    if whole:
        long = _of_families(cuts, long, top)
    cuts = [
        cut
        for cut, kept in zip(cuts, long, strict=True)
        if kept or cut.level <= top or not cut.headed
    ]
    while len(cuts) > _MOST and (deepest := max(cut.level for cut in cuts)) > 1:
        fewer = [cut for cut in cuts if cut.level < deepest]
        if before[-1] > _LONGEST * len(fewer):
            break
        cuts = fewer
    cuts = _join_short(before, cuts, top, _without_heads(units, boilerplate))
    return _with_title(units, before, cuts)


def drop_labels(units: list[Paragraph], cuts: list[Boundary]) -> list[Boundary]:
    # Headings that come again and again below others, and what is said twice in a row.
    said = [units[cut.unit].line.casefold() if cut.headed else "" for cut in cuts]
    counts = Counter(words for words in said if not _REPLY.match(words))
    single = list(accumulate((counts[words] == 1 for words in said), initial=0))
    places: dict[str, list[int]] = {words: [] for words in counts if words}
    for i, words in enumerate(said):
        if words in places:
            places[words].append(i)
    labels: set[str] = set()
    for words, found in places.items():
        apart = sum(single[j] > single[i + 1] for i, j in pairwise(found))
        if len(found) >= _LABEL and 2 * apart > len(found) - 1:
            labels.add(words)
    kept: list[Boundary] = []
    last = ""
    for cut, words in zip(cuts, said, strict=True):
        if words not in labels and not (words and words == last and counts[words]):
            kept.append(cut)
        last = words
    return kept


def _with_title(units: list[Paragraph], before: list[int], cuts: list[Boundary]) -> list[Boundary]:
    if not cuts or not 0 < before[cuts[0].unit] < _FEWEST or not cuts[0].headed:
        return cuts
    if len(cuts) == 1:
        return []
    start = bisect_left(before, 1) - 1
    first = replace(cuts[0], unit=start, headed=False, title=units[cuts[0].unit].line)
    return [first, *cuts[1:]]


def _of_families(cuts: list[Boundary], long: list[bool], top: int) -> list[bool]:
    parents: list[int] = []
    above: list[int] = []
    for i, cut in enumerate(cuts):
        while above and cuts[above[-1]].level >= cut.level:
            above.pop()
        parents.append(above[-1] if above else -1)
        above.append(i)
    sizes, longs = Counter(parents), Counter(p for p, one in zip(parents, long, strict=True) if one)
    kept: list[bool] = []
    for cut, parent, own in zip(cuts, parents, long, strict=True):
        whole = sizes[parent] > 1 and longs[parent] >= _SHARE * sizes[parent]
        kept.append(cut.level <= top or (kept[parent] and whole if parent >= 0 else own))
    return kept


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


def _without_heads(units: list[Paragraph], boilerplate: set[int]) -> list[int]:
    sizes = (0 if i in boilerplate or unit.level else unit.size for i, unit in enumerate(units))
    return list(accumulate(sizes, initial=0))


def _join_short(
    before: list[int], cuts: list[Boundary], top: int, told: list[int]
) -> list[Boundary]:
    kept: list[Boundary] = []
    for cut in cuts:
        if kept and _may_join(kept[-1]) and _words(before, kept[-1], cut.unit) < _FEWEST:
            opens = len(kept) == 1 and before[kept[0].unit] == 0
            empty = told[kept[-1].unit] == told[cut.unit] and cut.level == kept[-1].level
            if opens or empty or cut.level > max(top, kept[-1].level):
                continue
            kept.pop()
        kept.append(cut)
    last = kept[-1] if kept and _may_join(kept[-1]) else None
    if last and before[last.unit] >= _FEWEST > _words(before, last, len(before) - 1):
        kept.pop()
    return kept


def _may_join(cut: Boundary) -> bool:
    return cut.headed or cut.evidence in (Evidence.GAP, Evidence.BORDER)


def join_bare_headings(
    units: list[Paragraph], boilerplate: set[int], cuts: list[Boundary]
) -> list[Boundary]:
    """Parts of a short part fold."""
    sizes = (0 if i in boilerplate else unit.size for i, unit in enumerate(units))
    before, told = list(accumulate(sizes, initial=0)), _without_heads(units, boilerplate)
    kept: list[Boundary] = []
    short = 0
    for cut, end in zip(cuts, _subtree_ends(cuts, len(units)), strict=True):
        words = _words(before, cut, end)
        if kept and cut.headed and cut.level > 1:
            bare = told[kept[-1].unit] == told[cut.unit] and kept[-1].level < cut.level
            if bare or words < _FEWEST or cut.unit < short:
                continue
        if words < _FEWEST_NESTED:
            short = max(short, end)
        kept.append(cut)
    return kept


def join_short_parts(
    units: list[Paragraph], boilerplate: set[int], cuts: list[Boundary]
) -> list[Boundary]:
    """A heading that little stands under goes on in a deeper part, or ends the part before."""
    heads = {cut.unit for cut in cuts if cut.headed}
    sizes = (0 if i in boilerplate | heads else unit.size for i, unit in enumerate(units))
    before = list(accumulate(sizes, initial=0))
    kept: list[Boundary] = []
    for cut in _after_title(before, boilerplate, units, cuts):
        last = kept[-1] if kept and cut.headed else None
        told = before[cut.unit] - before[last.unit] if last else _FEWEST
        if last and told < _FEWEST:
            if cut.level > last.level or (not told and cut.level == last.level):
                continue
            kept.pop()
        kept.append(cut)
    if len(kept) > 1 and kept[-1].headed and before[-1] - before[kept[-1].unit] < _FEWEST:
        kept.pop()
    return kept


def _after_title(
    before: list[int], boilerplate: set[int], units: list[Paragraph], cuts: list[Boundary]
) -> list[Boundary]:
    """`cuts` without those of a title page's few words, which stand in the first part."""
    edges = [*(cut.unit for cut in cuts), len(units)]
    first = 0
    while first < len(cuts) and cuts[first].headed and before[edges[first + 1]] < _FEWEST:
        first += 1
    start = next((i for i in range(len(units)) if i not in boilerplate), 0)
    if first == len(cuts) or not cuts[first].headed or before[edges[first]] >= _FEWEST:
        return cuts[first:]
    if before[edges[first + 1]] < _FEWEST_FIRST and start < edges[first]:
        return cuts[first + 1 :]
    while first and cuts[first].level > cuts[first - 1].level:
        first -= 1
    if start == edges[first]:
        return cuts[first:]
    opening = replace(cuts[first], unit=start, headed=False, title=units[edges[first]].line)
    return [opening, *cuts[first + 1 :]]
