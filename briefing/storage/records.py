"""A briefing as its rows: made where there is time, written where there is one writer."""

import os
import re
from collections import Counter

from msgspec import Struct

from briefing.model import (
    Briefing,
    Document,
    Entity,
    EntityKind,
    SectionKind,
    section_at,
    serialization,
)
from briefing.model.folding import fold_accents

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SUFFIXES = frozenset(("jr", "jnr", "sr", "snr", "ii", "iii", "iv", "esq"))
_LONGEST = 8
"""Letters of an acronym."""

_FIRST = 6
"""Words by which a text is called that has neither a title nor a name."""


class SectionRow(Struct, frozen=True):
    """One section, as search needs it."""

    kind: str
    title: str
    start: int
    end: int


class NameRow(Struct, frozen=True):
    """One entity: where it is named, as pairs of a section's number and a count."""

    kind: str
    key: str
    name: str
    entity: str
    named: tuple[tuple[int, int], ...]
    description: str | None = None
    acronyms: tuple[str, ...] = ()
    """The folded letters of its other forms that are acronyms."""


class DocumentRecord(Struct, frozen=True):
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


class IndexRecord(Struct, frozen=True):
    """What the index takes up of a briefing."""

    sha256: str
    title: str
    sections: tuple[SectionRow, ...]
    names: tuple[NameRow, ...]


def to_record(briefing: Briefing) -> DocumentRecord:
    """The rows of `briefing`."""
    document, found = briefing.document, briefing.analysis
    text, body = serialization.pack_document(document)
    return DocumentRecord(
        document.sha256,
        plain_words(document.title or _called(document)),
        document.agency,
        document.published,
        document.words,
        sum(section.kind is SectionKind.ISSUE for section in found.sections),
        plain_words(document.source) if document.source and document.source != "-" else None,
        found.entities is not None,
        text,
        body,
        serialization.pack_value(found),
    )


def to_index_record(briefing: Briefing) -> IndexRecord:
    """What the index takes up of `briefing`."""
    document, found = briefing.document, briefing.analysis
    sections = tuple(
        SectionRow(each.kind.value, each.title, each.span.start, each.span.end)
        for each in found.sections
    )
    names = tuple(_name(each, briefing) for each in found.entities or ())
    return IndexRecord(document.sha256, document.title or "", sections, names)


def plain_words(text: str) -> str:
    """A text that the database can hold: no lone surrogates, which names of files may have."""
    return text.encode("utf-8", "backslashreplace").decode()


def _called(document: Document) -> str:
    """What a document without a title is called: its file's name, its address, or its first words."""
    source = document.source or "-"
    if source != "-":
        return source if "://" in source else os.path.basename(source)
    words = document.text.split(maxsplit=_FIRST)
    return " ".join(words[:_FIRST]) + (" …" if len(words) > _FIRST else "")


def name_key(name: str) -> str:
    """What two forms of a name have in common when only case, accents and spaces differ."""
    return " ".join(fold_accents(name).split())


def name_parts(kind: str, name: str) -> frozenset[str]:
    """By what a name is found: a person's first and last word, another's words in one, the last or not."""
    words = _WORD.findall(fold_accents(name))
    if kind == EntityKind.PERSON:
        while len(words) > 1 and words[-1] in _SUFFIXES:
            words.pop()
        return frozenset({*words[:1], *words[-1:]})
    words = words[1:] if words[:1] == ["the"] else words
    return frozenset({"".join(words), "".join(words[:-1])} - {""})


def letters_and_digits(name: str) -> str:
    """The folded letters and digits of a name."""
    return "".join(_WORD.findall(fold_accents(name)))


def _is_acronym(form: str) -> bool:
    return form.isupper() and " " not in form and 2 <= len(letters_and_digits(form)) <= _LONGEST


def _name(entity: Entity, briefing: Briefing) -> NameRow:
    sections = briefing.analysis.sections
    counts = Counter(section_at(sections, mention.span.start) for mention in entity.mentions)
    short = dict.fromkeys(letters_and_digits(each) for each in entity.aliases if _is_acronym(each))
    return NameRow(
        entity.kind.value,
        name_key(entity.name),
        entity.name,
        entity.id,
        tuple(counts.items()),
        entity.description,
        tuple(short),
    )
