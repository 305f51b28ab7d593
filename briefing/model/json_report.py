"""The JSON output for other programs: types and JSON Schemas.

`python -m briefing.model.json_report` writes the schemas into the package.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from briefing.model.analysis import Briefing
from briefing.model.digest_origins import origins
from briefing.model.document import Document, count_words, reading_minutes
from briefing.model.entity import Entity, EntityKind, Quote, QuoteKind
from briefing.model.report_fields import SCHEMA, Count, Published, Sha256
from briefing.model.section import (
    Section,
    SectionKind,
    TitleSource,
    flatten_boilerplate,
    issue_numbers,
    section_at,
    shown_title,
)
from briefing.model.story_reports import ComparisonReport, FollowedStoriesReport, StoriesReport


class DocumentReport(Struct, frozen=True, forbid_unknown_fields=True):
    title: str | None
    byline: str | None
    agency: str | None
    dateline: str | None
    published: Published
    source: str | None
    language: Annotated[str, Meta(description="ISO 639-1 code.")] | None
    words: Count
    sha256: Sha256
    text: str


class SectionReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A section; sections are in order and cover the text."""

    index: Annotated[int, Meta(ge=0, description="Position in the list, from 0.")]
    number: Annotated[
        int,
        Meta(
            ge=0,
            description="The issue's number, as on screen and for --section, from 1; 0 for others.",
        ),
    ]
    kind: SectionKind
    title: str
    title_source: TitleSource
    level: Annotated[int, Meta(ge=1)]
    start: Count
    end: Count
    confidence: Annotated[float, Meta(ge=0, le=1)]
    reason: str
    words: Count
    minutes: Count


class MentionReport(Struct, frozen=True, forbid_unknown_fields=True):
    """One occurrence of a name."""

    start: Count
    end: Count
    section: Annotated[int, Meta(ge=0, description="A section's index.")]


class EntityReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A person, an organization or a place."""

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...]
    description: str | None
    mentions: tuple[MentionReport, ...]


class QuoteReport(Struct, frozen=True, forbid_unknown_fields=True):
    """Words attributed to somebody."""

    start: Count
    end: Count
    speaker: Annotated[str, Meta(description="An entity's id.")] | None
    speaker_start: int | None
    speaker_end: int | None
    cue: str | None
    section: Annotated[int, Meta(ge=0, description="A section's index.")]
    kind: QuoteKind


class BriefingReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A briefing. Offsets are code points of document.text, half-open; unknown is null."""

    schema: Literal[1]
    document: DocumentReport
    sections: tuple[SectionReport, ...]
    entities: tuple[EntityReport, ...]
    quotes: tuple[QuoteReport, ...]


class RangeReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A half-open range of code points."""

    start: Count
    end: Count


class HitReport(Struct, frozen=True, forbid_unknown_fields=True):
    """An issue that a search found."""

    document: Sha256
    title: str
    agency: str | None
    published: Published
    source: Annotated[str, Meta(description="The address or path of the briefing.")]
    section: Annotated[int, Meta(ge=0, description="The issue's index in the document.")]
    section_title: str
    section_title_marks: tuple[RangeReport, ...]
    section_start: Count
    section_end: Count
    start: Annotated[
        int,
        Meta(ge=0, description="Of the best match; start equals end if only the title matches."),
    ]
    end: Count
    snippet: str
    snippet_marks: tuple[RangeReport, ...]
    score: Annotated[
        float, Meta(description="The higher, the better; comparable within one search.")
    ]
    older: Annotated[
        bool, Meta(description="True if a later version of the document is in the library.")
    ]


class SearchReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A search result. Offsets are those of the document, in `marks` of the marked line."""

    schema: Literal[1]
    query: str
    total: Annotated[int, Meta(ge=0, description="How many issues were found.")]
    complete: Annotated[bool, Meta(description="False when there are more than total.")]
    hits: Annotated[tuple[HitReport, ...], Meta(description="The best first.")]


class DigestPassageReport(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a source, in the digest and there; none of a source that adds nothing."""

    start: Count
    end: Count
    document: Sha256
    source: Annotated[str, Meta(description="Path or address.")] | None
    source_start: Count
    source_end: Count


class DigestPaneReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A story, an issue that no other text tells of, or such issues of an outlet."""

    title: str
    start: Count
    end: Count
    reason: str
    passages: tuple[DigestPassageReport, ...]


class DigestReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A digest. Offsets are code points, half-open; `document` is null where nothing came in."""

    schema: Literal[1]
    document: Annotated[DocumentReport, Meta(description="The digest itself.")] | None
    kept: Annotated[bool, Meta(description="Whether it is in the library, and its texts are old.")]
    panes: tuple[DigestPaneReport, ...]


SCHEMAS: dict[str, tuple[type[Struct], str]] = {
    "briefing.schema.json": (
        BriefingReport,
        "A briefing, as `briefing show --format json` prints it",
    ),
    "search.schema.json": (SearchReport, "What `briefing search --format json` prints"),
    "digest.schema.json": (DigestReport, "What `briefing digest --format json` prints"),
    "stories.schema.json": (StoriesReport, "What `briefing stories --format json` prints"),
    "followed.schema.json": (
        FollowedStoriesReport,
        "What `briefing stories --followed --format json` prints",
    ),
    "comparison.schema.json": (
        ComparisonReport,
        "What `briefing stories --compare ID --format json` prints",
    ),
}


def report_briefing(briefing: Briefing, words_per_minute: int = 238) -> BriefingReport:
    sections = briefing.analysis.sections
    text = briefing.document.text
    counted = enumerate(zip(issue_numbers(sections), sections, strict=True))
    return BriefingReport(
        SCHEMA,
        _document(briefing.document),
        tuple(_section(at, each, number, text, words_per_minute) for at, (number, each) in counted),
        tuple(_entity(entity, sections) for entity in briefing.analysis.entities or ()),
        tuple(_quote(quote, sections) for quote in briefing.analysis.quotes or ()),
    )


def report_digest(
    digest: Briefing | None, kept: bool, source: Callable[[str], str | None]
) -> DigestReport:
    """`source` gives the source of the text with a hash."""
    if digest is None:
        return DigestReport(SCHEMA, None, kept, ())
    passages: defaultdict[int, list[DigestPassageReport]] = defaultdict(list)
    sections = digest.analysis.sections
    for each in origins(digest.document):
        place, words = each.source, each.words
        there = (place.sha256, source(place.sha256), place.span.start, place.span.end)
        told = DigestPassageReport(words.start, words.end, *there)
        passages[section_at(sections, each.name.start)].append(told)
    panes = tuple(
        DigestPaneReport(s.title, s.span.start, s.span.end, s.reason, tuple(passages[at]))
        for at, s in enumerate(sections)
    )
    return DigestReport(SCHEMA, _document(digest.document), kept, panes)


def with_boilerplate_unfolded(briefing: Briefing) -> Briefing:
    sections = flatten_boilerplate(briefing.analysis.sections, briefing.document.text)
    return replace(briefing, analysis=replace(briefing.analysis, sections=sections))


def only_section(report: BriefingReport, index: int) -> BriefingReport:
    entities = []
    for entity in report.entities:
        mentions = tuple(mention for mention in entity.mentions if mention.section == index)
        if mentions:
            entities.append(replace(entity, mentions=mentions))
    return replace(
        report,
        sections=(report.sections[index],),
        entities=tuple(entities),
        quotes=tuple(quote for quote in report.quotes if quote.section == index),
    )


def json_schema(name: str) -> dict[str, Any]:
    kind, title = SCHEMAS[name]
    schema = msgspec.json.schema(kind)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": title, **schema}


def _document(document: Document) -> DocumentReport:
    return DocumentReport(
        document.title,
        document.byline,
        document.agency,
        document.dateline,
        document.published,
        document.source,
        document.language,
        document.words,
        document.sha256,
        document.text,
    )


def _section(index: int, section: Section, number: int, text: str, speed: int) -> SectionReport:
    words = count_words(section.span.of(text))
    return SectionReport(
        index,
        number,
        section.kind,
        shown_title(section),
        section.title_source,
        section.level,
        section.span.start,
        section.span.end,
        round(section.confidence, 3),
        section.reason,
        words,
        reading_minutes(words, speed),
    )


def _entity(entity: Entity, sections: tuple[Section, ...]) -> EntityReport:
    mentions = tuple(
        MentionReport(each.span.start, each.span.end, section_at(sections, each.span.start))
        for each in entity.mentions
    )
    return EntityReport(
        entity.id, entity.kind, entity.name, entity.aliases, entity.description, mentions
    )


def _quote(quote: Quote, sections: tuple[Section, ...]) -> QuoteReport:
    who = quote.speaker_span
    return QuoteReport(
        quote.span.start,
        quote.span.end,
        quote.speaker,
        who.start if who else None,
        who.end if who else None,
        quote.cue,
        section_at(sections, quote.span.start),
        quote.kind,
    )


def all_schemas() -> dict[str, dict[str, Any]]:
    """By file name."""
    from briefing.model.listing_reports import listings_schema

    return {
        **{name: json_schema(name) for name in SCHEMAS},
        "listings.schema.json": listings_schema(),
    }


def write_schemas(folder: Path) -> None:
    for name, schema in all_schemas().items():
        (folder / name).write_text(json.dumps(schema, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_schemas(Path(__file__).parents[1])
