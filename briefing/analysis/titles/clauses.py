from collections.abc import Iterator

from msgspec import Struct

from briefing.analysis.entities.lexicon import word_set
from briefing.analysis.titles.noun_phrases import FRAMES, NOUNS, TaggedToken
from briefing.analysis.titles.shorten_phrases import phrase_end
from briefing.analysis.titles.word_classes import (
    DAYS,
    HELPERS,
    MONTHS,
    NO_SUBJECTS,
    PASSIVES,
    PREPOSITIONS,
    PRONOUN_SUBJECTS,
    REPORTING,
    SAID_OF_THINGS,
    SUBORDINATORS,
    TELLING,
    TIMES,
    TWO_FORMED,
    UNREAL,
)

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BETWEEN_COMMAS = 30
_DATELINE = 30
"""Words before the dash that ends a dateline, at most."""
_PLACE = 5
"""Least letters of a place in capitals."""
_DASHES = frozenset("—–-―")
_RELATIVE = frozenset({"who", "which", "that"})
_BEFORE_GERUND = word_set(
    "began begins begin continued continues continue started starts start stopped stops stop kept keeps keep "
    "considered considers consider resumed resumes avoid avoided "
    "support supported supports oppose opposed opposes recommend recommended suggest risk risked deny denied denies "
    "propose proposed favor favored"
)
_HAVE = word_set("have has had get got gets")
_PARTICLES = word_set("up out off down away back")


class Clause(Struct, frozen=True):
    """Indexes into the tokens of its sentence."""

    subject: tuple[int, int]
    behind: tuple[int, int]
    """The preposition after the subject and its phrase; empty where there is none."""
    verbs: tuple[int, ...]
    rest: int
    """Where what follows the verb begins."""
    main: bool
    reported: bool
    """Told by somebody whom the sentence names."""


def find_clauses(tokens: list[TaggedToken]) -> Iterator[Clause]:
    """Each noun phrase that a finite verb follows, the main one first."""
    i, main = after_dateline(tokens), True
    while i < len(tokens):
        end = phrase_end(tokens, i)
        if end == i:
            main = main and not _is_own_verb(tokens, i)
            i += 1
            continue
        under = _subordinator(tokens, i)
        if under in UNREAL:
            i = end
            continue
        first = main and not under
        found = list(_clauses_from(tokens, i, end, first)) if _may_be_subject(tokens, i) else []
        yield from found
        main = main and not any(clause.main for clause in found)
        i = end


def _is_own_verb(tokens: list[TaggedToken], i: int) -> bool:
    if tokens[i].tag not in FINITE or tokens[i].text.lower() in TELLING:
        return False
    return not _subordinator(tokens, i)


def after_dateline(tokens: list[TaggedToken]) -> int:
    """The index after "WASHINGTON (AP) —", and after a headline that runs into it; 0 without one."""
    for i, token in enumerate(tokens[:_DATELINE]):
        if token.text in _DASHES and i and _is_dateline(tokens[:i]):
            while i < len(tokens) and tokens[i].text in _DASHES:
                i += 1
            return i
    return 0


def _is_dateline(before: list[TaggedToken]) -> bool:
    words = [token.text for token in before if token.text[:1].isalpha()]
    raised = sum(not word[0].islower() for word in words)
    placed = before[-1].text == ")" or (words and words[-1].isupper() and len(words[-1]) >= _PLACE)
    short = len(words) <= 2 and raised == len(words)
    return bool(short or (placed and raised * 4 >= len(words) * 3))


def _subordinator(tokens: list[TaggedToken], start: int) -> str:
    for i in range(start - 1, -1, -1):
        small, before = tokens[i].text.lower(), tokens[i - 1] if i else None
        if small in (",", ":", ";") or small in _DASHES:
            return ""
        if small in SUBORDINATORS:
            told = before is not None and (before.text.lower() in TELLING or before.tag in FINITE)
            return "" if small == "that" and told else small
    return ""


def _may_be_subject(tokens: list[TaggedToken], start: int) -> bool:
    if start == 0:
        return True
    before = tokens[start - 1]
    small = before.text.lower()
    if small in PREPOSITIONS and small not in SUBORDINATORS:
        return False
    if small in ("and", "or", "to", "’", "'", "’s", "'s", "&") or tokens[start].tag == "VBG":
        return False
    return before.tag not in FINITE | {"VB", "VBN", "VBG"} or small in REPORTING


def _clauses_from(tokens: list[TaggedToken], start: int, end: int, main: bool) -> Iterator[Clause]:
    head = tokens[end - 1].text.lower()
    end = over_list(tokens, end)
    behind = _prepositional(tokens, end)
    if head in NO_SUBJECTS | TIMES | DAYS or (head in FRAMES and behind[0] == behind[1]):
        return
    plural = tokens[end - 1].tag in ("NNS", "NNPS")
    for verb, own in _verbs_after(tokens, behind[1], plural, main):
        reported, told = False, tokens[verb].text.lower() in REPORTING
        inner = _told(tokens, verb) if told else None
        if told and inner is None and not _has_object(tokens, verb):
            continue
        if inner is not None:
            verb, reported = inner, True
        yield Clause((start, end), behind, *_verb_group(tokens, verb), own, reported)


def _has_object(tokens: list[TaggedToken], verb: int) -> bool:
    start = over_asides(tokens, verb + 1)
    end = _over_phrases(tokens, phrase_end(tokens, start))
    if end == start or tokens[verb].text.lower() not in SAID_OF_THINGS:
        return False
    goes_on = end < len(tokens) and tokens[end].text.lower() in _RELATIVE
    return not goes_on and not is_finite(tokens, end, False, False)


def _prepositional(tokens: list[TaggedToken], i: int) -> tuple[int, int]:
    first, end = (i, i), over_asides(tokens, i)
    while end < len(tokens) and tokens[end].text.lower() in PREPOSITIONS:
        stop = over_list(tokens, phrase_end(tokens, end + 1))
        if stop <= end + 1:
            break
        if first[0] == first[1]:
            first = (end, stop)
        end = over_asides(tokens, stop)
    return (first[0], first[1]) if first[0] != first[1] else (i, i)


def over_list(tokens: list[TaggedToken], i: int) -> int:
    while i + 1 < len(tokens) and tokens[i].text.lower() in ("and", "or", "&"):
        stop = phrase_end(tokens, i + 1)
        if stop == i + 1:
            break
        i = stop
    return i


def over_asides(tokens: list[TaggedToken], i: int) -> int:
    """Past days, adverbs and what stands in brackets."""
    while i < len(tokens):
        small = tokens[i].text.lower()
        after = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
        if tokens[i].text == "(":
            close = next(
                (k for k in range(i, min(len(tokens), i + 12)) if tokens[k].text == ")"), i
            )
            if close == i:
                return i
            i = close + 1
        elif (small in ("more", "less") and i + 1 < len(tokens) and tokens[i + 1].tag == "IN") or (
            small in DAYS
            or small in TIMES
            or (tokens[i].tag == "RB" and small not in ("not", "n't"))
        ):
            i += 1
        elif (
            small in ("on", "in", "late", "early")
            and (after in DAYS | MONTHS or _is_date(tokens, i + 1))
        ) or (small in ("this", "last") and after in TIMES):
            i += 2
            while i < len(tokens) and (tokens[i].tag == "CD" or tokens[i].text.lower() in MONTHS):
                i += 1
        else:
            return i
    return i


def _is_date(tokens: list[TaggedToken], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i].tag == "CD" and tokens[i + 1].text.lower() in MONTHS


def _verbs_after(
    tokens: list[TaggedToken], i: int, plural: bool, main: bool
) -> Iterator[tuple[int, bool]]:
    """Past phrases, an apposition or a relative clause; true with the verb of a main clause."""
    i = _over_phrases(tokens, i)
    if i >= len(tokens):
        return
    if tokens[i].tag == "CD":
        i += 1
    elif tokens[i].text == "," or tokens[i].text in _DASHES:
        sign, inside = tokens[i].text, range(i + 1, min(len(tokens), i + _BETWEEN_COMMAS))
        places = (over_asides(tokens, k + 1) for k in inside if tokens[k].text == sign)
        verb = next((k for k in places if is_finite(tokens, k, plural, main)), None)
        if verb is not None:
            yield verb, main
        return
    elif tokens[i].text.lower() in _RELATIVE:
        i = over_asides(tokens, i + 1)
        if is_finite(tokens, i, plural, main):
            yield i, False
            later = _second_verb(tokens, i + 1)
            if later:
                yield later, main
        return
    if is_finite(tokens, i, plural, main):
        yield i, main


def _second_verb(tokens: list[TaggedToken], i: int) -> int | None:
    for k in range(i, min(len(tokens), i + _BETWEEN_COMMAS)):
        small = tokens[k].text.lower()
        if small in SUBORDINATORS or tokens[k].tag == "PRP" or small in (",", ";", "."):
            return None
        if (
            small in HELPERS
            and tokens[k].tag in FINITE
            and tokens[k - 1].tag in (*NOUNS, "RB", "RP")
        ):
            return k
    return None


def _over_phrases(tokens: list[TaggedToken], i: int) -> int:
    i = over_asides(tokens, i)
    while i < len(tokens) and tokens[i].text.lower() in PREPOSITIONS:
        stop = over_list(tokens, phrase_end(tokens, i + 1))
        if stop <= i + 1:
            return i
        i = over_asides(tokens, stop)
    return i


def is_finite(tokens: list[TaggedToken], i: int, plural: bool, main: bool) -> bool:
    if i >= len(tokens):
        return False
    if tokens[i].tag in FINITE:
        return True
    if tokens[i].tag == "VB":
        return plural or tokens[i].text.lower() in TWO_FORMED
    if tokens[i].tag != "VBN" or _verb_follows(tokens, i + 1):
        return False
    after = over_asides(tokens, i + 1)
    if phrase_end(tokens, after) > after:
        return True
    return main and not _verb_follows(tokens, i + 1, past_commas=True)


def _verb_follows(tokens: list[TaggedToken], i: int, past_commas: bool = False) -> bool:
    for token in tokens[i:]:
        small = token.text.lower()
        stops = token.tag == "." and not (past_commas and token.text in (",", "(", ")"))
        if stops or small in SUBORDINATORS or small in ("and", "but", "or"):
            return False
        if token.tag in FINITE:
            return True
    return False


def _told(tokens: list[TaggedToken], verb: int) -> int | None:
    i = over_asides(tokens, verb + 1)
    i = _over_phrases(tokens, i)
    if i < len(tokens) and tokens[i].text.lower() == "that":
        i += 1
    if i < len(tokens) and tokens[i].text.lower() == "if":
        i = next((k + 1 for k in range(i, min(len(tokens), i + 6)) if tokens[k].text == ","), i)
    if i >= len(tokens) or tokens[i].text.lower() not in PRONOUN_SUBJECTS:
        return None
    i = over_asides(tokens, i + 1)
    return (
        i if is_finite(tokens, i, True, False) and tokens[i].text.lower() not in REPORTING else None
    )


def _verb_group(tokens: list[TaggedToken], verb: int) -> tuple[tuple[int, ...], int]:
    kept, i = [verb], verb + 1
    while i < len(tokens):
        aside, last = over_asides(tokens, i), tokens[kept[-1]]
        infinitive = _infinitive(tokens, i)
        if tokens[i].text.lower() in ("not", "never") or _joins(tokens, i, last):
            kept, i = [*kept, i], i + 1
        elif infinitive:
            kept, i = [*kept, i, infinitive], infinitive + 1
        elif aside > i and _goes_on(tokens, aside, last):
            i = aside
        else:
            break
    return tuple(kept), i


def _infinitive(tokens: list[TaggedToken], i: int) -> int | None:
    verb = over_asides(tokens, i + 1)
    found = tokens[i].tag == "TO" and verb < len(tokens) and tokens[verb].tag == "VB"
    return verb if found else None


def _goes_on(tokens: list[TaggedToken], i: int, last: TaggedToken) -> bool:
    return i < len(tokens) and (_joins(tokens, i, last) or _infinitive(tokens, i) is not None)


def _joins(tokens: list[TaggedToken], i: int, before: TaggedToken) -> bool:
    own, small = tokens[i].tag, tokens[i].text.lower()
    last, tag = before.text.lower(), before.tag
    if own in ("VB", "VBP"):
        return tag == "MD" or last in ("not", "do", "does", "did")
    if own in ("VBN", "VBD") or (own == "JJ" and small.endswith("ed") and last in _HAVE):
        return last in PASSIVES or last in _HAVE or last == "not"
    if own == "VBG":
        return last in PASSIVES or last in _BEFORE_GERUND
    return own == "RP" or small in _PARTICLES
