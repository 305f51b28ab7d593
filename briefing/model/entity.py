"""The people, organizations and places in a document, and what they said."""

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
    """Mentions are in order."""

    id: str
    """Unique in the document, such as "e3"."""
    kind: EntityKind
    name: str
    """The fullest form of the name in the text."""
    aliases: tuple[str, ...] = ()
    description: str | None = None
    """What the text says about it, such as "a lawyer in Ohio"."""
    mentions: tuple[Mention, ...] = ()
    reason: str = ""
    """One sentence: why its names were merged, or ""."""


class QuoteKind(StrEnum):
    DIRECT = "direct"
    REPORTED = "reported"


class Quote(Struct, frozen=True, omit_defaults=True):
    span: Span
    """Includes the quotation marks."""
    speaker: str | None = None
    """`Entity.id`."""
    speaker_span: Span | None = None
    """Such as "Officials" or "he"."""
    cue: str | None = None
    """Such as "said"."""
    kind: QuoteKind = QuoteKind.DIRECT
