from briefing.analysis.entities.first_names import GIVEN
from briefing.analysis.entities.lexicon import BODY_HEADS, TITLES
from briefing.analysis.titles.noun_phrases import (
    MOST_WORDS,
    Phrase,
    is_empty,
    is_uninformative,
)
from briefing.analysis.titles.pos_tagger import load_lexicon, tag_words
from briefing.analysis.titles.word_classes import DAYS, PREPOSITIONS

_SHOUTED = 5
"""Least letters of a word in capitals that is no acronym."""
_SHORT_NAME = 2


def is_acceptable(phrase: Phrase) -> bool:
    """Two to six words, or a shortened sentence; no lone name, role or day, and not cut at an abbreviation."""
    if phrase.words[-1].endswith(".") or is_shouted(phrase) or not phrase.words[0][:1].isalnum():
        return False
    if (
        any(word.lower() in DAYS for word in phrase.words)
        or phrase.words[-1].lower() in PREPOSITIONS
    ):
        return False
    if phrase.clause:
        return True
    if not 2 <= len(phrase.words) <= MOST_WORDS or phrase.acts or is_uninformative(phrase):
        return False
    lone = _is_lone_name(phrase) or _is_person(phrase) or _is_role(phrase)
    return not (lone or all(map(is_empty, phrase.words)))


def is_shouted(phrase: Phrase) -> bool:
    shouted = [w for w in phrase.words if w.isupper() and len(w) >= _SHOUTED]
    letters = [w for w in phrase.words if w.isalpha()]
    return bool(shouted) and (len(shouted) > 1 or all(w.isupper() for w in letters))


def _is_lone_name(phrase: Phrase) -> bool:
    nouns = [t for t in phrase.tags if t not in ("POS", "CD", "IN", "DT")]
    if not all(tag.startswith("NNP") for tag in nouns):
        return False
    last = phrase.words[-1].lower()
    common = load_lexicon().get(last, "").startswith("NN")
    return len(phrase.words) <= _SHORT_NAME or not common or last in BODY_HEADS or last in TITLES


def _is_person(phrase: Phrase) -> bool:
    named = all(tag.startswith("NNP") for tag in phrase.tags[-2:])
    return named and phrase.words[-2].lower() in GIVEN


def _is_role(phrase: Phrase) -> bool:
    """Somebody without what he does: "governor of the state", "media editor"."""
    return (phrase.head or phrase.words[-1].lower()) in TITLES


def has_verb(title: str) -> bool:
    return any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in tag_words(title.split())[1:])
