from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from briefing.model import Document, Entity, EntityKind, Mention, Quote


def add_speakers(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Speakers are people, here and wherever their whole name stands."""
    if not document.turns:
        return tuple(mentions)
    text = document.text
    spans = [turn.speaker for turn in document.turns if _is_name(turn.speaker.of(text))]
    names = {span.of(text) for span in spans}
    taken = {at for span in spans for at in range(span.start, span.end)}
    others = [
        replace(mention, kind=EntityKind.PERSON) if mention.span.of(text) in names else mention
        for mention in mentions
        if mention.span.start not in taken and mention.span.end - 1 not in taken
    ]
    speakers = [Mention(span, EntityKind.PERSON) for span in spans]
    return tuple(sorted([*others, *speakers], key=lambda mention: mention.span))


def _is_name(words: str) -> bool:
    return len(words) > 1 and not any(character.isdigit() for character in words)


def add_turns(
    document: Document, entities: Sequence[Entity], quotes: Sequence[Quote]
) -> tuple[Quote, ...]:
    """Quotations inside a turn are part of it."""
    known = {mention.span: entity.id for entity in entities for mention in entity.mentions}
    said = [
        Quote(turn.words, known[turn.speaker], turn.speaker)
        for turn in document.turns
        if turn.speaker in known and turn.words
    ]
    if not said:
        return tuple(quotes)
    starts = [quote.span.start for quote in said]
    others = [quote for quote in quotes if not _is_within(quote, said, starts)]
    return tuple(sorted([*others, *said], key=lambda quote: quote.span))


def _is_within(quote: Quote, said: Sequence[Quote], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, quote.span.end) - 1
    return at >= 0 and said[at].span.overlaps(quote.span)
