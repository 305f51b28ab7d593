from collections import Counter

from briefing.analysis.segmentation.paragraphs import Paragraph

NAMES = (
    *("one more", "two more", "three more", "wide where many are", "usual where many are wide"),
    *("topic", "topic if wide"),
)
_BOUND = 5.0
"""Limit of the topic's log odds."""


def median_gap(units: list[Paragraph]) -> int:
    counts = Counter(unit.gap for unit in units[1:])
    return min((gap for gap, n in counts.items() if n * 6 >= counts.total()), default=1)


def is_wide_gap(units: list[Paragraph], boilerplate: set[int]) -> list[int]:
    """Indexes of paragraphs after a wider gap than usual."""
    usual = median_gap(units)
    after = [i for i, unit in enumerate(units) if i and i not in boilerplate and unit.gap > usual]
    return [i for i in after if units[i].words]


def gap_features(units: list[Paragraph], usual: int, odds: list[float]) -> list[list[float]]:
    """One row, in the order of NAMES, for the gap before each paragraph; `odds` are the topic's."""
    more = [unit.gap - usual for unit in units]
    more[0] = 0
    share = sum(extra > 0 for extra in more) / max(1, len(units) - 1)
    rows = []
    for extra, topic in zip(more, odds, strict=True):
        is_wide = float(extra > 0)
        topic = max(-_BOUND, min(_BOUND, topic))
        row = [float(extra == 1), float(extra == 2), float(extra >= 3)]
        row += [is_wide * share, (1 - is_wide) * share, topic, topic * is_wide]
        rows.append(row)
    return rows
