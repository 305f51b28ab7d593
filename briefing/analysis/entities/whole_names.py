import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from briefing.analysis.entities.first_names import GIVEN
from briefing.analysis.entities.lexicon import SUFFIXES, TITLES
from briefing.analysis.entities.person_name import name_words
from briefing.model import EntityKind, Mention, Span

_INITIAL = re.compile(r"(?:^|\s)[^\W\d_]\.?$")
_HEADLINE = 140
"""Most characters of a headline."""


def whole_names(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    joined = list(_joined(text, mentions))
    full = [
        words
        for m in joined
        if m.kind is EntityKind.PERSON and len(words := name_words(m.span.of(text))) > 1
    ]
    families = {words[-1] for words in full}
    kept = (m for m in joined if m.kind is not EntityKind.PERSON or _is_name(text, m, families))
    return tuple(_without_stray_word(text, kept, full))


def _joined(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """As "Ilse M." and "Ode"."""
    held: Mention | None = None
    for mention in mentions:
        if held is None:
            held = mention
        elif held.kind is mention.kind is EntityKind.PERSON and _continues(text, held, mention):
            held = replace(held, span=Span(held.span.start, mention.span.end))
        elif not (mention.span.start < held.span.end):
            yield held
            held = mention
    if held is not None:
        yield held


def _continues(text: str, first: Mention, second: Mention) -> bool:
    gap = text[first.span.end : second.span.start].replace("\n", " ")
    if gap in (" ", ". ", "] ", ") "):
        return bool(_INITIAL.search(first.span.of(text)))
    given = name_words(first.span.of(text))
    double = {*given[:1], *name_words(second.span.of(text))[:1]}
    return gap == "-" and (len(given) > 1 or double <= GIVEN.keys())


def _is_name(text: str, mention: Mention, families: set[str]) -> bool:
    """False for "Mr.", "Spokesmen" and "Defense Secretary"; true for a Bishop who has a first name."""
    words = name_words(mention.span.of(text))
    if words and words[-1] in families:
        return True
    return not all(_is_title(word) for word in words)


def _is_title(word: str) -> bool:
    return word in TITLES or word in SUFFIXES or word[:-2] + "an" in TITLES


def _without_stray_word(
    text: str, mentions: Iterable[Mention], full: Sequence[tuple[str, ...]]
) -> Iterator[Mention]:
    known = set(full)
    for mention in mentions:
        words = name_words(mention.span.of(text))
        stray = mention.kind is EntityKind.PERSON and len(words) > 2 and words[1:] in known
        if stray and words[0] not in GIVEN and len(words[0]) > 1 and _opens_headline(text, mention):
            first = re.search(r"\s+", mention.span.of(text))
            if first:
                start = mention.span.start + first.end()
                mention = replace(mention, span=Span(start, mention.span.end))
        yield mention


def _opens_headline(text: str, mention: Mention) -> bool:
    start = text.rfind("\n", max(0, mention.span.start - 4), mention.span.start) + 1
    end = text.find("\n", mention.span.end, mention.span.end + _HEADLINE)
    line = text[start : end if end >= 0 else mention.span.end + _HEADLINE]
    opens = not any(c.isalnum() for c in text[start : mention.span.start]) and (
        start or mention.span.start < 4
    )
    return bool(opens) and len(line) < _HEADLINE and line[-1:] not in '.”"'
