"""The people, organizations and places in a document, and what they said."""

from enum import StrEnum

from msgspec import Struct

from briefing.model.span import Span


class EntityKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"


class Mention(Struct, frozen=True, omit_defaults=True):
    """One occurrence of a name."""

    span: Span
    kind: EntityKind
    score: float = 1.0
    """How sure the recogniser is, 0 to 1."""


class Entity(Struct, frozen=True, omit_defaults=True):
    """A person, an organization or a place, with every mention of it in order."""

    id: str
    """Unique in the document, such as "e3"."""
    kind: EntityKind
    name: str
    """The fullest form of the name in the text."""
    aliases: tuple[str, ...] = ()
    description: str | None = None
    """What the text says of it."""
    mentions: tuple[Mention, ...] = ()
    reason: str = ""
    """One sentence: why its names were joined; "" where there is one form only."""


class QuoteKind(StrEnum):
    """Whether the words are quoted or reported."""

    DIRECT = "direct"
    REPORTED = "reported"


class Quote(Struct, frozen=True, omit_defaults=True):
    """Words attributed to somebody."""

    span: Span
    """The words said, quotation marks included."""
    speaker: str | None = None
    """The id of the entity that said them."""
    speaker_span: Span | None = None
    """The words that name the speaker, such as "Officials" or "he"."""
    cue: str | None = None
    """The word that attributes, such as "said"."""
    kind: QuoteKind = QuoteKind.DIRECT
