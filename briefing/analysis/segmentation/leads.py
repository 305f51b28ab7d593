from collections.abc import Sequence
from itertools import pairwise

from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.paragraphs import Paragraph

_LEAST = 3
_WORDS = 15
"""Words of a part, its lead included."""
_SHARE = 0.6
"""Share of the paragraphs after the first lead that begin with one, at least."""
_BEFORE = 0.25
"""Share of the words that may stand before the first lead."""


def find_leads(units: Sequence[Paragraph], boilerplate: set[int]) -> list[Boundary]:
    """Paragraphs or items that begin with their subject; none unless most of the text is told so."""
    own = [i for i in range(len(units)) if i not in boilerplate]
    leads = [i for i in own if units[i].lead]
    if len(leads) < _LEAST or len({units[i].lead.casefold() for i in leads}) < len(leads):
        return []
    sizes = [
        sum(units[i].size for i in own if start <= i < end)
        for start, end in pairwise([*leads, len(units)])
    ]
    before = sum(units[i].size for i in own if i < leads[0])
    after = sum(1 for i in own if i >= leads[0])
    if min(sizes) < _WORDS or len(leads) < _SHARE * after:
        return []
    if before > _BEFORE * (before + sum(sizes)):
        return []
    return [Boundary(i, Evidence.LEAD, 0.9, title=units[i].lead) for i in leads]
