import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.stems import FUNCTION_WORDS, stem_word, stem_words
from briefing.analysis.segmentation.story_spread import (
    DISTANCES,
    SPREAD,
    likeness_by_distance,
    shared_terms,
    spread_of_terms,
)
from briefing.analysis.segmentation.word_vectors import embed_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_LIKE_BY = ("words", "words of its own", "stems", "names")
_SPREAD = (*(f"{what}, {by}" for by in _LIKE_BY for what in DISTANCES), *SPREAD)
_BY_VOICE = ("near the whole", "likeliest starts", "lead words again", *_SPREAD)
NAMES = (
    *("words a paragraph", "pronouns", "going on", "addressing", "lead-ins", "digits"),
    *("near the whole", "likeliest starts", "mean odds", "lead words again"),
    *("voices", "hardly a voice", *_SPREAD),
    *(f"voices by {name}" for name in _BY_VOICE),
)
"""Voices: the share of paragraphs with a quotation or with he or she; news has them, bulletins do not."""
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w'’-]{2,}")
_QUOTATION = re.compile(r"[“\"](?:[^“”\"\w]*\w+){4}")
_HE_OR_SHE = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.I)
_PRONOUN = re.compile(r"(?:“|\")?(?:He|She|They|It|His|Her|Their|This|That|These|Those)\b")
_GOES_ON = re.compile(
    r"(?:But|And|Still|However|Meanwhile|Also|In addition|Yet|Instead|Then|After|Asked|While)\b"
)
_ADDRESS = re.compile(r"\b(?:we|our|us|you|your)\b", re.I)
_LEAD_STEMS = 60
"""Of the paragraphs that say what a story is about."""


def story_features(units: Sequence[Paragraph], odds: Sequence[float]) -> list[float]:
    """A row in the order of NAMES; two units at least.

    `odds` are the log odds of a topic shift at each unit.
    """
    rows = _forms(units) | _starts(odds) | _likeness(units)
    rows["lead words again"] = _lead_words_again(units)
    voices = _share([bool(_QUOTATION.search(u.text) or _HE_OR_SHE.search(u.text)) for u in units])
    rows |= {"voices": voices, "hardly a voice": float(voices < 0.1)}
    rows |= {f"voices by {name}": voices * rows[name] for name in _BY_VOICE}
    return [rows[name] for name in NAMES]


def _share(facts: Sequence[bool]) -> float:
    return sum(facts) / max(1, len(facts))


def _forms(units: Sequence[Paragraph]) -> dict[str, float]:
    texts = [unit.text for unit in units]
    words = max(1, sum(unit.size for unit in units))
    return {
        "words a paragraph": math.log(words / len(units)),
        "pronouns": _share([bool(_PRONOUN.match(text)) for text in texts[1:]]),
        "going on": _share([bool(_GOES_ON.match(text)) for text in texts[1:]]),
        "addressing": sum(len(_ADDRESS.findall(text)) for text in texts) / words,
        "lead-ins": _share([text.rstrip().endswith(":") for text in texts]),
        "digits": _share([any(sign.isdigit() for sign in text) for text in texts]),
    }


def _starts(odds: Sequence[float]) -> dict[str, float]:
    found = sorted((max(-6.0, min(6.0, value)) for value in odds[1:]), reverse=True)
    top = found[: max(1, len(found) // 10)]
    return {"likeliest starts": sum(top) / len(top), "mean odds": sum(found) / len(found)}


def _likeness(units: Sequence[Paragraph]) -> dict[str, float]:
    import numpy as np

    vectors = embed_words([unit.text for unit in units]).astype(np.float64)
    weights = np.sqrt([min(80, max(1, unit.size)) for unit in units])
    normal, own = _normal(vectors), _normal(vectors - vectors.mean(0))
    stems = [set(stem_words(unit.text)) for unit in units]
    alike = (normal @ normal.T, own @ own.T, shared_terms(stems), shared_terms(_names(units)))
    spread = [value for found in alike for value in likeness_by_distance(found)]
    rows = dict(zip(_SPREAD, [*spread, *spread_of_terms(stems)], strict=True))
    return rows | {"near the whole": float((normal @ _normal(weights @ vectors)).mean())}


def _normal(vectors: "Array") -> "Array":
    import numpy as np

    norms: Array = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    result: Array = vectors / norms
    return result


def _names(units: Sequence[Paragraph]) -> list[set[str]]:
    found = [_NAME.findall(unit.text) for unit in units]
    return [
        {stem_word(name) for name in own if name.lower() not in FUNCTION_WORDS} for own in found
    ]


def _lead_words_again(units: Sequence[Paragraph]) -> float:
    found = [stem_words(unit.text)[:_LEAD_STEMS] for unit in units]
    lead: list[str] = []
    for own in found:
        lead += own
        if len(lead) >= _LEAD_STEMS:
            break
    first = set(lead[:_LEAD_STEMS])
    shares = [len(set(own) & first) / (len(own) + 3) for own in found[2:]]
    return sum(shares) / max(1, len(shares))
