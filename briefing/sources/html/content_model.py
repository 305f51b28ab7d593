"""Tells how likely each fragment of a page is main content: boosted trees and networks, trained offline."""

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.sources.html.content_network import load_networks, run_networks

Node = tuple[int, float, int, int]
"""A feature, its limit, and the node where it is at most the limit, or above; a leaf as -1 - its index."""


class Forest:
    def __init__(self, trees: list[list[list[Any]]]) -> None:
        """Each of `trees`: features, limits, nodes below, nodes above; leaves."""
        self._trees: list[tuple[list[Node], list[float]]] = [
            (list(zip(*columns, strict=True)), leaves) for *columns, leaves in trees
        ]

    def probability(self, row: Sequence[float]) -> float:
        total = 0.0
        for nodes, leaves in self._trees:
            node = 0 if nodes else -1
            while node >= 0:
                feature, limit, below, above = nodes[node]
                node = below if row[feature] <= limit else above
            total += leaves[-1 - node]
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_forest() -> Forest:
    text = files(__package__).joinpath("weights", "main_content.json").read_text(encoding="utf-8")
    return Forest(json.loads(text))


def find_probabilities(rows: Sequence[list[float]]) -> list[float]:
    forest = load_forest()
    around = run_networks(load_networks(), rows)
    alone = map(forest.probability, rows)
    return [mix_odds(mine, near) for mine, near in zip(alone, around, strict=True)]


def mix_odds(alone: float, around: float) -> float:
    return (2 * alone + around) / 3


def choose_by_expected_score(odds: Sequence[float], sizes: Sequence[float]) -> list[bool]:
    """The set of fragments whose expected F1 of words is highest: those above one limit.

    Lewis (1995), Evaluating and optimizing autonomous text classification systems.
    """
    order = sorted(range(len(odds)), key=lambda i: -odds[i])
    wanted = sum(p * size for p, size in zip(odds, sizes, strict=True))
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
