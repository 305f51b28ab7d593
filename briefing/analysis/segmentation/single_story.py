from collections.abc import Sequence

from briefing.analysis.segmentation.logistic_model import load_model
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.story_features import story_features

SEVERAL_AT = 0.5
"""Least probability of several stories; chosen on held-out repositories and outlets."""
SEVERAL_ON_PAGE_AT = 0.6
"""The same for a page, chosen on held-out sites."""
MOST = 120
"""Paragraphs that are judged."""
_SHORT, _PROSE, _MOST_PROSE = 10, 15, 0.75
"""Words of a usual paragraph and of one of prose; share of the words in these, below which it is a list."""


def is_single_story(
    units: Sequence[Paragraph], shift_odds: Sequence[float], *, is_page: bool = False
) -> bool:
    if is_page and _is_list(units):
        return True
    row = story_features(units[:MOST], shift_odds)
    name, least = ("page_stories", SEVERAL_ON_PAGE_AT) if is_page else ("stories", SEVERAL_AT)
    return load_model(name).probability(row) < least


def _is_list(units: Sequence[Paragraph]) -> bool:
    sizes = sorted(unit.size for unit in units)
    told = sum(size for size in sizes if size >= _PROSE)
    return sizes[len(sizes) // 2] < _SHORT or told < _MOST_PROSE * sum(sizes)
