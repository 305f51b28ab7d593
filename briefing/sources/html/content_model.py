"""Tells how likely each fragment of a page is main content: boosted trees and networks, trained offline."""

from collections.abc import Sequence

from briefing.sources.html.content_forest import load_forest
from briefing.sources.html.content_network import load_networks, run_networks


def find_probabilities(rows: Sequence[list[float]]) -> list[float]:
    alone = load_forest().probabilities(rows)
    around = run_networks(load_networks(), rows)
    return [mix_odds(mine, near) for mine, near in zip(alone, around, strict=True)]


def mix_odds(alone: float, around: float) -> float:
    return (2 * alone + around) / 3


def choose_by_expected_score(
    odds: Sequence[float], sizes: Sequence[float], share: float = 1.0
) -> list[bool]:
    """The set of fragments whose expected F1 of words is highest: those above one limit.

    Lewis (1995), Evaluating and optimizing autonomous text classification systems.
    """
    order = sorted(range(len(odds)), key=lambda i: -odds[i])
    wanted = share * sum(p * size for p, size in zip(odds, sizes, strict=True))
    taken = right = best = 0.0
    most = 0
    for count, i in enumerate(order, 1):
        taken += sizes[i]
        right += odds[i] * sizes[i]
        score = right / (taken + wanted) if taken else 0.0
        if score > best:
            best, most = score, count
    chosen = set(order[:most])
    return [i in chosen for i in range(len(odds))]
