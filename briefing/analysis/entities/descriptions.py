import re

from briefing.analysis.abbreviations import HIDDEN, hide_stops
from briefing.analysis.entities.cluster import MentionCluster
from briefing.analysis.entities.lexicon import BODY_HEADS, HONORIFICS, TITLES, word_set
from briefing.model import EntityKind
from briefing.model.folding import fold_accents

_MENTIONS = 6
_REACH = 160
"""Characters read behind a name."""
_BEFORE = 90
"""Characters read before it."""
_BEHIND = re.compile(
    r"""(?:['’]s)?(?:,\s|\s?[–—]\s?|\s--\s)
    (?:(?:an?|the|its|his|her|their|one\sof)\s
      |(?=former\s|acting\s|who\s(?:is|was)\s|[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3}['’]s\s[a-z]))
    (?:who\s(?:is|was)\s(?:an?\s|the\s)?)?
    (?P<what>[^,.;:!?()“”"\n–—]{4,110}?)
    (?=,|\.(?:\s|$)|;|\)|\s\(|[!?]|\s[–—]|[–—]|\s(?:who|which|that)\s|,?\s(?:said|says|told)\s|$)""",
    re.VERBOSE,
)
_LEAD = re.compile(
    rf"(?:^|[.;\n”\"]\s?|{HIDDEN}\s)(?:(?:The|the|Its|His|Her|Their)\s(?P<what>[^,.;:\n]{{3,60}})"
    r"|(?P<whose>[A-Z][\w.]{0,60}(?:\s[A-Z][\w.]{0,60}){0,3}['’]s\s[^,.;:\n]{3,60})),\s$"
)
_BODY = re.compile(
    rf"\b(?:the|an?|its|their|his|her)\s(?P<what>(?:[\w.’'-]+\s){{0,4}}?(?:{'|'.join(sorted(BODY_HEADS))}))\s$"
)
_VERB = re.compile(r"^(?:and|but)\b|\b(?:said|says|told|was|were|is|are|has|have|had|will|would)\b")
_IN_FRONT = re.compile(r"(?<![\w.’'-])(?:[\w.’'-]+\s+){1,7}$")
_BEGIN = word_set("former acting interim late deputy vice then")
_QUALITIES = word_set(
    "presidential vice-presidential congressional gubernatorial senatorial mayoral national foreign "
    "senior managing federal political financial military nuclear economic technical editorial"
)
_DETERMINERS = word_set(
    "the a an and or by with from to of for in on at as that but then when later while two three four"
)


def describe_entities(text: str, cluster: MentionCluster) -> str | None:
    for find in (_apposition, _role, _lead, _body) if cluster.kind is not EntityKind.PLACE else ():
        for mention in cluster.mentions[:_MENTIONS]:
            found = find(text, mention.span.start, mention.span.end, cluster.kind)
            if found:
                return found
    return None


def _apposition(text: str, start: int, end: int, kind: EntityKind) -> str | None:
    """As in ", a well-known expert based in Moscow," after a name."""
    match = _BEHIND.match(hide_stops(text[end : end + _REACH]))
    if match is None:
        return None
    what = " ".join(match.group("what").replace(HIDDEN, ".").split())
    told = _VERB.search(what) or what[0].isdigit() or what.startswith("who ")
    return None if told else what


def _lead(text: str, start: int, end: int, kind: EntityKind) -> str | None:
    """As in "The bank's chairman, Jane Doe, said"."""
    first = max(0, start - _BEFORE - 1)
    match = _LEAD.search(hide_stops(text[first:start]), min(1, first))
    if match is None or text[end : end + 1] not in (",", "."):
        return None
    what = (match.group("what") or match.group("whose")).replace(HIDDEN, ".")
    what = " ".join(what.split())
    return None if _VERB.search(what) else what


def _role(text: str, start: int, end: int, kind: EntityKind) -> str | None:
    if kind is not EntityKind.PERSON:
        return None
    line = text[max(0, start - 80) : start].rpartition("\n")[2]
    match = _IN_FRONT.search(line)
    words = match.group().split() if match else []
    if not words or not _is_title(words[-1]):
        return None
    first = len(words) - 1
    while first and _modifies(words[first - 1]):
        first -= 1
    if words[first].islower() and words[first] not in _BEGIN and not words[-1].islower():
        first = next(i for i in range(first, len(words)) if not words[i].islower())
    named = [word for word in words[first:] if fold_accents(word).rstrip(".") not in HONORIFICS]
    return None if all(word.casefold() in _BEGIN for word in named) else " ".join(named)


def _is_title(word: str) -> bool:
    bare = fold_accents(word).rstrip(".")
    return bare in TITLES or bare.rpartition("-")[2] in TITLES


def _body(text: str, start: int, end: int, kind: EntityKind) -> str | None:
    if kind is not EntityKind.ORGANIZATION:
        return None
    match = _BODY.search(text, max(0, start - 70), start)
    return None if match is None or _VERB.search(match[0]) else " ".join(match["what"].split())


def _modifies(word: str) -> bool:
    bare = fold_accents(word).rstrip(".")
    if bare in _DETERMINERS:
        return False
    return (
        _is_title(word)
        or bare in _QUALITIES
        or (word[0].isupper() and not word.endswith((".", "’s", "'s")))
    )
