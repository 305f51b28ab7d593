import math
from collections import defaultdict

from briefing.analysis.segmentation.line_style import LineStyle
from briefing.analysis.segmentation.logistic_model import logistic

NAMES = (
    *("alone", "others", "family", "other families", "family less others", "alone by family"),
    "first family",
)
_LEAST = 0.3
"""Probability from which a candidate counts for its style."""
_BOUND = math.log(99)


def style_group_features(
    shapes: dict[int, LineStyle], odds: dict[int, float]
) -> dict[int, list[float]]:
    """One row, in the order of NAMES, per candidate, from their log odds."""
    odds = {i: max(-_BOUND, min(_BOUND, value)) for i, value in odds.items()}
    members: dict[LineStyle, list[int]] = defaultdict(list)
    sums: dict[LineStyle, float] = defaultdict(float)
    for i, family in shapes.items():
        members[family].append(i)
        sums[family] += _counted(odds[i])
    best = {f: sorted(members[f], key=lambda i: odds[i], reverse=True)[:6] for f in members}
    return {i: _row(i, family, odds, sums, best[family]) for i, family in shapes.items()}


def _counted(odds: float) -> float:
    probability = logistic(odds)
    return probability if probability > _LEAST else 0.0


def _row(
    i: int, family: LineStyle, odds: dict[int, float], sums: dict[LineStyle, float], best: list[int]
) -> list[float]:
    others = [odds[j] for j in best if j != i][:5]
    mine = sums[family] - _counted(odds[i])
    rivals = max((total for other, total in sums.items() if other is not family), default=0.0)
    return [
        odds[i],
        sum(others) / len(others) if others else -2.0,
        math.log1p(mine),
        math.log1p(rivals),
        math.log1p(mine) - math.log1p(rivals),
        odds[i] * min(1.0, mine / 3),
        float(mine > rivals),
    ]
