from collections import Counter
from itertools import islice

from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.stems import FUNCTION_WORDS, stem_word

_PLAIN = {
    Evidence.START: "The text begins here.",
    Evidence.MARKUP: "Split here: a heading.",
    Evidence.LINE: "Split here: a short line that looks like a heading.",
    Evidence.LEAD: "Split here: the paragraph begins with its subject.",
    Evidence.BORDER: "Split here: a divider or a time of day.",
    Evidence.DAY: "Split here: another day.",
    Evidence.NUMBER: "Split here: a numbered line that looks like a heading.",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NEAR = 3
"""Paragraphs compared on each side."""
_READ = 300
"""Words of a paragraph that are compared."""


def explain_boundary(cut: Boundary, units: list[Paragraph], usual: int) -> str:
    if cut.evidence is Evidence.GAP:
        gap = units[cut.unit].gap
        return f"Split here: {_counted(gap)} blank lines instead of {_counted(usual)}."
    if cut.evidence is Evidence.TOPIC:
        return _change(units[: cut.unit][-_NEAR:], units[cut.unit : cut.unit + _NEAR])
    return _PLAIN[cut.evidence]


def _counted(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _change(before: list[Paragraph], after: list[Paragraph]) -> str:
    old = {own for unit in before for own in unit.opening_stems}
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for unit in after:
        for word in islice(unit.words, _READ):
            own = stem_word(word)
            if len(word) > 3 and word.lower() not in FUNCTION_WORDS and own not in old:
                counts[own] += 1
                shown.setdefault(own, word)
    telling = [f"“{shown[own]}”" for own, _ in counts.most_common(2)]
    if not telling:
        return "Split here: the subject changes."
    return f"Split here: the subject changes to {' and '.join(telling)}."
