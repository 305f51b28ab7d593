import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_AT_ONCE = 128
_STEPS = 3


class Forest:
    def __init__(self, trees: Sequence[Sequence[Sequence[Any]]]) -> None:
        """Each of `trees`: features, limits, nodes below, nodes above; leaves. -1 - i is leaf i."""
        import numpy as np

        self._ends = leaf = sum(len(features) for features, *_ in trees)
        nodes: list[tuple[int, float, int, int]] = []
        roots: list[int] = []
        values = [0.0] * leaf
        for *columns, leaves in trees:
            own = range(len(nodes), len(nodes) + len(columns[0]))
            places = [*own, *range(leaf + len(leaves) - 1, leaf - 1, -1)]
            roots.append(places[0])
            nodes += [
                (feature, limit, places[above], places[below])
                for feature, limit, below, above in zip(*columns, strict=True)
            ]
            values += leaves
            leaf += len(leaves)
        nodes += [(0, 0.0, end, end) for end in range(self._ends, leaf)]
        features, limits, above, below = zip(*nodes, strict=True)
        self._roots = np.array(roots, dtype=np.int32)
        self._features = np.array(features, dtype=np.int32)
        self._limits = np.array(limits)
        self._next = np.array([above, below], dtype=np.int32).T.ravel()
        self._values = np.array(values)

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[float]:
        totals: list[float] = []
        for at in range(0, len(rows), _AT_ONCE):
            totals += self._totals(rows[at : at + _AT_ONCE])
        return [1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) for total in totals]

    def _totals(self, rows: Sequence[Sequence[float]]) -> list[float]:
        import numpy as np

        values, count = np.array(rows).T.ravel(), len(rows)
        found = np.repeat(self._roots, count)
        on = np.flatnonzero(found < self._ends)
        while len(on):
            at, row = found[on], on % count
            for _ in range(_STEPS):
                value = values.take(self._features.take(at) * count + row)
                at = self._next.take(2 * at + (value <= self._limits.take(at)))
            found[on] = at
            on = on[at < self._ends]
        said = self._values.take(found).reshape(-1, count)
        return [float(total) for total in np.cumsum(said, axis=0)[-1]]


@cache
def load_forest() -> Forest:
    text = files(__package__).joinpath("weights", "main_content.json").read_text(encoding="utf-8")
    return Forest(json.loads(text))
