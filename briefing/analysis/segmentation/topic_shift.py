from briefing.analysis.segmentation.discourse_features import discourse_features
from briefing.analysis.segmentation.logistic_model import load_model
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.topic_shift_features import topic_shift_features

CHUNK = 60
"""Paragraphs processed together, in overlapping chunks."""
OVERLAP = 15


def topic_shift_odds(units: list[Paragraph]) -> list[float]:
    """Log odds that a section starts at each paragraph; meaningless for the first."""
    judge = load_model("topic")
    odds: list[float] = []
    start = 0
    while len(odds) < len(units):
        chunk = units[start : start + CHUNK]
        found = [judge.log_odds(row) for row in topic_rows(chunk)]
        skip = len(odds) - start
        last = start + CHUNK >= len(units)
        odds += found[skip:] if last else found[skip : CHUNK - OVERLAP]
        start = len(odds) - OVERLAP
    return odds


def topic_rows(units: list[Paragraph]) -> list[list[float]]:
    if len(units) < 2:
        return [[0.0] * len(load_model("topic").names) for _ in units]
    columns = topic_shift_features(units)
    topic = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [[*a, *b] for a, b in zip(topic, discourse_features(units), strict=True)]
