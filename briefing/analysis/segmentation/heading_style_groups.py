import heapq
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
    counted = {i: _counted(odds[i]) for i in shapes}
    for i, family in shapes.items():
        members[family].append(i)
        sums[family] += counted[i]
    rivals = {f: max((sums[o] for o in sums if o is not f), default=0.0) for f in sums}
    best = {f: heapq.nlargest(6, members[f], key=odds.__getitem__) for f in members}
    rows = {}
    for i, family in shapes.items():
        others = [odds[j] for j in best[family] if j != i][:5]
        beside = sum(others) / len(others) if others else -2.0
        rows[i] = _row(odds[i], beside, sums[family] - counted[i], rivals[family])
    return rows


def _counted(odds: float) -> float:
    probability = logistic(odds)
    return probability if probability > _LEAST else 0.0


def _row(odds: float, beside: float, mine: float, rivals: float) -> list[float]:
    own, theirs = math.log1p(mine), math.log1p(rivals)
    return [
        odds,
        beside,
        own,
        theirs,
        own - theirs,
        odds * min(1.0, mine / 3),
        float(mine > rivals),
    ]
