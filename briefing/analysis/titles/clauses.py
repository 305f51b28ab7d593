import re
from collections.abc import Iterator

from briefing.analysis.entities.lexicon import ARTICLES
from briefing.analysis.titles.noun_phrases import NOUNS, Phrase, TaggedToken, tag_sentences
from briefing.analysis.titles.word_classes import (
    DAYS,
    HELPERS,
    INTRANSITIVE,
    NO_SUBJECTS,
    PASSIVES,
    PREPOSITIONS,
    REPORTING,
)

_SENTENCES = 4
"""Sentences at the start of a passage that may say what it is about."""
_FEWEST, _MOST = 3, 7
"""Words of a shortened sentence."""
_LONG_NAME = 3
_BETWEEN_COMMAS = 25
_IN_NOUN_PHRASE = frozenset(
    (*NOUNS, "JJ", "CD", "POS", "PRP$", "DT", "JJR", "JJS", "FW", "VBN", "VBG")
)
_AFTER_NO_NOUN = frozenset({"VBN", "VBG", "DT", "PRP$"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERB = _FINITE | {"VB", "VBN", "VBG"}
_NEGATIONS = frozenset({"not", "no", "never"})


def find_clauses(text: str) -> Iterator[Phrase]:
    """Shortened sentences from the start of a passage, each shorter form before the longer."""
    for number, tokens in enumerate(tag_sentences(text)):
        if number >= _SENTENCES:
            return
        for start, end, verb in _clauses(tokens):
            for kept in _forms(tokens, start, end, verb):
                if _FEWEST <= len(kept) <= _MOST:
                    yield _phrase([tokens[i] for i in kept], number, start)


def _clauses(tokens: list[TaggedToken]) -> Iterator[tuple[int, int, int]]:
    """(start and end of the subject, first verb) of each clause that tells more than who said it."""
    for start, end in _noun_phrases(tokens):
        verb = _verb_after(tokens, end)
        if verb is None or not _may_be_subject(tokens, start):
            continue
        if tokens[verb].text.lower() not in REPORTING:
            yield start, end, verb


def _noun_phrases(tokens: list[TaggedToken]) -> Iterator[tuple[int, int]]:
    i = 0
    while i < len(tokens):
        while i < len(tokens) and tokens[i].text.lower() in REPORTING:
            i += 1
        end = _last_noun(tokens, i)
        if end > i:
            yield i, end
        i = max(_stop_of(tokens, i), i + 1)


def _stop_of(tokens: list[TaggedToken], i: int) -> int:
    start = i
    while i < len(tokens) and tokens[i].tag in _IN_NOUN_PHRASE:
        if i > start and tokens[i - 1].tag in NOUNS and tokens[i].tag in _AFTER_NO_NOUN:
            break
        i += 1
    return i


def _last_noun(tokens: list[TaggedToken], start: int) -> int:
    end = _stop_of(tokens, start)
    while end > start and tokens[end - 1].tag not in NOUNS:
        end -= 1
    return end


def _may_be_subject(tokens: list[TaggedToken], start: int) -> bool:
    if start == 0:
        return True
    before = tokens[start - 1]
    small = before.text.lower()
    if small in PREPOSITIONS or small in ("and", "or", "to", "’", "'"):
        return False
    return before.tag not in _VERB or small in REPORTING


def _verb_after(tokens: list[TaggedToken], end: int) -> int | None:
    i = _over_prepositions(tokens, end)
    if i < len(tokens) and tokens[i].text == ",":
        inside = range(i + 1, min(len(tokens), i + _BETWEEN_COMMAS))
        i = next((k for k in inside if tokens[k].text == ","), len(tokens)) + 1
    while i < len(tokens) and tokens[i].tag == "RB":
        i += 1
    if i >= len(tokens):
        return None
    return i if tokens[i].tag in _FINITE or _is_past(tokens, i) else None


def _over_prepositions(tokens: list[TaggedToken], i: int) -> int:
    while i < len(tokens) and tokens[i].text.lower() in PREPOSITIONS:
        stop = _stop_of(tokens, i + 1)
        if stop == i + 1:
            return i
        while stop > i + 1 and tokens[stop - 1].tag == "VBN":
            stop -= 1
        i = stop
    return i


def _is_past(tokens: list[TaggedToken], i: int) -> bool:
    """Whether a participle may be the past tense: an object follows, and no other verb near."""
    if tokens[i].tag != "VBN" or _stop_of(tokens, i + 1) == i + 1:
        return False
    return not any(token.tag in _FINITE for token in tokens[_stop_of(tokens, i + 1) :][:3])


def _forms(tokens: list[TaggedToken], start: int, end: int, verb: int) -> Iterator[list[int]]:
    """Indexes of the words kept: subject and verbs, then part after part of what follows."""
    kept = _subject(tokens, start, end)
    if not kept or tokens[kept[-1]].text.lower() in NO_SUBJECTS:
        return
    i = verb
    while i < len(tokens) and _goes_on(tokens[i]):
        small = tokens[i].text.lower()
        if small not in DAYS and (tokens[i].tag != "RB" or small in _NEGATIONS):
            kept = [*kept, i]
        i += 1
    if _is_complete([tokens[k] for k in kept]):
        yield kept
    bare = True
    while len(kept) < _MOST:
        part, i = _next_part(tokens, i)
        if not part or not (bare or tokens[part[0]].tag in ("IN", "TO")):
            return
        bare = False
        kept = [*kept, *part]
        yield kept


def _goes_on(token: TaggedToken) -> bool:
    return token.tag in _VERB or token.tag in ("RB", "RP", "TO") or token.text.lower() in DAYS


def _is_complete(words: list[TaggedToken]) -> bool:
    if words[-1].text.lower() in HELPERS:
        return False
    passive = words[-1].tag == "VBN" and words[-2].text.lower() in PASSIVES
    return passive or words[-1].text.lower() in INTRANSITIVE


def _subject(tokens: list[TaggedToken], start: int, end: int) -> list[int]:
    """Without articles; of a long one that ends in a name, the name."""
    kept = [i for i in range(start, end) if _is_kept(tokens[i])]
    name = len(kept)
    while name and tokens[kept[name - 1]].tag.startswith("NNP"):
        name -= 1
    if name < len(kept) and len(kept) > _LONG_NAME:
        return kept[max(name, len(kept) - _LONG_NAME) :]
    return kept[-_LONG_NAME - 1 :]


def _is_kept(token: TaggedToken) -> bool:
    small = token.text.lower()
    return small not in ARTICLES and small not in DAYS and token.tag != "PRP$"


def _next_part(tokens: list[TaggedToken], i: int) -> tuple[list[int], int]:
    lead: list[int] = []
    if i < len(tokens) and tokens[i].text.lower() in PREPOSITIONS:
        lead, i = [i], i + 1
    elif i + 1 < len(tokens) and (tokens[i].tag, tokens[i + 1].tag) == ("TO", "VB"):
        lead, i = [i, i + 1], i + 2
    end = _last_noun(tokens, i)
    if end > i and end < len(tokens) and tokens[end].text == "of":
        end = max(end, _last_noun(tokens, end + 1))
    found = [k for k in range(i, end) if _is_kept(tokens[k]) or tokens[k].tag == "PRP$"]
    if end > i and not found:
        return _next_part(tokens, end)
    if not found or (end < len(tokens) and tokens[end].text.lower() in ("and", "or")):
        return [], i
    return [*lead, *found], end


def _phrase(own: list[TaggedToken], number: int, place: int) -> Phrase:
    text = re.sub(r" (['’](?:s\b)?)(?= |$)", r"\1", " ".join(token.text for token in own))
    words, tags = tuple(token.text for token in own), tuple(token.tag for token in own)
    return Phrase(text, words, tags, own[0].start, number, place, False, clause=True)
