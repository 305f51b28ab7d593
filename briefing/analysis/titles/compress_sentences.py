import re
from collections.abc import Iterator
from itertools import pairwise, product, repeat

from msgspec import Struct

from briefing.analysis.entities.lexicon import word_set
from briefing.analysis.titles.clauses import (
    Clause,
    after_dateline,
    find_clauses,
    over_asides,
    over_list,
)
from briefing.analysis.titles.noun_phrases import FRAMES, Phrase, TaggedToken, tag_sentences
from briefing.analysis.titles.shorten_phrases import phrase_end, shorten_phrase
from briefing.analysis.titles.word_classes import (
    COPULAS,
    HELPERS,
    INTRANSITIVE,
    NO_SUBJECTS,
    PASSIVES,
    POSTING,
    PREPOSITIONS,
    REPORTING,
    SUBORDINATORS,
    TELLING,
)

_SENTENCES = 3
"""Sentences with a verb, at the start of a passage, that may say what it is about."""
_FEWEST, _MOST = 3, 7
"""Words of a shortened sentence."""
_MOST_PARTS = 3
_SHORT = 3
_READ = 120
"""Words read of a sentence."""
_QUOTES = frozenset('"“”«»')
_OPEN_ADJECTIVES = word_set(
    "able unable likely unlikely ready set first last due willing about more less most many such other same"
)
_LOOSE = (SUBORDINATORS - word_set("that whether if than which who whom whose")) | word_set(
    "in across from during despite amid at by with over through and but"
)
"""Words behind a verb that may be left out with all that follows."""
_COUNTING = word_set(
    "use number set series range variety couple lot bunch amount kind sort type host"
)
_APART = word_set("as over after in with from against")
"""Prepositions that seldom belong to the noun before them."""
_ENDS = frozenset({".", ",", ":", ";", "—", "–", "-", ")", "?", "!"})


class _Part(Struct, frozen=True):
    forms: list[list[int]]
    end: int
    bare: bool


def compress_sentences(text: str) -> Iterator[Phrase]:
    number = 0
    for sentence in tag_sentences(text):
        tokens = [token for token in sentence if token.text not in _QUOTES][:_READ]
        found = list(find_clauses(tokens))
        for clause in found:
            for kept in _sentences(tokens, clause):
                if _FEWEST <= _count(tokens, kept) <= _MOST:
                    yield _phrase(tokens, kept, number, clause)
            for kept, head in _things(tokens, clause) if clause.main else ():
                if _FEWEST <= _count(tokens, kept) < _MOST:
                    yield _thing(tokens, kept, number, head)
        found_any = bool(found)
        for kept in _commands(tokens):
            found_any = True
            if _FEWEST - 1 < _count(tokens, kept) <= _MOST:
                yield _phrase(tokens, kept, number, None)
        number += found_any
        if number >= _SENTENCES:
            return


def _count(tokens: list[TaggedToken], kept: list[int]) -> int:
    return sum(tokens[i].tag != "POS" for i in kept)


def _sentences(tokens: list[TaggedToken], clause: Clause) -> Iterator[list[int]]:
    verbs = list(clause.verbs)
    if tokens[verbs[-1]].text.lower() in POSTING:
        return
    endings = list(_endings(tokens, verbs, clause.rest))
    if (
        len(verbs) > 1
        and tokens[verbs[0]].text.lower() in PASSIVES
        and tokens[verbs[1]].tag == "TO"
    ):
        verbs = verbs[1:]
    for subject, ending in product(_subjects(tokens, clause), endings):
        yield [*subject, *verbs, *ending]


def _subjects(tokens: list[TaggedToken], clause: Clause) -> list[list[int]]:
    bare = shorten_phrase(tokens, *clause.subject)
    if not bare or tokens[bare[0][-1]].text.lower() in NO_SUBJECTS:
        return []
    at, end = clause.behind
    behind = shorten_phrase(tokens, at + 1, end) if end > at else []
    owner = any(tokens[i].tag == "POS" for i in range(at, end))
    if behind and owner and tokens[at - 1].tag.startswith("NNP"):
        return behind
    full = [[*bare[-1], at, *_short(behind)]] if behind else []
    if tokens[clause.subject[1] - 1].text.lower() in FRAMES:
        return full
    return [*bare, *full]


def _short(forms: list[list[int]]) -> list[int]:
    return next((form for form in forms if len(form) <= _SHORT), forms[-1])


def _endings(tokens: list[TaggedToken], verbs: list[int], i: int) -> Iterator[list[int]]:
    whole = _is_whole(tokens, verbs, i)
    if whole:
        yield []
    parts = list(_parts(tokens, verbs, i))
    if not parts or not (whole or _fits(tokens, parts[0])):
        return
    if not _is_open(tokens, parts[0]):
        yield from (form for form in parts[0].forms if not _is_bare_noun(tokens, verbs, form))
    later = [part for part in parts[1:] if not part.bare and _fits(tokens, part)]
    later = [part for part in later if not _is_open(tokens, part)]
    if _is_open(tokens, parts[0]):
        later = [part for part in later if part is parts[1]]
    later = [part for part in later if part is parts[1] or _stands_apart(tokens, part)]
    for part in later:
        for first, behind in product(parts[0].forms, part.forms):
            yield [*first, *behind]
        if whole and _stands_apart(tokens, part) and not parts[0].bare:
            yield from part.forms
    if len(later) > 1:
        yield [*parts[0].forms[-1], *later[0].forms[-1], *later[1].forms[-1]]


def _things(tokens: list[TaggedToken], clause: Clause) -> Iterator[tuple[list[int], int]]:
    """What is done or said, such as "proposal to close the ferry"; and its head."""
    posting = tokens[clause.verbs[-1]].text.lower() in POSTING
    parts = list(_parts(tokens, list(clause.verbs), clause.rest))
    if posting:
        parts = [part for part in map(_without_lead, repeat(tokens), parts) if part]
    for one, other in pairwise(parts):
        if one.bare and not other.bare and _fits(tokens, other) and one.end - 1 in one.forms[0]:
            for form, behind in product(one.forms, other.forms):
                yield [*form, *behind], one.end - 1
    for part in parts if posting else ():
        if part.bare and _fits(tokens, part):
            yield part.forms[0], part.end - 1


def _without_lead(tokens: list[TaggedToken], part: _Part) -> _Part | None:
    lead = tokens[part.forms[0][0]]
    if part.bare or (lead.tag == "TO" and tokens[part.forms[0][1]].tag == "VB"):
        return part
    if lead.tag == "TO":
        return None
    if lead.text.lower() in ("about", "with", "on"):
        return _Part([form[1:] for form in part.forms], part.end, True)
    return part


def _thing(tokens: list[TaggedToken], kept: list[int], number: int, head: int) -> Phrase:
    own = [tokens[i] for i in kept]
    words, tags = tuple(token.text for token in own), tuple(token.tag for token in own)
    text, last = _text(own), tokens[head].text.lower()
    return Phrase(text, words, tags, own[0].start, number, kept[0], True, head=last)


def _parts(tokens: list[TaggedToken], verbs: list[int], i: int) -> Iterator[_Part]:
    predicate = _needs_predicate(tokens, verbs)
    for _ in range(_MOST_PARTS):
        part = _part(tokens, i, predicate)
        if part is None:
            return
        yield part
        i, predicate = part.end, False


def _is_bare_noun(tokens: list[TaggedToken], verbs: list[int], form: list[int]) -> bool:
    """As in "Velm is town": what the sentence says of it is missing."""
    if not _needs_predicate(tokens, verbs) or len(form) != 1 or tokens[form[0]].tag != "NN":
        return False
    return form[0] + 1 < len(tokens) and tokens[form[0] + 1].tag == "IN"


def _stands_apart(tokens: list[TaggedToken], part: _Part) -> bool:
    return tokens[part.forms[0][0]].text.lower() in _APART


def _needs_predicate(tokens: list[TaggedToken], verbs: list[int]) -> bool:
    said = [tokens[i].text.lower() for i in verbs if tokens[i].text.lower() not in ("not", "never")]
    return said[-1] in COPULAS


def _is_whole(tokens: list[TaggedToken], verbs: list[int], i: int) -> bool:
    last = tokens[verbs[-1]]
    if last.text.lower() in HELPERS | COPULAS | REPORTING:
        return False
    passive = last.tag in ("VBN", "VBD") and any(
        tokens[v].text.lower() in PASSIVES for v in verbs[:-1]
    )
    if last.text.lower() in TELLING:
        return False
    after = over_asides(tokens, i)
    ends = after >= len(tokens) or tokens[after].text in _ENDS
    ends = ends or tokens[after].text.lower() in _LOOSE
    alone = last.text.lower() in INTRANSITIVE and phrase_end(tokens, after) == after
    return passive or ends or alone


def _part(tokens: list[TaggedToken], i: int, predicate: bool) -> _Part | None:
    i = over_asides(tokens, i)
    if i >= len(tokens) or tokens[i].tag == ".":
        return None
    small = tokens[i].text.lower()
    if tokens[i].tag == "VBG":
        return None
    if (predicate or _is_free(tokens, i)) and _is_adjective(tokens, i):
        return _predicate(tokens, i)
    if small in PREPOSITIONS:
        if tokens[i].tag == "TO" and i + 1 < len(tokens) and tokens[i + 1].tag == "VB":
            return _verb_part(tokens, [i, i + 1], i + 2)
        if (
            i + 1 < len(tokens)
            and tokens[i + 1].tag == "VBG"
            and phrase_end(tokens, i + 1) == i + 1
        ):
            return _verb_part(tokens, [i, i + 1], i + 2)
        return _noun_part(tokens, [i], i + 1, small == "between")
    return _noun_part(tokens, [], i, False)


def _is_free(tokens: list[TaggedToken], i: int) -> bool:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return tokens[i].tag.startswith("JJ") and (after is None or after.tag in ("IN", "."))


def _is_adjective(tokens: list[TaggedToken], i: int) -> bool:
    if tokens[i].tag not in ("JJ", "JJR", "JJS", "RBR", "VBN", "VBD"):
        return False
    return phrase_end(tokens, i) == i


def _predicate(tokens: list[TaggedToken], i: int) -> _Part | None:
    if tokens[i].text.lower() not in _OPEN_ADJECTIVES:
        return _Part([[i]], i + 1, True)
    if i + 2 < len(tokens) and (tokens[i + 1].tag, tokens[i + 2].tag) == ("TO", "VB"):
        found = _verb_part(tokens, [i, i + 1, i + 2], i + 3)
        return _Part(found.forms, found.end, True) if found else None
    return None


def _verb_part(tokens: list[TaggedToken], lead: list[int], i: int) -> _Part | None:
    found = _part(tokens, i, tokens[lead[-1]].text.lower() in COPULAS)
    if found is None or not found.forms:
        whole = i >= len(tokens) or tokens[i].text in _ENDS
        return _Part([lead], i, False) if whole else None
    return _Part([[*lead, *form] for form in found.forms], found.end, False)


def _noun_part(tokens: list[TaggedToken], lead: list[int], i: int, pair: bool) -> _Part | None:
    end = phrase_end(tokens, i)
    end = over_list(tokens, end) if end > i and not pair else end
    forms = shorten_phrase(tokens, i, end)
    if not forms:
        return None
    if pair and end + 1 < len(tokens) and tokens[end].text.lower() == "and":
        stop = phrase_end(tokens, end + 1)
        other = shorten_phrase(tokens, end + 1, stop)
        forms = [[*form, end, *other[-1]] for form in forms] if other else []
        end = stop
    framed = tokens[end - 1].text.lower() in FRAMES
    if framed and end < len(tokens) and tokens[end].text == "of":
        stop = phrase_end(tokens, end + 1)
        inner = shorten_phrase(tokens, end + 1, stop)
        alone = [inner[0]] if inner and tokens[end - 1].text.lower() in _COUNTING else []
        forms = [[*forms[-1], end, *inner[-1]], *alone] if inner else []
        end = stop
    return _Part([[*lead, *form] for form in forms], end, not lead) if forms else None


def _fits(tokens: list[TaggedToken], part: _Part) -> bool:
    at = over_asides(tokens, part.end)
    after = tokens[at] if at < len(tokens) else tokens[-1]
    if after.tag == "VBN" and tokens[part.forms[0][0]].text.lower() in SUBORDINATORS:
        return False
    return after.tag not in ("VBD", "VBZ", "VBP", "MD", "POS", "VB") or after.text in _ENDS


def _is_open(tokens: list[TaggedToken], part: _Part) -> bool:
    return part.end < len(tokens) and tokens[part.end].text == "of"


def _commands(tokens: list[TaggedToken]) -> Iterator[list[int]]:
    i = after_dateline(tokens)
    while i < len(tokens) and (tokens[i].tag == "RB" or tokens[i].text in ("-", "•", "*")):
        i += 1
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or tokens[i].tag != "VB" or tokens[i].text.lower() in HELPERS:
        return
    if after.tag in ("DT", "PRP$", "VBG", "TO", "IN", "NN", "NNS", "JJ"):
        verbs, rest = ([i, i + 1], i + 2) if after.tag == "VBG" else ([i], i + 1)
        for ending in _endings(tokens, verbs, rest):
            yield [*verbs, *ending]


def _phrase(
    tokens: list[TaggedToken], kept: list[int], number: int, clause: Clause | None
) -> Phrase:
    own = [tokens[i] for i in kept]
    words, tags = tuple(token.text for token in own), tuple(token.tag for token in own)
    place = clause.subject[0] if clause else kept[0]
    return Phrase(
        _text(own),
        words,
        tags,
        own[0].start,
        number,
        place,
        False,
        clause=True,
        main=clause.main if clause else True,
        reported=clause.reported if clause else False,
        whole=_ends_clause(tokens, kept[-1]),
        subject_end=tokens[clause.subject[1] - 1].end if clause else -1,
    )


def _text(own: list[TaggedToken]) -> str:
    joined = re.sub(
        r" (['’](?:(?:s|ll|re|ve|d|m)\b)?)(?= |$)", r"\1", " ".join(token.text for token in own)
    )
    return re.sub(r"([$€£]) ", r"\1", joined)


def _ends_clause(tokens: list[TaggedToken], last: int) -> bool:
    after = over_asides(tokens, last + 1)
    return (
        after >= len(tokens)
        or tokens[after].tag == "."
        or tokens[after].text.lower() in SUBORDINATORS
    )
