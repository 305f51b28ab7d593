"""A briefing's rows, made in workers and written by one process."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from briefing.late_pattern import late_pattern
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
from briefing.model.reading_time import article_words

_WORD = late_pattern(r"[^\W_]+(?:'[^\W_]+)*")
_SUFFIXES = frozenset(("jr", "jnr", "sr", "snr", "ii", "iii", "iv", "esq"))
_LONGEST = 8
"""Maximum letters of an acronym."""

_FIRST = 6
"""Words that name a text without a title."""


Passage: TypeAlias = tuple[str, str, str]
"""Title, words and boilerplate of a section, as `passage` in the schema has them."""


class SectionRow(Struct, frozen=True):
    kind: str
    title: str
    start: int
    end: int


class NameRow(Struct, frozen=True):
    kind: str
    key: str
    name: str
    entity: str
    named: tuple[tuple[int, int], ...]
    description: str | None = None
    acronyms: tuple[str, ...] = ()
    """Folded letters."""
    parts: tuple[str, ...] = ()


class DocumentRecord(Struct, frozen=True):
    sha256: str
    title: str
    agency: str | None
    published: str | None
    words: int
    issues: int
    source: str | None
    has_entities: bool
    """Whether names were looked for."""
    text: bytes
    body: bytes
    analysis: bytes
    """Compressed, as the next two; see `column_codec`."""


class IndexRecord(Struct, frozen=True):
    sha256: str
    sections: tuple[SectionRow, ...]
    passages: tuple[Passage, ...]
    """As many as sections."""
    names: tuple[NameRow, ...]


def to_record(briefing: Briefing) -> DocumentRecord:
    document, found = briefing.document, briefing.analysis
    text, body = serialization.pack_document(document)
    return DocumentRecord(
        document.sha256,
        plain_words(document.title or _make_title(document)),
        document.agency,
        document.published,
        article_words(document, found.sections) if found.sections else document.words,
        sum(section.kind is SectionKind.ISSUE for section in found.sections),
        plain_words(document.source) if document.source and document.source != "-" else None,
        found.entities is not None,
        text,
        body,
        serialization.pack_value(found),
    )


def to_index_record(briefing: Briefing) -> IndexRecord:
    document, found = briefing.document, briefing.analysis
    sections = tuple(
        SectionRow(each.kind.value, each.title, each.span.start, each.span.end)
        for each in found.sections
    )
    words = tuple(passages(document.title or "", sections, document.text))
    names = tuple(_name(each, briefing) for each in found.entities or ())
    return IndexRecord(document.sha256, sections, words, names)


def passages(title: str, sections: Iterable[SectionRow], text: str) -> Iterator[Passage]:
    """The first title includes the document's; boilerplate includes its own."""
    before = title
    for section in sections:
        words = text[section.start : section.end]
        if section.kind == SectionKind.BOILERPLATE:
            yield before, "", f"{section.title}\n{words}"
        else:
            yield f"{before}\n{section.title}", words, ""
        before = ""


def plain_words(text: str) -> str:
    """Drops lone surrogates, which file names may have and SQLite refuses."""
    return text.encode("utf-8", "backslashreplace").decode()


def _make_title(document: Document) -> str:
    source = document.source or "-"
    if source != "-":
        return source if "://" in source else os.path.basename(source)
    words = document.text.split(maxsplit=_FIRST)
    return " ".join(words[:_FIRST]) + (" …" if len(words) > _FIRST else "")


def name_key(name: str) -> str:
    """Ignores case, accents and spaces."""
    return " ".join(fold_accents(name).split())


def name_parts(kind: str, name: str) -> frozenset[str]:
    words = _WORD.findall(fold_accents(name))
    if kind == EntityKind.PERSON:
        while len(words) > 1 and words[-1] in _SUFFIXES:
            words.pop()
        return frozenset({*words[:1], *words[-1:]})
    words = words[1:] if words[:1] == ["the"] else words
    return frozenset({"".join(words), "".join(words[:-1])} - {""})


def letters_and_digits(name: str) -> str:
    """Folded."""
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
        tuple(name_parts(entity.kind.value, entity.name)),
    )
