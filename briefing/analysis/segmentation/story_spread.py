"""How the words of a text are spread over it: one story keeps its own to the end, several do not."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

DISTANCES = (
    *("neighbours", "some apart", "near less far", "far by near", "best far", "least best far"),
    "uneven",
)
SPREAD = ("span", "repeated", "commonest", "three commonest", "lead in quarters")
_FAR, _SOME = 5, range(4, 7)
_SMOOTH = 3  # Terms added, so that short paragraphs are not alike by one.


def likeness_by_distance(alike: "Array") -> list[float]:
    """In the order of DISTANCES; of every two paragraphs."""
    import numpy as np

    n = len(alike)
    apart = abs(np.subtract.outer(np.arange(n), np.arange(n)))

    def mean(chosen: "NDArray[np.bool_]") -> float:
        return float(alike[chosen if chosen.any() else apart > 0].mean())

    near, far = mean(apart == 1), mean(apart >= _FAR)
    soon = mean((apart > 1) & (apart < _SOME.start))
    some = mean((apart >= _SOME.start) & (apart < _SOME.stop))
    best = np.where(apart >= _FAR, alike, -np.inf).max(1)
    best = best[np.isfinite(best)] if n > _FAR else np.array([far])
    rows = (alike.sum(1) - alike.diagonal()) / (n - 1)
    return [
        *(near, some, near - far, far / (abs(near) + abs(soon) + 0.02)),
        *(float(best.mean()), float(np.quantile(best, 0.1)), float(rows.std())),
    ]


def shared_terms(terms: Sequence[Collection[str]]) -> "Array":
    """How alike every two paragraphs are by rare terms."""
    import numpy as np

    n = len(terms)
    found = Counter(term for own in terms for term in own)
    column = {term: k for k, term in enumerate(t for t, count in found.items() if count > 1)}
    rare = np.zeros((n, max(1, len(column))))
    for i, own in enumerate(terms):
        for term in own:
            if term in column:
                rare[i, column[term]] = math.log((n + 1) / found[term])
    size = np.sqrt([len(own) + _SMOOTH for own in terms])
    alike: Array = rare @ rare.T / np.outer(size, size)
    return alike


def spread_of_terms(terms: Sequence[Collection[str]]) -> list[float]:
    """In the order of SPREAD."""
    n = len(terms)
    places: dict[str, list[int]] = {}
    for i, own in enumerate(terms):
        for term in own:
            places.setdefault(term, []).append(i)
    again = [at for at in places.values() if len(at) > 1]
    # One, if the places of a term are random.
    spans = [(at[-1] - at[0]) * (len(at) + 1) / (len(at) - 1) / (n + 1) for at in again]
    shares = sorted((len(at) / n for at in places.values()), reverse=True)[:3]
    quarters = [len({4 * i // n for i in places[term]}) for term in {*terms[0], *terms[1]}]
    return [
        sum(spans) / len(spans) if spans else 0.8,
        len(again) / max(1, len(places)),
        *(max(shares, default=0.0), sum(shares) / 3),
        sum(sorted(quarters, reverse=True)[:3]) / 3,
    ]
