from collections.abc import Sequence

from briefing.analysis.segmentation.logistic_model import load_model
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.story_features import story_features

SEVERAL_AT = 0.5
"""Least probability of several stories; chosen on held-out repositories and outlets."""
MOST = 120
"""Paragraphs that are judged."""


def is_single_story(units: Sequence[Paragraph], shift_odds: Sequence[float]) -> bool:
    row = story_features(units[:MOST], shift_odds)
    return load_model("stories").probability(row) < SEVERAL_AT
