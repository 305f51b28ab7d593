"""Features of a topic shift between neighbouring paragraphs (after Hearst 1997; Utiyama and Isahara 2001)."""

from collections import Counter
from typing import TYPE_CHECKING

from briefing.analysis.segmentation.opening_features import opening_features
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.stems import stem_words
from briefing.analysis.segmentation.word_vectors import embed_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

WINDOWS = (1, 2, 3, 5)
"""Paragraphs compared on each side of a gap."""
_PART_SIZES = (2.5, 3.5, 5.0)
"""Mean paragraphs per section of the divisions examined."""
_MOST_PARTS = 25


def topic_shift_features(units: list[Paragraph]) -> dict[str, "Array"]:
    """Columns by name, one value for the gap before each paragraph; needs two paragraphs."""
    import numpy as np

    vectors = embed_words([unit.text for unit in units]).astype(np.float64)
    sizes = np.array([max(1, unit.size) for unit in units], dtype=np.float64)
    centred = vectors - (vectors * sizes[:, None]).sum(0) / sizes.sum()
    weights = np.sqrt(np.minimum(sizes, 80))
    columns = _windows(centred, weights)
    raw = _normal(vectors)
    columns["alike as written"] = np.r_[0, (raw[1:] * raw[:-1]).sum(1)]
    columns |= _neighbours(_normal(centred))
    columns |= _divisions(_normal(centred), weights)
    columns |= _lexical(units)
    columns |= opening_features(units)
    columns["first after less before, here"] = _standard(columns["first after less before"])
    return columns


def _normal(vectors: "Array") -> "Array":
    import numpy as np

    norms: Array = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    result: Array = vectors / norms
    return result


def _standard(column: "Array") -> "Array":
    import numpy as np

    rest = column[1:]
    result: Array = np.zeros(len(column))
    if len(rest) > 1:
        result[1:] = (rest - rest.mean()) / (rest.std() + 1e-6)
    return result


def _windows(centred: "Array", weights: "Array") -> dict[str, "Array"]:
    import numpy as np

    n = len(centred)
    sums = np.vstack([np.zeros(centred.shape[1]), np.cumsum(centred * weights[:, None], axis=0)])
    columns: dict[str, Array] = {}
    places = np.arange(n)
    for size in WINDOWS:
        left = _normal(sums[places] - sums[np.maximum(0, places - size)])
        right = _normal(sums[np.minimum(n, places + size)] - sums[places])
        alike = (left * right).sum(1)
        alike[0] = 0
        columns[f"alike {size}"] = alike
        columns[f"alike {size} here"] = _standard(alike)
        columns[f"depth {size}"] = _depth(alike)
    return columns


def _depth(alike: "Array") -> "Array":
    """Depth score (Hearst 1997)."""
    import numpy as np

    n = len(alike)
    depth = np.zeros(n)
    for i in range(1, n):
        left = right = i
        while left > 1 and alike[left - 1] >= alike[left]:
            left -= 1
        while right < n - 1 and alike[right + 1] >= alike[right]:
            right += 1
        depth[i] = alike[left] + alike[right] - 2 * alike[i]
    return depth


def _neighbours(normal: "Array") -> dict[str, "Array"]:
    import numpy as np

    n = len(normal)
    alike = normal @ normal.T
    rows = np.zeros((7, n))
    for i in range(n):
        before, after = slice(max(0, i - 3), i), slice(i, i + 3)
        rows[1, i] = alike[i, i + 1 : i + 4].max() if i + 1 < n else 0
        if not i:
            continue
        rows[0, i] = alike[i, before].max()
        rows[2, i] = alike[i - 1, max(0, i - 4) : i - 1].max() if i > 1 else 0
        rows[3, i], rows[4, i] = alike[before, after].mean(), alike[before, after].max()
        rows[5, i] = (alike[before, before].mean() + alike[after, after].mean()) / 2
    names = (
        "to those before",
        "to those after",
        "before to its own",
        "across",
        "across at most",
        "within",
    )
    columns = dict(zip(names, rows, strict=False))
    columns["after less before"] = rows[1] - rows[0]
    columns["across less within"] = rows[3] - rows[5]
    return columns


def _divisions(normal: "Array", weights: "Array") -> dict[str, "Array"]:
    import numpy as np

    n = len(normal)
    most = min(max(3, n // 2), _MOST_PARTS)
    scores = part_scores(normal * weights[:, None], weights)
    back, reached = best_divisions(scores, most)
    often, early, found = np.zeros(n), np.zeros(n), {}
    for k in range(2, most + 1):
        if not reached[k]:
            continue
        cuts = cuts_of_division(back, k, n)
        found[k] = cuts
        often[cuts] += 1
        for cut in cuts:
            early[cut] = early[cut] or 1 / k
    columns = {"divided often": often / max(1, len(found)), "divided early": early}
    for size in _PART_SIZES:
        chosen = np.zeros(n)
        chosen[found.get(int(np.clip(round(n / size), 2, most)), [])] = 1
        columns[f"divided by {size}"] = chosen
    return columns


def part_scores(weighted: "Array", weights: "Array") -> "Array":
    """Squared length of the summed vector over the weight, for each part [i, j)."""
    import numpy as np

    n = len(weighted)
    sums = np.zeros((n + 1, n + 1))
    sums[1:, 1:] = (weighted @ weighted.T).cumsum(0).cumsum(1)
    diagonal = np.diag(sums)
    squares = diagonal[None, :] + diagonal[:, None] - 2 * sums
    weight = np.r_[0, np.cumsum(weights)]
    by = weight[None, :] - weight[:, None]
    return np.where(by > 0, squares / np.maximum(by, 1e-9), -1e18)


def best_divisions(scores: "Array", most: int) -> tuple["NDArray[np.int64]", list[bool]]:
    """Back pointers of the best division of every prefix into k parts, for k up to `most`."""
    import numpy as np

    size = len(scores)
    back = np.zeros((most + 1, size), dtype=np.int64)
    best = np.full(size, -1e18)
    best[0] = 0
    reached = [False]
    for k in range(1, most + 1):
        totals = best[:, None] + scores
        back[k] = totals.argmax(0)
        best = totals.max(0)
        reached.append(bool(best[-1] > -1e17))
    return back, reached


def cuts_of_division(back: "NDArray[np.int64]", k: int, end: int) -> list[int]:
    cuts = []
    while k > 0:
        end = int(back[k, end])
        k -= 1
        if end > 0:
            cuts.append(end)
    return cuts


def _lexical(units: list[Paragraph]) -> dict[str, "Array"]:
    import numpy as np

    sets = [set(stem_words(unit.text)) for unit in units]
    found = Counter(stem for own in sets for stem in own)
    rare = {stem: float(np.log((len(units) + 1) / count)) for stem, count in found.items()}
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for i, own in enumerate(sets):
        for stem in own:
            first.setdefault(stem, i)
            last[stem] = i
    rows = np.zeros((5, len(units)))
    for i in range(1, len(units)):
        rows[:, i] = _stems_at(sets, i, rare, first, last)
    names = ("new stems", "shared with one", "shared with three", "beginning", "ending")
    columns = dict(zip(names, rows, strict=True))
    return columns | {f"{name} here": _standard(columns[name]) for name in names[:4]}


def _stems_at(
    sets: list[set[str]],
    i: int,
    rare: dict[str, float],
    first: dict[str, int],
    last: dict[str, int],
) -> list[float]:
    def weight(of: set[str]) -> float:
        return sum(rare[stem] for stem in of)

    own, before = sets[i], sets[i - 1]
    left = set().union(*sets[max(0, i - 3) : i])
    right = set().union(*sets[i : i + 3])
    soon = set().union(*sets[i + 1 : i + 4])
    mine = weight(own) + 1e-6
    new = {stem for stem in own if first[stem] == i}
    ending = sum(1 for stem in before if last[stem] == i - 1 and first[stem] < i - 1)
    return [
        weight(new) / mine,
        weight(own & before) / (min(mine, weight(before)) + 3),
        weight(left & right) / (min(weight(left), weight(right)) + 3),
        len(new & soon) / (len(own) + 5),
        ending / (len(before) + 5),
    ]
