import re
from collections.abc import Iterable

from msgspec.structs import replace

from briefing.analysis.entities.acronyms import initials
from briefing.analysis.entities.countries import COUNTRIES
from briefing.analysis.entities.lexicon import BODY_HEADS, METONYMS, SCHOOLS, word_set
from briefing.model import EntityKind, Mention, Span
from briefing.model.folding import fold_accents

_BEFORE = re.compile(r"(?<!\w)(\w+(?:-\w+)?)\s+$")
_HEADS = "|".join(sorted(BODY_HEADS))
_ACRONYM = re.compile(rf"(?<![\w.-])([A-Z]{{2,6}})\s(?:[a-z]+\s){{0,2}}(?:{_HEADS})\b")
_IN_BRACKETS = re.compile(r"\s?\(([A-Z][A-Za-z&-]{0,6}[A-Z])\)")
_CREDIT = re.compile(r"\s(?:reports|reported|contributed)\s(?:from|to)\s")
_DATELINE = re.compile(r"\n+[A-Z][A-Z’'.-]+(?: [A-Z][A-Z’'.-]+)*\b[^\n]{0,60}(?:\d|—|–|--|\()")
_SENT_FROM = re.compile(
    r"(?:, [\w. ]{2,20})?(?: \([A-Z][^)\n]{1,40}\))?(?: [-–—]{1,2} |[-–—]{1,2}(?=[A-Z])| \d{4}-\d\d)"
)
_KNOWN = re.compile(
    r"['’\")]?,? (?:who is )?(?:\w+ )?(?:known|nicknamed|dubbed)(?: \w+)?(?: as)? (?:the )?[“\"‘']?"
)
_LISTED = re.compile(
    r"[ \t]*(?:attendees|attending|in attendance|present|participants|apologies|absent|panell?ists?|speakers?)[ \t]*:",
    re.IGNORECASE,
)
_LONGEST_LIST = 500
_DAY = re.compile(
    r"(?:(?:on|by|since|until)\s+)?(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?",
    re.IGNORECASE,
)
_CHIEF = len("Chief ")
_LONGEST_GAP = 40
_HEAD = 600
"""Characters at the head in which a reporter's name may stand alone."""
_SERVICE = re.compile(
    r"\b(?:U\.S\.|US|U\.K\.|UK|[A-Z][a-z]+(?:an|sh|se|ch|li|qi))\s"
    r"(Marines|Marine Corps|Army|Navy|Air Force|Coast Guard|National Guard|Space Force)\b"
)
_PLURAL = re.compile(r"\b([A-Z]{2,6})s\b")
_SHORT_FORM = re.compile(r"\(([A-Z]{2,6})s?\)")
_SMALL_WORD = re.compile(r"(?<![\w-])[a-z]\w*|(?<=-)[a-z]\w*|[A-Z]")
_LOOKED_BACK = 80
_PHOTO = re.compile(
    r"(?:^|\W)(?:photos?|images?|pictures?|credit|courtesy|©)(?: by| of|:)?(?: [^.!?]*)?$",
    re.IGNORECASE,
)
_CREDIT_ENDS = re.compile(r"[ \t]*(?:[)\]\n]|$)")
_NO_BODIES = word_set("US UK EU UN TV IT AM PM")
_ADMINISTRATION = re.compile(r"\s+administration\b")


def read_context(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    read: list[Mention] = []
    things = _things(text)
    for mention in mentions:
        if _is_no_name(text, mention.span) or _is_thing(text, mention, things):
            continue
        read.append(_of_kind(text, mention))
        if len(read) > 1 and find_aliases(text, read[-2], read[-1]):
            read[-1] = replace(read[-1], kind=read[-2].kind)
    return merge_mentions(read, [*_acronyms(text), *_services(text), *_defined(text, read)])


def _is_no_name(text: str, span: Span) -> bool:
    """A day ("On Thu"), what an officer is chief of, or several things ("HTLCs")."""
    if _PLURAL.fullmatch(text, span.start, span.end):
        return True
    if _DAY.fullmatch(text, span.start, span.end):
        return True
    before = text[max(0, span.start - _CHIEF) : span.start]
    officer = " Officer"
    ends = text.startswith(officer, span.end) or span.of(text).endswith(officer)
    return ends and before.endswith("Chief ")


def _things(text: str) -> frozenset[str]:
    found = {match.group(1) for match in _PLURAL.finditer(text)}
    for match in _SHORT_FORM.finditer(text):
        letters = match.group(1).lower()
        words = _SMALL_WORD.findall(text, max(0, match.start() - _LOOKED_BACK), match.start())
        if "".join(word[0] for word in words[-len(letters) :]) == letters:
            found.add(match.group(1))
    return frozenset(found)


def _is_thing(text: str, mention: Mention, things: frozenset[str]) -> bool:
    words = mention.span.of(text)
    if mention.kind is not EntityKind.ORGANIZATION:
        return False
    return words in things or _credits_photo(text, mention.span)


def _credits_photo(text: str, span: Span) -> bool:
    """True in "Photo: Ada Lind/Coast Pictures" or "Lind via Coast Pictures" at the end of a line or
    of brackets.
    """
    if not _CREDIT_ENDS.match(text, span.end):
        return False
    before = text[max(0, span.start - _LOOKED_BACK) : span.start]
    before = re.split(r"[\n(\[]", before)[-1]
    return before.endswith(("/", "/ ")) or _PHOTO.search(before) is not None


def find_aliases(text: str, first: Mention, second: Mention) -> bool:
    gap = text[first.span.end : second.span.start]
    return len(gap) < _LONGEST_GAP and _KNOWN.fullmatch(gap) is not None


def find_administrations(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Add organizations such as "the Biden administration" over the person's mention."""
    found = []
    for mention in mentions:
        found.append(mention)
        match = _ADMINISTRATION.match(text, mention.span.end)
        if match and mention.kind is EntityKind.PERSON:
            span = Span(mention.span.start, match.end())
            found.append(replace(mention, span=span, kind=EntityKind.ORGANIZATION))
    return tuple(found)


def merge_mentions(first: Iterable[Mention], further: Iterable[Mention]) -> tuple[Mention, ...]:
    taken = sorted(first, key=lambda m: m.span)
    result: list[Mention] = []
    last, at = -1, 0
    for mention in sorted(further, key=lambda m: m.span):
        while at < len(taken) and taken[at].span.start < mention.span.end:
            last = max(last, taken[at].span.end)
            at += 1
        if last <= mention.span.start:
            result.append(mention)
            last = mention.span.end
    return tuple(sorted([*taken, *result], key=lambda m: m.span))


def _of_kind(text: str, mention: Mention) -> Mention:
    start, end = mention.span.start, mention.span.end
    if fold_accents(text[start:end]) in METONYMS:
        return replace(mention, kind=EntityKind.ORGANIZATION)
    person = mention.kind is EntityKind.PERSON
    if mention.kind is EntityKind.PLACE and fold_accents(text[start:end]).split()[-1] in SCHOOLS:
        return replace(mention, kind=EntityKind.ORGANIZATION)
    if mention.kind is EntityKind.ORGANIZATION and fold_accents(text[start:end]) in COUNTRIES:
        return replace(mention, kind=EntityKind.PLACE)
    if (
        person
        and text[start:end].isupper()
        and _starts_line(text, start)
        and _SENT_FROM.match(text, end)
    ):
        return replace(mention, kind=EntityKind.PLACE)
    word = _BEFORE.search(text, max(0, start - 40), start)
    if person and word and word.group(1) in BODY_HEADS:
        return replace(mention, kind=EntityKind.ORGANIZATION)
    if not person and (_credits(text, start, end) or _is_listed(text, start, end)):
        return replace(mention, kind=EntityKind.PERSON)
    return mention


def _starts_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"


def _is_listed(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", max(0, start - _LONGEST_LIST), start) + 1
    words = text[start:end].split()
    named = 2 <= len(words) <= 4 and all(w[0].isupper() and not w.isupper() for w in words)
    return named and words[-1].lower() not in BODY_HEADS and bool(_LISTED.match(text, line, start))


def is_reporter(text: str, span: Span) -> bool:
    """True in "By Ada Lind" and "Ada Lind reported from Riga"."""
    by = text[max(0, span.start - 3) : span.start].casefold() == "by "
    return by or _CREDIT.match(text, span.end) is not None


def _credits(text: str, start: int, end: int) -> bool:
    if not _starts_line(text, start):
        return False
    if _CREDIT.match(text, end):
        return True
    words = text[start:end].split()
    alone = start and start < _HEAD and text[end : end + 1] == "\n"
    named = 2 <= len(words) <= 4 and all(w[0].isupper() and not w.isupper() for w in words)
    return bool(alone and named and _DATELINE.match(text, end))


def _acronyms(text: str) -> Iterable[Mention]:
    for match in _ACRONYM.finditer(text):
        if match.group(1) not in _NO_BODIES:
            yield Mention(Span(*match.span(1)), EntityKind.ORGANIZATION, 0.5)


def _services(text: str) -> Iterable[Mention]:
    for match in _SERVICE.finditer(text):
        for start in (match.start(), match.start(1)):
            yield Mention(Span(start, match.end()), EntityKind.ORGANIZATION, 0.5)


def _defined(text: str, mentions: Iterable[Mention]) -> Iterable[Mention]:
    for mention in mentions:
        match = _IN_BRACKETS.match(text, mention.span.end)
        if match is None or mention.kind is not EntityKind.ORGANIZATION:
            continue
        if fold_accents(match.group(1)) in initials(mention.span.of(text)):
            yield replace(mention, span=Span(*match.span(1)))
