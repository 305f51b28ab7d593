"""The shift of subject: the log odds that a section starts, from the words alone."""

from briefing.analysis.segmentation.discourse_features import NAMES, cue_features
from briefing.analysis.segmentation.logistic_model import scorer
from briefing.analysis.segmentation.paragraphs import Unit
from briefing.analysis.segmentation.topic_shift_features import topic_features

CHUNK = 60
"""Paragraphs looked at together, about as many as a long briefing has; a longer text is taken in
overlapping chunks, so that time grows linearly."""
OVERLAP = 15


def topic_odds(units: list[Unit]) -> list[float]:
    """The log odds that a section starts at each unit; the first one's are without meaning."""
    judge = scorer("topic")
    odds: list[float] = []
    start = 0
    while len(odds) < len(units):
        chunk = units[start : start + CHUNK]
        found = [judge.log_odds(row) for row in rows(chunk)]
        skip = len(odds) - start
        last = start + CHUNK >= len(units)
        odds += found[skip:] if last else found[skip : CHUNK - OVERLAP]
        start = len(odds) - OVERLAP
    return odds


def names(columns: dict[str, object]) -> list[str]:
    """The names of the numbers in a row of `rows`."""
    return [*columns, *NAMES]


def rows(units: list[Unit]) -> list[list[float]]:
    """The features of each gap: shift of subject, then form; see `names`."""
    if len(units) < 2:
        return [[0.0] * len(scorer("topic").names) for _ in units]
    columns = topic_features(units)
    topic = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [[*a, *b] for a, b in zip(topic, cue_features(units), strict=True)]
