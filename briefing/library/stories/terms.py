"""What tells the story of an issue: its words, names and figures."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from zlib import crc32

from msgspec import Struct

from briefing.analysis.entities.person_name import parse_person_name
from briefing.analysis.segmentation.stems import FUNCTION_WORDS, stem_word
from briefing.library.stories.wire_copies import UNSPACED, Sketch, sketch
from briefing.model import Briefing, Entity, EntityKind, Section, SectionKind
from briefing.storage.records import name_key

_WORD = re.compile(r"[^\W\d_][\w’'.-]{2,}")
_UNSPACED = re.compile(UNSPACED)
_FIGURE = re.compile(r"\d(?:[\d,.]*\d)")
_LEAD = 700
_LONGEST = 40_000
"""Code points of an issue that are looked at."""

Key = int
"""CRC-32 of a stem or a name."""


class Terms(Struct, frozen=True):
    words: Counter[Key]
    lead: Counter[Key]
    names: Counter[Key]
    title: Counter[Key]
    figures: frozenset[Key]
    """Of two digits or more."""
    forms: dict[Key, str]
    sketch: Sketch

    @property
    def keys(self) -> set[Key]:
        return {*self.words, *self.names, *self.title}


def find_terms(briefing: Briefing, section: Section) -> Terms:
    """The title is the document's if the document has one issue only."""
    document, found = briefing.document, briefing.analysis
    issues = sum(each.kind is SectionKind.ISSUE for each in found.sections)
    title = (document.title if issues == 1 else None) or section.title
    text = section.span.of(document.text)[:_LONGEST]
    forms: dict[Key, str] = {}
    words = _count_words(text, forms)
    names = _count_names(briefing.analysis.entities or (), section, forms)
    return Terms(
        words,
        _count_words(text[:_LEAD], forms),
        names,
        _count_words(title, forms),
        frozenset(key_of(figure) for figure in _FIGURE.findall(text)),
        forms,
        sketch(text),
    )


def key_of(term: str) -> Key:
    return crc32(term.encode())


def _count_words(text: str, forms: dict[Key, str]) -> Counter[Key]:
    counts: Counter[Key] = Counter()
    for run in _WORD.findall(text):
        for word in _words_in(run):
            if word.lower() not in FUNCTION_WORDS:
                key = key_of(stem_word(word))
                counts[key] += 1
                forms.setdefault(key, word.strip(".'’-"))
    return counts


def _words_in(run: str) -> Sequence[str]:
    if run.isascii() or not _UNSPACED.search(run):
        return (run,)
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _count_names(
    entities: Iterable[Entity], section: Section, forms: dict[Key, str]
) -> Counter[Key]:
    counts: Counter[Key] = Counter()
    for entity in entities:
        count = sum(section.span.holds(mention.span.start) for mention in entity.mentions)
        if count:
            key = key_of(name_term(entity))
            counts[key] += count
            forms[key] = entity.name
    return counts


def name_term(entity: Entity) -> str:
    person = entity.kind is EntityKind.PERSON
    name = parse_person_name(entity.name).family if person else entity.name
    return f"{entity.kind.value} {name_key(name)}"
