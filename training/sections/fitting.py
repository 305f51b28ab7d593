"""Logistic regressions from rows, written as the weights that the program reads."""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from briefing.analysis.segmentation.logistic_model import LogisticModel

WEIGHTS = Path(__file__).resolve().parents[2] / "briefing" / "analysis" / "segmentation" / "weights"


def fit(names, rows, labels, *, penalty: float, weights=None) -> LogisticModel:
    """A logistic regression on standardised rows, its weights for rows as they are.

    `penalty` is scikit-learn's C: the smaller, the stronger the weights are held back.
    """
    x = np.asarray(rows, dtype=float)
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=penalty, max_iter=5000)
    model.fit(scaler.transform(x), labels, sample_weight=weights)
    coefficients = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - coefficients @ scaler.mean_)
    return LogisticModel(tuple(names), tuple(float(c) for c in coefficients), bias)


def save(name: str, scorer: LogisticModel) -> None:
    """Writes the scorer where the program finds it."""
    data = {
        "names": list(scorer.names),
        "weights": [round(weight, 5) for weight in scorer.weights],
        "bias": round(scorer.bias, 5),
    }
    WEIGHTS.mkdir(exist_ok=True)
    path = WEIGHTS / f"{name}.json"
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
