import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import combinations, pairwise
from math import sqrt

from briefing.analysis.entities.first_names import GIVEN
from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.stems import stem_words
from briefing.analysis.titles.word_classes import HELPERS, PREPOSITIONS, SUBORDINATORS
from briefing.model import BlockKind

_LEAST = 3
_WORDS = 15
"""Words of a part, its lead included."""
_SHARE = 0.6
"""Share of the paragraphs after the first lead that begin with one, at least."""
_BEFORE = 0.25
"""Share of the words that may stand before the first lead."""
_STORY = 25
_SHARED, _DEFINED = 0.07, 0.15
"""Likeness from which items are of one thing, and short parts are definitions."""
_SHORT = 60
_MOST = 60
_ONESELF = re.compile(r"\b(?:I|[Ww]e|[Mm]y)\b(?![^“”\n]*”)")
_IMPERATIVE = re.compile(r"([A-Z][a-z]+) (?:the|an?|your|it|them)\b")
_NO_VERBS = PREPOSITIONS | SUBORDINATORS | HELPERS | {"both", "half", "such"}


def find_leads(units: Sequence[Paragraph], boilerplate: set[int]) -> list[Boundary]:
    """Paragraphs or items that begin with their subject; none unless most of the text is told so."""
    own = [i for i in range(len(units)) if i not in boilerplate]
    leads = [i for i in own if units[i].lead]
    if len(leads) < _LEAST or len({units[i].lead.casefold() for i in leads}) < len(leads):
        return []
    edges = [*(bisect_left(own, lead) for lead in leads), len(own)]
    sizes = [sum(units[i].size for i in own[start:end]) for start, end in pairwise(edges)]
    before = sum(units[i].size for i in own if i < leads[0])
    after = sum(1 for i in own if i >= leads[0])
    if min(sizes) < _WORDS or len(leads) < _SHARE * after:
        return []
    if before > _BEFORE * (before + sum(sizes)) or _are_of_one_thing([units[i] for i in leads]):
        return []
    return [Boundary(i, Evidence.LEAD, 0.9, title=units[i].lead) for i in leads]


def _are_of_one_thing(parts: Sequence[Paragraph]) -> bool:
    """Terms that explain each other, steps, or people who speak or are reported once each."""
    short = sum(part.size for part in parts) < _SHORT * len(parts)
    if short and len(parts) <= _MOST and _likeness(parts) > _DEFINED:
        return True
    said = [part.text.partition(part.lead)[2].lstrip(" .:–—-*") for part in parts]
    steps = sum(map(_is_told_to, said))
    names = sum(part.lead.partition(" ")[0].casefold() in GIVEN for part in parts)
    speakers = sum(_ONESELF.search(words) is not None for words in said)
    return 2 * max(steps, names, speakers) >= len(parts)


def _is_told_to(words: str) -> bool:
    match = _IMPERATIVE.match(words)
    return match is not None and match[1].lower() not in _NO_VERBS


def _likeness(parts: Sequence[Paragraph]) -> float:
    words = [set(stem_words(part.text)) for part in parts]
    pairs = [len(a & b) / sqrt(len(a) * len(b) or 1) for a, b in combinations(words, 2)]
    return sum(pairs) / len(pairs)


def find_listed_stories(units: Sequence[Paragraph], boilerplate: set[int]) -> list[Boundary]:
    """Items that are paragraphs of their own subjects; steps of one thing share its words."""
    own = [i for i in range(len(units)) if i not in boilerplate]
    items = [i for i in own if units[i].kind is BlockKind.LIST_ITEM]
    if not _LEAST <= len(items) <= _MOST or min(units[i].size for i in items) < _STORY:
        return []
    before = sum(units[i].size for i in own if i < items[0])
    if before > _BEFORE * sum(units[i].size for i in own):
        return []
    if len(items) < _SHARE * sum(1 for i in own if i >= items[0]):
        return []
    if _likeness([units[i] for i in items]) > _SHARED:
        return []
    return [Boundary(i, Evidence.TOPIC, 0.8) for i in items]
