import re
from typing import TYPE_CHECKING

from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.word_vectors import embed_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

NAMES = (
    *("first to those before", "first to those after", "first after less before"),
    *("last to first", "last to next", "announced", "announced anew", "announced more"),
    *("first announced", "announced most"),
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]?\s+")
_CLAUSE = re.compile(r"[,;.:]\s+|(?<!\s)\s+(?:and|as well as|plus)\s+")
_MOST = 400
"""Characters of a sentence."""


def opening_features(units: list[Paragraph]) -> dict[str, "Array"]:
    import numpy as np

    n = len(units)
    overview = min(3, max(1, n // 6))
    sentences = [_SENTENCE.split(unit.text.strip()) for unit in units]
    firsts = [found[0][:_MOST] for found in sentences]
    lasts = [found[-1][:_MOST] for found in sentences]
    clauses = _clauses(units[:overview])
    found = embed_words([unit.text for unit in units] + firsts + lasts + clauses).astype(np.float64)
    centred = found - found[:n].mean(0)
    normal = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    body, first, last = normal[:n], normal[n : 2 * n], normal[2 * n : 3 * n]
    rows = np.zeros((len(NAMES), n))
    _sentences(rows, body, first, last)
    if clauses:
        _announced(rows, body, first, normal[3 * n :], overview)
    return dict(zip(NAMES, rows, strict=True))


def _clauses(units: list[Paragraph]) -> list[str]:
    parts = [part for unit in units for part in _CLAUSE.split(unit.text[:4000])]
    return [part for part in parts if len(part.split()) >= 2][:60]


def _sentences(rows: "Array", body: "Array", first: "Array", last: "Array") -> None:
    n = len(body)
    for i in range(1, n):
        rows[0, i] = (body[max(0, i - 3) : i] @ first[i]).max()
        rows[1, i] = (body[i + 1 : i + 4] @ first[i]).max() if i + 1 < n else 0
        rows[2, i] = rows[1, i] - rows[0, i]
        rows[3, i] = last[i - 1] @ first[i]
        rows[4, i] = last[i - 1] @ body[i]


def _announced(
    rows: "Array", body: "Array", first: "Array", clauses: "Array", overview: int
) -> None:
    n = len(body)
    alike = body @ clauses.T
    if n > overview + 1:
        rest = alike[overview:]
        fit = (alike - rest.mean(0)) / (rest.std(0) + 1e-6)
    else:
        fit = alike
    best = fit.argmax(1)
    for i in range(overview, n):
        rows[5, i] = alike[i].max()
        rows[6, i] = float(i == overview or best[i] != best[i - 1])
        rows[7, i] = fit[i, best[i]] - fit[i - 1, best[i]] if i > overview else 1.0
        rows[8, i] = (clauses @ first[i]).max()
        rows[9, i] = float(fit[overview:, best[i]].argmax() + overview == i)
