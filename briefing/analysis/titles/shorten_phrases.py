from briefing.analysis.entities.first_names import GIVEN
from briefing.analysis.entities.lexicon import ARTICLES, BODY_HEADS, TITLES, word_set
from briefing.analysis.titles.noun_phrases import NOUNS, TaggedToken
from briefing.analysis.titles.word_classes import DAYS, MONTHS

_INSIDE = frozenset((*NOUNS, "JJ", "CD", "POS", "JJR", "JJS", "FW", "VBN", "VBG"))
_OPENING = frozenset({"DT", "PRP$", "RBS"})
_ADJECTIVES = ("JJ", "JJR", "JJS")
_MODIFYING = frozenset({"VBN", "VBG"})
_MOST = 4
"""Words of a shortened phrase."""
_LONG = 3
_KEPT_DETERMINERS = frozenset({"no", "another", "all"})
_MONEY = frozenset("$€£")
_EMPTY = word_set(
    "such several various certain own overall likely due further different additional other"
)


def phrase_end(tokens: list[TaggedToken], start: int) -> int:
    """`start` where there is no noun phrase."""
    i = start
    while i < len(tokens) and tokens[i].tag in _OPENING:
        i += 1
    first = i
    while i < len(tokens) and (_is_inside(tokens, first, i) or _joins_adjectives(tokens, i)):
        i += 1
    while i > first and not _may_end(tokens, first, i - 1):
        i -= 1
    return i if i > first else start


def _is_inside(tokens: list[TaggedToken], first: int, i: int) -> bool:
    return tokens[i].tag in _INSIDE and not _is_break(tokens, first, i)


def _joins_adjectives(tokens: list[TaggedToken], i: int) -> bool:
    if tokens[i].text not in ("and", "or") or not 0 < i < len(tokens) - 2:
        return False
    beside = tokens[i - 1].tag, tokens[i + 1].tag
    return all(tag in _ADJECTIVES for tag in beside) and tokens[i + 2].tag in _INSIDE


def _may_end(tokens: list[TaggedToken], first: int, last: int) -> bool:
    tag = tokens[last].tag
    if tag == "VBG" and last > first:
        return tokens[last - 1].tag == "NN"
    if tag == "JJ" and last > first:
        return tokens[last - 1].tag == "JJ" and tokens[last - 1].text[:1].islower()
    money = tag == "CD" and any(token.text in _MONEY for token in tokens[first:last])
    return tag in NOUNS or money


def _is_break(tokens: list[TaggedToken], first: int, i: int) -> bool:
    tag, before = tokens[i].tag, tokens[i - 1] if i > first else None
    after = tokens[i + 1].tag if i + 1 < len(tokens) else ""
    if tokens[i].text.lower() in DAYS | MONTHS:
        return True
    if tag == "POS":
        return before is None or after not in _INSIDE or after == "POS"
    if tag == "VBG" and after == "." and before is not None and before.tag == "NN":
        return False
    if tag in _MODIFYING:
        return (
            after not in _INSIDE or after == "POS" or (before is not None and before.tag in NOUNS)
        )
    if before is None:
        return False
    if before.tag == "NNS":
        return not tag.startswith("NNP") and tag != "NNS"
    return False


def shorten_phrase(tokens: list[TaggedToken], start: int, end: int) -> list[list[int]]:
    """Indexes of the words kept, the fuller form first; none for an empty phrase."""
    joint = next(
        (i for i in range(start, end) if tokens[i].text.lower() in ("and", "or", "&")), None
    )
    if joint is not None and tokens[joint - 1].tag in _ADJECTIVES and joint > start:
        start, joint = joint + 1, None
    if joint is not None:
        one, other = _shorten(tokens, start, joint), _shorten(tokens, joint + 1, end)
        pairs = (
            [[*a, joint, *b] for a, b in zip((one[0], one[-1]), (other[0], other[-1]), strict=True)]
            if one and other
            else []
        )
        return _different([*pairs, *one[:1]])
    owned = [i for i in range(start, end) if tokens[i].tag == "POS"]
    if owned:
        at = owned[-1]
        thing = _shorten(tokens, at + 1, end)
        if _name(tokens, [i for i in range(at + 1, end) if _is_kept(tokens[i])]):
            return thing
        owners = _shorten(tokens, start, at)
        owner = [*owners[-1], at] if owners else []
        forms = [[*owner, *form] for form in thing[:1] + thing[-1:] if owner and form]
        return _different([*forms, *thing[:1]])
    return _shorten(tokens, start, end)


def _shorten(tokens: list[TaggedToken], start: int, end: int) -> list[list[int]]:
    kept = [i for i in range(start, end) if _is_kept(tokens[i])]
    name = _name(tokens, kept)
    if name:
        return _different([name[-_MOST:], _surname(tokens, name)])
    full = kept[-_MOST:]
    if not full or any(tokens[i].text in _MONEY for i in full):
        return _different([full])
    at = len(full) - 1
    while at and (tokens[full[at - 1]].tag in NOUNS or _is_raised(tokens, full[at - 1 : at + 1])):
        at -= 1
    nouns = full[at:]
    cut = len(nouns) if _is_raised(tokens, nouns) else 2
    while cut < len(nouns) and _is_raised(tokens, nouns[-cut - 1 : len(nouns) - cut + 1]):
        cut += 1
    short = nouns[-cut:]
    forms = [full, short, short[-1:]] if len(short) > 1 and len(full) > _LONG else [full, short]
    denied = [i for i in full if _is_needed(tokens[i]) and i not in short]
    return _different([full, *([*denied, *form] for form in forms[1:])])


def _is_needed(token: TaggedToken) -> bool:
    return token.tag == "CD" or token.text.lower() == "no"


def _is_raised(tokens: list[TaggedToken], own: list[int]) -> bool:
    return all(tokens[i].text[:1].isupper() for i in own)


def _different(forms: list[list[int]]) -> list[list[int]]:
    return [form for k, form in enumerate(forms) if form and form not in forms[:k]]


def _is_kept(token: TaggedToken) -> bool:
    small = token.text.lower()
    if token.tag in _OPENING:
        return small in _KEPT_DETERMINERS
    return small not in ARTICLES and small not in DAYS and small not in _EMPTY


def _name(tokens: list[TaggedToken], kept: list[int]) -> list[int]:
    start = len(kept)
    while start and tokens[kept[start - 1]].tag.startswith("NNP"):
        start -= 1
    name = kept[start:]
    while len(name) > 1 and tokens[name[0]].text.lower().strip(".") in TITLES:
        name = name[1:]
    given = next((k for k, i in enumerate(name) if tokens[i].text.lower() in GIVEN), None)
    if given is not None and given + 1 < len(name):
        return name[given:]
    if start and name and tokens[kept[start - 1]].text.lower() in TITLES | BODY_HEADS:
        return name
    if len(name) > 1 and tokens[name[-1]].text.lower() in BODY_HEADS:
        return []
    return name if len(name) < len(kept[start:]) or (start and name and len(kept) > 2) else []


def _surname(tokens: list[TaggedToken], name: list[int]) -> list[int]:
    last = len(name) - 1
    if last and tokens[name[last]].text.lower().strip(".") in ("jr", "sr", "ii", "iii"):
        last -= 1
    named = tokens[name[0]].text.lower() in GIVEN
    return [name[last]] if named and last and len(name) > 1 else name
