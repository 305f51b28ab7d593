import re
from collections.abc import Iterable

from msgspec.structs import replace

from briefing.analysis.abbreviations import is_abbreviation
from briefing.analysis.entities.countries import PEOPLES
from briefing.analysis.entities.lexicon import (
    ARTICLES,
    BODY_HEADS,
    LINKS,
    NOT_NAMES,
    PERSON_PLURALS,
    PRONOUNS,
    RANKS,
    SUFFIXES,
)
from briefing.model import EntityKind, Mention, Span
from briefing.model.folding import fold_accents

_GLUE = re.compile(
    r"(?<=[a-z]{2}[.!?,;:])(?=[A-Z][a-z])|(?<=[)\]”\"])[-–—]*(?=\w)|[-–—]{2,}|[(\[]\w*$|\n\n"
)
_HEAD_WORD = re.compile(r"[\w.]+(?:[-’'][\w.]+)*\s+")
_TAIL_WORD = re.compile(r"(?<!\s)\s+(\w+)$")
_POSSESSIVE = re.compile(r"(?:['’]s?|['’]S)$")
_SEAT = re.compile(r"[RDI]-[A-Z][A-Za-z.]+")
_STOCK_INDEX = re.compile(
    r"(?:the )?(?:S&P 500|FTSE(?: 100)?|Nikkei(?: 225)?|DAX|CAC(?:[ -]40)?|Hang Seng|Russell 2000"
    r"|(?:[A-Z][\w&.]* ){0,4}(?:Industrial Average|Composite|Composite Index|Stock Index|Share Index))",
    re.IGNORECASE,
)
"""Indexes of stocks are figures, not organizations."""
_LEFT, _RIGHT = " \t\n\"“”‘'’([{<*_-–—,;:.", ' \t\n"“”‘([{<>*_-–—,;:!?'
_SAMPLE = 20_000
"""Characters examined for capitals."""
_SURE = 0.85
"""Score from which a name without capitals is accepted in a text that has them."""
_LONGEST = 120
"""Characters of a name."""


def repair_boundaries(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Drops mentions that are not names."""
    cased = sum(map(str.isupper, text[:_SAMPLE])) > min(len(text), _SAMPLE) / 200
    mended = (_mend(text, _unglued(text, mention)) for mention in mentions)
    return tuple(m for m in mended if m and (not cased or _has_capital(text, m)))


def _has_capital(text: str, mention: Mention) -> bool:
    form = mention.span.of(text)
    if mention.kind is EntityKind.PERSON:
        small = (form[0].islower() and form.split()[0] in LINKS) or form.split()[-1].islower()
    else:
        small = form.islower() and not any(c.isdigit() for c in form)
    return not small or mention.score > _SURE


def _unglued(text: str, mention: Mention) -> Mention:
    form = mention.span.of(text)
    cut = _GLUE.search(form)
    if cut is None:
        return mention
    length = len(form[: cut.start()].rstrip(".!?,;:"))
    return replace(mention, span=Span(mention.span.start, mention.span.start + length))


def _mend(text: str, mention: Mention) -> Mention | None:
    start, end = mention.span.start, mention.span.end
    start, end = _strip(text, start, end)
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive and mention.kind is not EntityKind.ORGANIZATION:
        end = possessive.start()
    start = _drop_heads(text, start, end, mention.kind)
    end = _drop_tail(text, start, end, mention.kind)
    start, end = _strip(text, start, end)
    ended = end - start <= _LONGEST and start < end
    return (
        replace(mention, span=Span(start, end))
        if ended and _names(text, mention, start, end)
        else None
    )


def _names(text: str, mention: Mention, start: int, end: int) -> bool:
    form, person = fold_accents(text[start:end]), mention.kind is EntityKind.PERSON
    if form in (PRONOUNS if person else NOT_NAMES) or form in ARTICLES or form in PEOPLES:
        return False
    if form.rstrip(".") in SUFFIXES or form.removesuffix(" people") in PEOPLES:
        return False
    if _STOCK_INDEX.fullmatch(text, start, end):
        return False
    if text[start - 1 : start] == "@" or _SEAT.fullmatch(text, start, end):
        return False
    letters = sum(c.isalpha() for c in form)
    return letters > 1 or (letters == 1 and mention.kind is EntityKind.ORGANIZATION)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _LEFT:
        start += 1
    while start < end and text[end - 1] in _RIGHT:
        end -= 1
    if end - start > 2 and text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    return start, end - _closes_sentence(text, start, end)


def _closes_sentence(text: str, start: int, end: int) -> bool:
    if end - start < 2 or text[end - 1] != ".":
        return False
    word = text[start:end].split()[-1]
    return not is_abbreviation(word) or (word.count(".") == 1 and text[end : end + 1] in ("", "\n"))


def _drop_heads(text: str, start: int, end: int, kind: EntityKind) -> int:
    while match := _HEAD_WORD.match(text, start, end):
        word = fold_accents(match.group().strip())
        rank = kind is EntityKind.PERSON and word.rstrip(".") in RANKS
        small = match.group()[0].islower() or _starts_sentence(text, start)
        if not (rank or (small and (word in ARTICLES or word in PRONOUNS))):
            break
        start = match.end()
    return start


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start].rstrip(" “\"'‘(")
    return not before or before[-1] in ".!?:\n"


def _drop_tail(text: str, start: int, end: int, kind: EntityKind) -> int:
    match = _TAIL_WORD.search(text, start, end)
    if match and kind is not EntityKind.PLACE and match.group(1).isascii():
        word = match.group(1)
        if word.casefold() in PERSON_PLURALS - BODY_HEADS and not word.isupper():
            return match.start()
    return end
