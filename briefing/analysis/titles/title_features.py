import math
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from briefing.analysis.entities.countries import COUNTRIES
from briefing.analysis.segmentation.stems import FUNCTION_WORDS, stem_word, stem_words
from briefing.analysis.titles.compress_sentences import compress_sentences
from briefing.analysis.titles.noun_phrases import Phrase, find_noun_phrases, is_empty
from briefing.analysis.titles.word_classes import HELPERS, PREPOSITIONS

NAMES = (
    *(
        "words",
        "one word",
        "two words",
        "long",
        "linked",
        "of",
        "and",
        "first sentence",
        "sentence",
    ),
    *(
        "place",
        "very first",
        "times",
        "contrast",
        "least contrast",
        "frequency",
        "spread",
        "head spread",
    ),
    *(
        "head contrast",
        "announced",
        "announced share",
        "names",
        "all names",
        "head is name",
        "digits",
    ),
    *(
        "empty words",
        "possessive",
        "participle",
        "in the title",
        "elsewhere",
        "adjectives",
        "plural head",
    ),
    *("stems", "weight", "weight per word", "signs", "person"),
    *("clause", "clause first", "copula", "clause of a name", "passive"),
    *("main", "main first", "reported", "whole", "command", "subject weight", "no object"),
    *("clause words", "ends in a preposition's phrase", "infinitive", "pronoun"),
    *("subject", "subject of the first sentence"),
)
_CLAUSE_FEATURES = 16
MOST = 4000
"""Characters of a section that are read."""


class Background(Struct, frozen=True):
    sections: int
    having: Counter[str]
    overview: frozenset[str]
    title: frozenset[str]


def word_background(texts: list[str], overview: str, title: str) -> Background:
    having = Counter(s for text in texts for s in set(stem_words(text)))
    return Background(
        len(texts), having, frozenset(stem_words(overview)), frozenset(stem_words(title))
    )


class _Section(Struct, frozen=True):
    counts: Counter[str]
    weight: dict[str, float]
    total: float
    spread: dict[str, float]


def phrase_rows(
    text: str, behind: Background, most: int = MOST
) -> dict[str, tuple[Phrase, list[float]]]:
    """Lower-case phrase to its first occurrence and features."""
    found: dict[str, list[Phrase]] = {}
    section = _section(text, behind)
    phrases = list(find_noun_phrases(text[:most]))
    clauses = list(compress_sentences(text[:most]))
    subjects = {phrase.subject_end: phrase.sentence for phrase in reversed(clauses) if phrase.main}
    for phrase in (*phrases, *_with_countries(phrases, section, behind), *clauses):
        found.setdefault(phrase.text.lower(), []).append(phrase)
    return {key: (same[0], _row(same, section, behind, subjects)) for key, same in found.items()}


def _with_countries(
    phrases: list[Phrase], section: _Section, behind: Background
) -> Iterator[Phrase]:
    """Phrases after a country that the section turns on: "Iran ... nuclear agreement"."""
    countries = {
        phrase.sentence: phrase
        for phrase in reversed(phrases)
        if phrase.text.lower() in COUNTRIES and _turns_on(stem_word(phrase.text), section, behind)
    }
    for phrase in phrases:
        country = countries.get(phrase.sentence)
        plain = not any(tag.startswith(("NNP", "POS", "CD")) for tag in phrase.tags)
        if country is None or country.start >= phrase.start or not plain or phrase.link:
            continue
        if 2 <= len(phrase.words) <= 3:
            yield replace(
                phrase,
                text=f"{country.text} {phrase.text}",
                words=(*country.words, *phrase.words),
                tags=(*country.tags, *phrase.tags),
            )


def _turns_on(name: str, section: _Section, behind: Background) -> bool:
    rare = behind.having[name] * 2 <= max(2, behind.sections)
    return section.counts[name] >= 2 and rare


def _section(text: str, behind: Background) -> _Section:
    parts = [stem_words(part) for part in text.split("\n") if part.strip()]
    counts = Counter(chain.from_iterable(parts))
    rare = {s: math.log((behind.sections + 1) / max(1, behind.having[s])) for s in counts}
    weight = {s: math.log1p(n) * (0.3 + rare[s]) for s, n in counts.items()}
    having = Counter(chain.from_iterable(map(set, parts)))
    spread = {s: having[s] / len(parts) for s in counts} if parts else {}
    return _Section(counts, weight, max(weight.values(), default=1.0) or 1.0, spread)


def _row(
    same: list[Phrase], section: _Section, behind: Background, subjects: dict[int, int]
) -> list[float]:
    phrase = same[0]
    sentence = -1 if phrase.clause else subjects.get(phrase.start + len(phrase.text), -1)
    own = [stem_word(w) for w in phrase.words if w.lower() not in FUNCTION_WORDS and len(w) > 1]
    own = own or [""]
    heads = [w for w, t in zip(phrase.words, phrase.tags, strict=True) if t.startswith("NN")]
    head = stem_word(heads[-1]) if heads else ""
    contrast = [section.weight.get(s, 0.0) / section.total for s in own]
    spread = [section.spread.get(s, 0.0) for s in own]
    names = [t.startswith("NNP") for t in phrase.tags]
    nouns = sum(t.startswith("NN") for t in phrase.tags) or 1
    size = len(phrase.words)
    said = [s in behind.overview for s in own]
    return [
        *_occurrences(same),
        *(sum(contrast) / len(contrast), min(contrast)),
        math.log1p(sum(section.counts[s] for s in own) / len(own)),
        *(sum(spread) / len(spread), section.spread.get(head, 0.0)),
        *(section.weight.get(head, 0.0) / section.total, float(all(said)), sum(said) / len(said)),
        *(sum(names) / size, float(sum(names) == nouns), float(phrase.tags[-1].startswith("NNP"))),
        *(
            float(any(c.isdigit() for c in phrase.text)),
            sum(is_empty(w) for w in phrase.words) / size,
        ),
        *(float("POS" in phrase.tags), float(any(t in ("VBG", "VBN") for t in phrase.tags))),
        sum(s in behind.title for s in own) / len(own),
        sum(behind.having[s] for s in own) / len(own) / max(1, behind.sections),
        sum(t.startswith("JJ") for t in phrase.tags) / size,
        float(phrase.tags[-1] in ("NNS", "NNPS")),
        *(float(len(set(own))), sum(contrast), sum(contrast) / size),
        float(any(c in phrase.text for c in "@#_/()[]=<>+")),
        float(size <= 3 and sum(names) == size and phrase.place == 0),
        *_clause(phrase, section),
        *(float(sentence >= 0), float(sentence == 0)),
    ]


def _occurrences(same: list[Phrase]) -> list[float]:
    phrase = same[0]
    size, first = len(phrase.words), phrase.sentence == 0
    return [
        *(float(size), float(size == 1), float(size == 2), float(size > 4), float(phrase.link)),
        *(float("of" in phrase.words), float("and" in phrase.words)),
        *(float(first), math.log1p(phrase.sentence), math.log1p(phrase.place)),
        *(float(first and phrase.place < 2), math.log(len(same))),
    ]


def _clause(phrase: Phrase, section: _Section) -> list[float]:
    if not phrase.clause:
        return [0.0] * _CLAUSE_FEATURES
    verbs = [i for i, tag in enumerate(phrase.tags) if tag.startswith("VB") or tag == "MD"]
    helping = [phrase.words[i].lower() in HELPERS for i in verbs]
    passive = bool(verbs) and phrase.tags[verbs[-1]] == "VBN" and helping[0]
    named = phrase.tags[0].startswith("NNP")
    first = phrase.sentence == 0
    subject = [stem_word(word) for word in phrase.words[: verbs[0] if verbs else 0]]
    weight = max((section.weight.get(s, 0.0) for s in subject), default=0.0) / section.total
    behind = [i for i, word in enumerate(phrase.words) if word.lower() in PREPOSITIONS]
    facts = [True, first, all(helping), named, passive]
    facts += [phrase.main, phrase.main and first, phrase.reported, phrase.whole]
    facts += [bool(verbs) and verbs[0] == 0]
    ends = bool(verbs) and verbs[-1] == len(phrase.words) - 1
    late = [bool(behind) and bool(verbs) and behind[-1] > verbs[-1], "TO" in phrase.tags]
    size = float(len(phrase.words))
    pronoun = any(tag == "PRP" for tag in phrase.tags)
    return [*map(float, facts), weight, float(ends), size, *map(float, late), float(pronoun)]
