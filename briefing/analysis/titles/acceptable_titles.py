from briefing.analysis.entities.first_names import GIVEN
from briefing.analysis.entities.lexicon import BODY_HEADS, TITLES, word_set
from briefing.analysis.titles.noun_phrases import (
    MOST_WORDS,
    Phrase,
    is_empty,
    is_uninformative,
)
from briefing.analysis.titles.pos_tagger import tag_words
from briefing.analysis.titles.word_classes import DAYS, PREPOSITIONS
from briefing.model.english_words import word_tags

_SHOUTED = 5
"""Least letters of a word in capitals that is no acronym."""
_SHORT_NAME = 2
_NAMED = (
    BODY_HEADS
    | TITLES
    | word_set(
        "station airport bridge street avenue road square river lake sea ocean island islands mountain mountains valley "
        "park stadium hall hotel hospital museum library theater theatre building tower prison county city town"
    )
)
"""Last words of names of bodies, people and places."""


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
    if phrase.link and is_empty(phrase.words[-1]):
        return False
    lone = _is_lone_name(phrase) or _is_person(phrase) or _is_role(phrase) or _is_described(phrase)
    return not (lone or all(map(is_empty, phrase.words)))


def is_shouted(phrase: Phrase) -> bool:
    if len(phrase.words) > 1 and all(w.isupper() for w in phrase.words if w.isalpha()):
        return max(map(len, phrase.words)) >= _SHOUTED - 1
    shouted = [w for w in phrase.words if w.isupper() and len(w) >= _SHOUTED]
    letters = [w for w in phrase.words if w.isalpha()]
    return bool(shouted) and (len(shouted) > 1 or all(w.isupper() for w in letters))


def _is_lone_name(phrase: Phrase) -> bool:
    nouns = [t for t in phrase.tags if t not in ("POS", "CD", "IN", "DT")]
    if not all(tag.startswith("NNP") for tag in nouns):
        return False
    last = phrase.words[-1].lower()
    common = word_tags().get(last, "").startswith("NN")
    return len(phrase.words) <= _SHORT_NAME or not common or last in _NAMED


def _is_person(phrase: Phrase) -> bool:
    named = all(tag.startswith("NNP") for tag in phrase.tags[-2:])
    return named and phrase.words[-2].lower() in GIVEN


def _is_described(phrase: Phrase) -> bool:
    """A name with what it is, and nothing of what happens: "boxing legend Roberto"."""
    first = len(phrase.tags)
    while first and phrase.tags[first - 1].startswith("NNP"):
        first -= 1
    before = phrase.tags[first - 1] if 0 < first < len(phrase.tags) else ""
    return before.startswith("NN") and not before.startswith("NNP")


def _is_role(phrase: Phrase) -> bool:
    head = phrase.head or phrase.words[-1].lower()
    return head in TITLES or (head in BODY_HEADS and len(phrase.words) <= _SHORT_NAME + 1)


def has_verb(title: str) -> bool:
    return any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in tag_words(title.split())[1:])
