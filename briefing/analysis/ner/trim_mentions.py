import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from briefing.model import EntityKind, Mention, Span

_POSSESSIVE = ("'s", "\u2019s", "'", "\u2019")
_LINKS = ("of", "in", "for", "and", "&", "de", "den", "the", "at", "on", "to", "with", "von", "van")
"""Words that end no name: "Human Rights in" + "China"."""
_LOOSE = re.compile(r"(?<=[^\W\d_]) (?:for|in|on|at|to|with|and)(?: [^\W\dA-Z_]+){1,40}$")
"""Lower-case ends of capitalized names: "Kremlin for human rights"."""


def tidy_mentions(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    held: Mention | None = None
    for mention in mentions:
        if (
            held
            and _linked(text, held.span)
            and not text[held.span.end : mention.span.start].strip(" ")
        ):
            held = replace(held, span=Span(held.span.start, mention.span.end))
            continue
        yield from _trimmed(text, held)
        held = mention
    yield from _trimmed(text, held)


def trim_mention(text: str, span: Span, kind: EntityKind) -> Span:
    """Without possessive, link words and punctuation at the ends; empty without a letter.

    An organization keeps an 's that the model included, as in "Moody's".
    """
    start, end = span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    for ending in () if kind is EntityKind.ORGANIZATION else _POSSESSIVE:
        if text[start:end].endswith(ending):
            end -= len(ending)
            break
    if text[start:end][:1].isupper():
        end = start + len(_LOOSE.split(text[start:end])[0])
    while end > start and not _closes(text, start, end):
        end -= 1
    if _linked(text, Span(start, end)):
        return trim_mention(text, Span(start, text.rindex(" ", start, end)), kind)
    letters = any(c.isalpha() for c in text[start:end])
    return Span(start, end) if letters else Span(start, start)


def _trimmed(text: str, mention: Mention | None) -> Iterator[Mention]:
    span = trim_mention(text, mention.span, mention.kind) if mention else None
    if mention and span:
        yield replace(mention, span=span)


def _linked(text: str, span: Span) -> bool:
    return span.of(text).lower().endswith(tuple(f" {link}" for link in _LINKS))


def _closes(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last == ")":
        return "(" in text[start:end]
    return last.isalnum() or last in ".!+"
