"""A briefing as its rows: made where there is time, written where there is one writer."""

from collections import Counter
from dataclasses import dataclass

from briefing.model import Briefing, Entity, SectionKind, section_at
from briefing.model.folding import fold
from briefing.storage import rows


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section, as search needs it."""

    kind: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameRow:
    """One entity: where it is named, as pairs of a section's number and a count."""

    kind: str
    key: str
    name: str
    entity: str
    named: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """A briefing as the database keeps it."""

    sha256: str
    title: str
    agency: str | None
    published: str | None
    words: int
    issues: int
    source: str | None
    people: bool
    """Whether names were looked for."""
    text: bytes
    body: bytes
    analysis: bytes
    """These three compressed, as `rows` reads them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index takes up of a briefing."""

    sha256: str
    title: str
    sections: tuple[SectionRow, ...]
    names: tuple[NameRow, ...]


def pack(briefing: Briefing) -> Packed:
    """The rows of `briefing`."""
    document, found = briefing.document, briefing.analysis
    text, body = rows.packed_document(document)
    return Packed(
        document.sha256,
        document.title or "Untitled",
        document.agency,
        document.published,
        document.words,
        sum(section.kind is SectionKind.ISSUE for section in found.sections),
        document.source if document.source != "-" else None,
        found.entities is not None,
        text,
        body,
        rows.packed(found),
    )


def entry_of(briefing: Briefing) -> Entry:
    """What the index takes up of `briefing`."""
    document, found = briefing.document, briefing.analysis
    sections = tuple(
        SectionRow(each.kind.value, each.title, each.span.start, each.span.end)
        for each in found.sections
    )
    names = tuple(_name(each, briefing) for each in found.entities or ())
    return Entry(document.sha256, document.title or "", sections, names)


def name_key(name: str) -> str:
    """What two forms of a name have in common when only case, accents and spaces differ."""
    return " ".join(fold(name).split())


def _name(entity: Entity, briefing: Briefing) -> NameRow:
    sections = briefing.analysis.sections
    counts = Counter(section_at(sections, mention.span.start) for mention in entity.mentions)
    key = name_key(entity.name)
    return NameRow(entity.kind.value, key, entity.name, entity.id, tuple(counts.items()))
