import math
import re
from collections import Counter
from itertools import pairwise

from msgspec import Struct

from briefing.analysis.segmentation.blank_line_features import median_gap
from briefing.analysis.segmentation.line_style import NUMBERED, LineStyle, line_style
from briefing.analysis.segmentation.paragraphs import Paragraph

FAMILIES = (
    LineStyle.UPPER,
    LineStyle.TITLE,
    LineStyle.LOWER,
    LineStyle.SENTENCE,
)
NAMES = (
    *(f"is {family}" for family in FAMILIES),
    *("words", "one word", "length", "question", "colon", "exclamation", "signs", "digits"),
    "long",
    *("comma", "numbered", "in sequence", "said again", "next words", "next ends", "next is line"),
    *("next same", "prev words", "prev colon", "prev is line", "prev same", "prev ends", "run"),
    *("short for here", "wide gap", "gap after", "family", "family share", "family density"),
    *("best family", "spacing", "evenness", "other gaps", "quote or link", "verb"),
)
_SIGNS = re.compile(r"[@#=<>→|/\\\[\]{}_*~+^]|->")
_LONG = 12
"""Words above which a heading is rather a headline."""
_NUMBER = re.compile(r"\d+")
_LINK = re.compile(r"https?://|www\.|[\"“”]")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|said|says|will|would|can|could|does|did|wrote|posted|added|released|announced|published|landed)\b"
)
_FAMILY_ROWS = {family: [float(family is f) for f in FAMILIES] for family in FAMILIES}
_CLOSING = "\"'”’)]"


class HeadingLines(Struct, frozen=True):
    units: list[Paragraph]
    boilerplate: set[int]
    shapes: dict[int, LineStyle]


def heading_candidates(units: list[Paragraph], boilerplate: set[int]) -> HeadingLines:
    shapes = {i: line_style(unit) for i, unit in enumerate(units) if i and i not in boilerplate}
    return HeadingLines(
        units, boilerplate, {i: f for i, f in shapes.items() if f is not LineStyle.NONE}
    )


def heading_features(found: HeadingLines) -> dict[int, list[float]]:
    order = [i for i in range(len(found.units)) if i not in found.boilerplate]
    place = {unit: k for k, unit in enumerate(order)}
    whole = _Whole(found, order, place)
    return {i: _row(found, order, place[i], whole) for i in found.shapes}


class _Whole:
    def __init__(self, found: HeadingLines, order: list[int], place: dict[int, int]) -> None:
        units, shapes = found.units, found.shapes
        self.usual = median_gap(units)
        sizes = sorted(units[i].size for i in order if i not in shapes)
        self.median = sizes[len(sizes) // 2] if sizes else 30
        self.runs = _runs(order, shapes)
        alone = [i for k, i in enumerate(order) if i in shapes and self._alone(order, k, shapes)]
        self.counts = Counter(shapes[i] for i in alone)
        self.total = max(1, self.counts.total())
        self.size = max(1, len(order))
        strong = {f: n * (0.5 if f is LineStyle.SENTENCE else 1) for f, n in self.counts.items()}
        self.best = max(strong, key=lambda f: strong[f], default=None)
        places: dict[LineStyle, list[int]] = {family: [] for family in self.counts}
        for i in alone:
            places[shapes[i]].append(place[i])
        self.even = {family: _evenness(found) for family, found in places.items()}
        wide = [i for i in order[1:] if units[i].gap > self.usual and i not in shapes]
        self.other_gaps = math.log1p(len(wide))
        self.rows = {family: self._row(family) for family in FAMILIES}

    def _row(self, family: LineStyle) -> list[float]:
        count = self.counts[family]
        return [
            math.log1p(count),
            count / self.total,
            count / self.size,
            float(family is self.best),
            math.log(self.size / (count + 0.5)),
            self.even.get(family, 1.0),
            self.other_gaps,
        ]

    def _alone(self, order: list[int], k: int, shapes: dict[int, LineStyle]) -> bool:
        family = shapes[order[k]]
        after = order[k + 1] if k + 1 < len(order) else None
        return after is not None and shapes.get(after) is not family and self.runs[order[k]] < 3


def _runs(order: list[int], shapes: dict[int, LineStyle]) -> dict[int, int]:
    runs: dict[int, int] = {}
    run: list[int] = []
    for i in [*order, -1]:
        if run and shapes.get(i) is not shapes[run[-1]]:
            runs.update(dict.fromkeys(run, len(run)))
            run = []
        if i in shapes:
            run.append(i)
    return runs


def _evenness(places: list[int]) -> float:
    """Standard deviation of the distances divided by their mean; 1 if unknown."""
    steps = [b - a for a, b in pairwise(places)]
    if len(steps) < 2:
        return 1.0
    mean = sum(steps) / len(steps)
    return math.sqrt(sum((step - mean) ** 2 for step in steps) / len(steps)) / mean


def _row(found: HeadingLines, order: list[int], k: int, whole: _Whole) -> list[float]:
    units, shapes, i = found.units, found.shapes, order[k]
    unit, family = units[i], shapes[i]
    before = order[k - 1] if k else None
    after = order[k + 1] if k + 1 < len(order) else None
    return [
        *_FAMILY_ROWS[family],
        *_own(unit, units[before] if before is not None else None),
        _said_again(unit, [units[j].opening_stems for j in order[k + 1 : k + 4]]),
        *_after(units[after] if after is not None else None, shapes.get(after or -1), family),
        *_before(units[before] if before is not None else None, shapes.get(before or -1), family),
        math.log(whole.runs[i]),
        math.log((unit.size + 1) / (whole.median + 1)),
        float(min(3, unit.gap - whole.usual)),
        float(min(3, units[after].gap - whole.usual)) if after is not None else 3.0,
        *whole.rows[family],
        float(bool(_LINK.search(unit.text))),
        float(bool(_VERB.search(unit.text.lower()))),
    ]


def _own(unit: Paragraph, before: Paragraph | None) -> list[float]:
    text = unit.text.strip()
    number, last = _NUMBER.search(text[:6]), _NUMBER.search(before.text[:6]) if before else None
    numbered = bool(NUMBERED.match(text))
    follows = bool(numbered and number and last and int(number[0]) == int(last[0]) + 1)
    return [
        math.log1p(unit.size),
        float(unit.size == 1),
        len(text) / 50,
        float(text.endswith("?")),
        float(text.endswith(":")),
        float(text.endswith("!")),
        math.log1p(len(_SIGNS.findall(text))),
        sum(map(str.isdigit, text)) / max(1, len(text)),
        float(unit.size > _LONG),
        float("," in text),
        float(numbered),
        float(follows),
    ]


def _said_again(unit: Paragraph, following: list[frozenset[str]]) -> float:
    own = unit.opening_stems
    return (len(own) - len(own.difference(*following))) / len(own) if own else 0.0


def _ends(text: str) -> float:
    return float(text.rstrip(_CLOSING).endswith((".", "!", "?")))


def _after(unit: Paragraph | None, its: LineStyle | None, family: LineStyle) -> list[float]:
    if unit is None:
        return [0.0, 0.0, 1.0, 1.0]
    ends = _ends(unit.text.rstrip())
    return [math.log1p(unit.size), ends, float(its is not None), float(its is family)]


def _before(unit: Paragraph | None, its: LineStyle | None, family: LineStyle) -> list[float]:
    if unit is None:
        return [0.0, 0.0, 0.0, 0.0, 1.0]
    text = unit.text.rstrip()
    return [
        math.log1p(unit.size),
        float(text.endswith(":")),
        float(its is not None),
        float(its is family),
        _ends(text),
    ]
