from enum import StrEnum

from msgspec import Struct

from briefing.model.span import Span


class EntityKind(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"


class Mention(Struct, frozen=True, omit_defaults=True):
    span: Span
    kind: EntityKind
    score: float = 1.0
    """0 to 1."""


class Entity(Struct, frozen=True, omit_defaults=True):
    id: str
    """Unique in the document, such as "e3"."""
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    description: str | None = None
    mentions: tuple[Mention, ...] = ()
    reason: str = ""
    """One sentence: why its names were merged, or ""."""


_TERM = 3
"""Most words of a term."""


class QuoteKind(StrEnum):
    DIRECT = "direct"
    REPORTED = "reported"


class Quote(Struct, frozen=True, omit_defaults=True):
    span: Span
    """Includes the quotation marks."""
    speaker: str | None = None
    """`Entity.id`."""
    speaker_span: Span | None = None
    cue: str | None = None
    kind: QuoteKind = QuoteKind.DIRECT

    def is_term(self, text: str) -> bool:
        """True for 'the "deep state"', which nobody is known to have said."""
        unsaid = self.kind is QuoteKind.DIRECT and not (self.speaker or self.speaker_span)
        words = self.span.of(text)
        return unsaid and len(words.split()) <= _TERM and not any(c in "?!" for c in words)
