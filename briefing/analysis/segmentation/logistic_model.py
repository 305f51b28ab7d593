"""Logistic regression with weights trained offline, stored as JSON in `weights/`."""

import json
import math
from collections.abc import Mapping, Sequence
from importlib.resources import files
from operator import mul

from msgspec import Struct


class LogisticModel(Struct, frozen=True):
    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float

    def log_odds(self, row: Sequence[float]) -> float:
        weighed: float = sum(map(mul, self.weights, row))
        return self.bias + weighed

    def probability(self, row: Sequence[float]) -> float:
        return logistic(self.log_odds(row))


def logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


_loaded: dict[str, LogisticModel] = {}


def load_model(name: str) -> LogisticModel:
    if name not in _loaded:
        text = files(__package__).joinpath("weights", f"{name}.json").read_text(encoding="utf-8")
        data = json.loads(text)
        _loaded[name] = LogisticModel(tuple(data["names"]), tuple(data["weights"]), data["bias"])
    return _loaded[name]


def use(scorers: Mapping[str, LogisticModel]) -> None:
    """Replace models, for measuring."""
    _loaded.update(scorers)
