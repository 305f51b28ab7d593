from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefing.model import Document, Section
from briefing.model.languages import ENGLISH, LANGUAGE_NAMES

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_COMMON = frozenset(
    (
        *("the", "and", "that", "with", "this", "from", "his", "were", "their", "they", "which", "would"),
        *("she", "has", "been", "you", "your", "when", "than", "there", "after", "about", "into", "could"),
    )
)  # fmt: skip
"""English words that hardly any other language writes so."""
_SMALL_WORDS = (
    "of to in a is for on at by was as it be an or not are have will but its had he his more we"
)
_SMALL = frozenset(_SMALL_WORDS.split())
"""English words that some languages share."""
_SHARE, _SMALL_SHARE = 0.08, 0.2
"""Least share of common words, in lower case, in English: foreign texts have them in titles. Or least
share of both with some of the first, as in reports without a subject.
"""
_STRETCH = 600
"""Characters read at the beginning, in the middle and at the end."""
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORDS = re.compile(r"https?://\S+|[@#]\w+|\d+")
_LATIN_END = "\u024f"
_LEAST, _FEW = 4, 20
"""Least words of a text whose language is told; words of one that is read whole. Of longer texts, words
with a capital, and words again, are not read: names and tables are of no language.
"""
_CLEAR = 8.0
"""Least log odds against English."""
_PART = 12
"""Least words of a foreign part, without those with a capital."""
_SURE = 20.0
"""Log odds needed to call a part of an English text foreign; lists of foreign names have less."""


def find_language(text: str, *, within: str | None = None) -> str | None:
    """ISO 639-1 code; None if the text is too short or unclear. `within` is the document's
    language.
    """
    return _tell(_sample(text), _SURE if within == ENGLISH else 0.0)


def is_foreign(text: str, *, within: str | None = None) -> bool:
    return find_language(text, within=within) not in (None, ENGLISH)


def add_language(document: Document) -> Document:
    """With the language of its text; what its source says is believed among foreign languages."""
    found, said = find_language(document.text), document.language
    believed = said is not None and (found is None or (said == ENGLISH) == (found == ENGLISH))
    return document if believed or found is None else replace(document, language=found)


def add_section_languages(document: Document, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(_with_language(document, section) for section in sections)


def _with_language(document: Document, section: Section) -> Section:
    found = find_language(section.span.of(document.text), within=document.language or ENGLISH)
    own = found is not None and found != document.language
    told = own and ENGLISH in (found, document.language or ENGLISH)
    return replace(section, language=found) if told else section


def _sample(text: str) -> str:
    if len(text) <= 3 * _STRETCH:
        return text
    middle = len(text) // 2
    return f"{text[:_STRETCH]}\n{text[middle : middle + _STRETCH]}\n{text[-_STRETCH:]}"


@lru_cache(256)
def _tell(sample: str, least: float) -> str | None:
    prose = _NO_WORDS.sub(" ", sample.lower() if sample.isupper() else sample)
    words = _WORD.findall(prose)
    size = _count(words)
    if size < _LEAST:
        return None
    common = sum(map(_COMMON.__contains__, words))
    small = common + sum(map(_SMALL.__contains__, words))
    clear = common >= _SHARE * size
    likely = common >= _SHARE / 4 * size and small >= _SMALL_SHARE * size
    if common and (clear or likely):
        return ENGLISH
    if least and _is_partly_english(words):
        return None
    plain = list(dict.fromkeys(word for word in words if not word[0].isupper()))
    if least and _count(plain) < _PART:
        return None
    found = _identify(" ".join(plain), _count(plain), least)
    return found or (_identify(prose, size, least) if size < _FEW else None)


def _is_partly_english(words: list[str]) -> bool:
    known = sum(word.lower() in _COMMON or word.lower() in _SMALL for word in words)
    return known >= _SMALL_SHARE / 2 * len(words)


def _count(words: list[str]) -> int:
    if words and max(words) <= _LATIN_END:
        return len(words)
    return sum(1 if word[0] <= _LATIN_END else max(4, len(word)) for word in words)


def _identify(prose: str, words: int, least: float) -> str | None:
    """Naive Bayes over byte n-grams (Lui and Baldwin 2012)."""
    if words < _LEAST:
        return None
    model = _model()
    scores = model.nb_classprobs(model.instance2fv(prose, datatype="float32"))
    best, english = int(scores.argmax()), model.nb_classes.index(ENGLISH)
    if best == english:
        return ENGLISH
    clear = scores[best] - scores[english] >= max(_CLEAR, least)
    return str(model.nb_classes[best]) if clear else None


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_pickled_model(MODEL_FILE)
    model.set_languages(list(LANGUAGE_NAMES))
    return model
