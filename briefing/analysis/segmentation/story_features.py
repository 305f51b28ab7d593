import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.analysis.segmentation.logistic_model import logistic
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.stems import stem_words
from briefing.analysis.segmentation.topic_shift_features import (
    best_divisions,
    cuts_of_division,
    part_scores,
)
from briefing.analysis.segmentation.word_vectors import embed_words
from briefing.model import BlockKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_BY_VOICE = (
    *("near the whole", "halves", "thirds", "lead and end", "best division less even"),
    *("likeliest starts", "names at home", "lead names spread", "lead words again"),
)
NAMES = (
    *("paragraphs", "words a paragraph", "short paragraphs"),
    *("pronouns", "going on", "addressing", "items", "lead-ins", "links", "dateline"),
    *("questions", "digits"),
    *("near the whole", "near the lead", "neighbours", "halves", "thirds", "lead and end"),
    *("best division", "best division less even"),
    *("likeliest starts", "likely starts", "mean odds"),
    *("names at home", "lead names spread", "lead words again"),
    *("voices", "hardly a voice", "few voices", "voices, root"),
    *(f"voices by {name}" for name in _BY_VOICE),
)
"""Voices: the share of paragraphs with a quotation or with he or she; news has them, bulletins do not."""
_NAME = re.compile(
    r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w'’.-]+(?: (?:of|the|de|al|for) [A-Z][\w'’.-]+| [A-Z][\w'’.-]+)*"
)
_QUOTATION = re.compile(r"[“\"](?:[^“”\"\w]*\w+){4}")
_HE_OR_SHE = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.I)
_PRONOUN = re.compile(r"(?:“|\")?(?:He|She|They|It|His|Her|Their|This|That|These|Those)\b")
_GOES_ON = re.compile(
    r"(?:But|And|Still|However|Meanwhile|Also|In addition|Yet|Instead|Then|After|Asked|While)\b"
)
_ADDRESS = re.compile(r"\b(?:we|our|us|you|your)\b", re.I)
_ITEM = re.compile(r"(?:[-*•]|\d+[.)])\s|[^.?!:]{2,60}:\s")
_LINK = re.compile(r"https?://|\bwww\.|\bPR ?#|[@#]\w")
_DATELINE = re.compile(r"[A-Z][A-Z .,'’]{2,40}(?:, [A-Z][\w. ]+)?(?: \([^)]{2,40}\))? ?[—–-]")
_LEAD = 3
"""Paragraphs that say what a story is about."""
_LEAD_STEMS = 60
_SHORT = 25
"""Words below which a paragraph is short."""
_NEAR = 3
"""Paragraphs within which a name is at home."""
_ISSUE = 3.5
"""Paragraphs of an issue, on average."""
_MOST_PARTS = 25


def story_features(units: Sequence[Paragraph], odds: Sequence[float]) -> list[float]:
    """A row in the order of NAMES; two units at least.

    `odds` are the log odds of a topic shift at each unit.
    """
    rows = _forms(units) | _likeness(units) | _starts(odds) | _names(units)
    voices = _share([bool(_QUOTATION.search(u.text) or _HE_OR_SHE.search(u.text)) for u in units])
    rows |= {"voices": voices, "hardly a voice": float(voices < 0.1)}
    rows |= {"few voices": float(voices < 0.2), "voices, root": math.sqrt(voices)}
    rows |= {f"voices by {name}": voices * rows[name] for name in _BY_VOICE}
    return [rows[name] for name in NAMES]


def _share(facts: Sequence[bool]) -> float:
    return sum(facts) / max(1, len(facts))


def _forms(units: Sequence[Paragraph]) -> dict[str, float]:
    texts = [unit.text for unit in units]
    words = max(1, sum(unit.size for unit in units))
    return {
        "paragraphs": math.log(len(units)),
        "words a paragraph": math.log(words / len(units)),
        "short paragraphs": _share([unit.size < _SHORT for unit in units]),
        "pronouns": _share([bool(_PRONOUN.match(text)) for text in texts[1:]]),
        "going on": _share([bool(_GOES_ON.match(text)) for text in texts[1:]]),
        "addressing": sum(len(_ADDRESS.findall(text)) for text in texts) / words,
        "items": _share(
            [u.kind is BlockKind.LIST_ITEM or bool(_ITEM.match(u.text)) for u in units]
        ),
        "lead-ins": _share([text.rstrip().endswith(":") for text in texts]),
        "links": _share([bool(_LINK.search(text)) for text in texts]),
        "dateline": float(any(_DATELINE.match(text) for text in texts[:2])),
        "questions": _share(["?" in text for text in texts]),
        "digits": _share([any(sign.isdigit() for sign in text) for text in texts]),
    }


def _likeness(units: Sequence[Paragraph]) -> dict[str, float]:
    import numpy as np

    vectors = embed_words([unit.text for unit in units]).astype(np.float64)
    weights = np.sqrt([min(80, max(1, unit.size)) for unit in units])
    normal, weighted = _normal(vectors), vectors * weights[:, None]
    n, third = len(units), max(1, len(units) // 3)

    def mean(start: int, stop: int) -> "Array":
        return _normal(weighted[start:stop].sum(0))

    first, middle, last = mean(0, third), mean(third, n - third), mean(n - third, n)
    lead = mean(0, _LEAD)
    return {
        "near the whole": float((normal @ mean(0, n)).mean()),
        "near the lead": float((normal[_LEAD:] @ lead).mean()) if n > _LEAD else 1.0,
        "neighbours": float((normal[1:] * normal[:-1]).sum(1).mean()),
        "halves": float(mean(0, n // 2) @ mean(n // 2, n)),
        "thirds": float(first @ middle + middle @ last) / 2,
        "lead and end": float(first @ last),
    } | _division(_normal(vectors - vectors.mean(0)) * weights[:, None], weights)


def _normal(vectors: "Array") -> "Array":
    import numpy as np

    norms: Array = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    result: Array = vectors / norms
    return result


def _division(weighted: "Array", weights: "Array") -> dict[str, float]:
    n = len(weights)
    scores = part_scores(weighted, weights)
    back, reached = best_divisions(scores, min(max(2, round(n / _ISSUE)), _MOST_PARTS))
    parts = max(k for k, there in enumerate(reached) if there)
    cuts = [0, *sorted(cuts_of_division(back, parts, n)), n]
    even = [round(i * n / parts) for i in range(parts + 1)]

    def gain(edges: list[int]) -> float:
        inside = sum(scores[a, b] for a, b in pairwise(edges) if b > a)
        return float(inside) / float(weights.sum())

    best = gain(cuts)
    return {"best division": best, "best division less even": best - gain(even)}


def _starts(odds: Sequence[float]) -> dict[str, float]:
    found = sorted((max(-6.0, min(6.0, value)) for value in odds[1:]), reverse=True)
    top = found[: max(1, len(found) // 10)]
    return {
        "likeliest starts": sum(top) / len(top),
        "likely starts": _share([logistic(value) > 0.5 for value in found]),
        "mean odds": sum(found) / len(found),
    }


def _names(units: Sequence[Paragraph]) -> dict[str, float]:
    found = [{part for name in _NAME.findall(u.text) for part in _parts(name)} for u in units]
    places: dict[str, list[int]] = {}
    for i, own in enumerate(found):
        for name in own:
            places.setdefault(name, []).append(i)
    again = [at[-1] - at[0] <= _NEAR for at in places.values() if len(at) > 1]
    lead = set().union(*found[:_LEAD])
    spread = max((places[name][-1] - places[name][0] for name in lead), default=0)
    return {
        "names at home": _share(again) if again else 0.5,
        "lead names spread": spread / len(units),
        "lead words again": _lead_words_again(units),
    }


def _parts(name: str) -> list[str]:
    return [part.strip(".'’") for part in name.split() if part[:1].isupper() and len(part) > 2]


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
