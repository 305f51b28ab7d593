from collections import Counter

from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.stems import FUNCTION_WORDS, stem_word, stem_words

_PLAIN = {
    Evidence.START: "The text begins here.",
    Evidence.MARKUP: "A heading stands here.",
    Evidence.LINE: "A short line stands here like a heading.",
    Evidence.BORDER: "A line between parts, or a time of day, stands before it.",
    Evidence.NUMBER: "A numbered line stands here like a heading.",
}
_NEAR = 3
"""Paragraphs compared on each side."""


def explain_boundary(cut: Boundary, units: list[Paragraph], usual: int) -> str:
    if cut.evidence is Evidence.GAP:
        lines = f"{units[cut.unit].gap} blank lines stand before it"
        return f"{lines}, where {usual} is usual." if usual != 1 else f"{lines} instead of one."
    if cut.evidence is Evidence.TOPIC:
        return _change(units[: cut.unit][-_NEAR:], units[cut.unit : cut.unit + _NEAR])
    return _PLAIN[cut.evidence]


def _change(before: list[Paragraph], after: list[Paragraph]) -> str:
    old = {own for unit in before for own in stem_words(unit.text)}
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for unit in after:
        for word in unit.words:
            own = stem_word(word)
            if len(word) > 3 and word.lower() not in FUNCTION_WORDS and own not in old:
                counts[own] += 1
                shown.setdefault(own, word)
    telling = [f"“{shown[own]}”" for own, _ in counts.most_common(2)]
    if not telling:
        return "The subject changes here."
    return f"The subject changes here: {' and '.join(telling)} come up."
