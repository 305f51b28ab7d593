"""Joins 'Ilse "Illy" Ode' into one name."""

import re
from bisect import bisect_left

from msgspec.structs import replace

from briefing.analysis.entities.first_names import GIVEN
from briefing.model import EntityKind, Mention, Span
from briefing.model.folding import fold_accents

_NICKNAME = re.compile(
    r"(?<=[\w.]) (?:[“\"‘'](?:[Tt]he )?[A-Z][\w.'’ -]{0,25}[”\"’']|[(\[][A-Z][\w.'’ -]{0,25}[)\]]) (?=[A-Z])"
)
_FIRST = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]+\Z")
_FAMILY = re.compile(r"[A-Z][\w'’-]+")
_LONGEST = 40
"""Characters of a first name."""


def join_nicknamed(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    joined = list(mentions)
    for nickname in reversed(list(_NICKNAME.finditer(text))):
        _join(text, joined, Span(*nickname.span()))
    return tuple(joined)


def _join(text: str, mentions: list[Mention], nickname: Span) -> None:
    last = bisect_left(mentions, nickname.end + 1, key=lambda m: m.span.start)
    first = last
    near = nickname.start - (text[nickname.start - 1] == ".")
    while first and mentions[first - 1].span.end >= near:
        first -= 1
    found = mentions[first:last]
    before = next((m for m in found if m.span.start < nickname.start), None)
    after = next((m for m in reversed(found) if m.span.end > nickname.end), None)
    span = _whole(text, nickname, before, after)
    inner = [m for m in found if m is not before and m is not after]
    bracketed = text[nickname.start + 1] in "(["
    if span and not (bracketed and any(m.kind is not EntityKind.PERSON for m in inner)):
        mentions[first:last] = [replace(before or after or found[0], span=span)]


def _whole(text: str, nickname: Span, before: Mention | None, after: Mention | None) -> Span | None:
    if any(m and m.kind is not EntityKind.PERSON for m in (before, after)):
        return None
    if before and after:
        return Span(before.span.start, after.span.end)
    if before and _is_given(before.span.of(text).split()[0]):
        family = _FAMILY.match(text, nickname.end)
        return Span(before.span.start, family.end()) if family else None
    near = max(0, nickname.start - _LONGEST)
    given = _FIRST.search(text[near : nickname.start]) if after else None
    if after and given and _is_given(given[0]):
        return Span(near + given.start(), after.span.end)
    return None


def _is_given(word: str) -> bool:
    return fold_accents(word) in GIVEN
