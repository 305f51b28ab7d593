"""A briefing as the JSON that programs read; `briefing.schema.json` in the package describes it."""

from dataclasses import replace
from typing import Any

from briefing.model.analysis import Briefing
from briefing.model.document import Document, count_words, minutes
from briefing.model.entity import Entity, Quote
from briefing.model.section import Section, section_at, unfold

SCHEMA = 1


def as_json(briefing: Briefing, words_per_minute: int = 238) -> dict[str, Any]:
    """The briefing as JSON; offsets are code points of `document.text`, what is unknown is None."""
    sections = briefing.analysis.sections
    return {
        "schema": SCHEMA,
        "document": _document(briefing.document),
        "sections": [
            _section(index, section, briefing.document.text, words_per_minute)
            for index, section in enumerate(sections)
        ],
        "entities": [_entity(entity, sections) for entity in briefing.analysis.entities or ()],
        "quotes": [_quote(quote, sections) for quote in briefing.analysis.quotes or ()],
    }


def unfolded(briefing: Briefing) -> Briefing:
    """The briefing with the page furniture in the midst of its sections as sections of its own."""
    sections = unfold(briefing.analysis.sections, briefing.document.text)
    return replace(briefing, analysis=replace(briefing.analysis, sections=sections))


def only_section(report: dict[str, Any], index: int) -> dict[str, Any]:
    """The report with its section `index` alone, and the mentions and quotes that are in it."""
    entities = []
    for entity in report["entities"]:
        mentions = [m for m in entity["mentions"] if m["section"] == index]
        if mentions:
            entities.append({**entity, "mentions": mentions})
    return {
        **report,
        "sections": [report["sections"][index]],
        "entities": entities,
        "quotes": [q for q in report["quotes"] if q["section"] == index],
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "byline": document.byline,
        "agency": document.agency,
        "dateline": document.dateline,
        "published": document.published,
        "source": document.source,
        "language": document.language,
        "words": document.words,
        "sha256": document.sha256,
        "text": document.text,
    }


def _section(index: int, section: Section, text: str, speed: int) -> dict[str, Any]:
    words = count_words(section.span.of(text))
    return {
        "index": index,
        "kind": section.kind.value,
        "title": section.title,
        "title_source": section.title_source.value,
        "level": section.level,
        "start": section.span.start,
        "end": section.span.end,
        "confidence": round(section.confidence, 3),
        "reason": section.reason,
        "words": words,
        "minutes": minutes(words, speed),
    }


def _entity(entity: Entity, sections: tuple[Section, ...]) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "description": entity.description,
        "mentions": [
            {
                "start": mention.span.start,
                "end": mention.span.end,
                "section": section_at(sections, mention.span.start),
            }
            for mention in entity.mentions
        ],
    }


def _quote(quote: Quote, sections: tuple[Section, ...]) -> dict[str, Any]:
    who = quote.speaker_span
    return {
        "start": quote.span.start,
        "end": quote.span.end,
        "speaker": quote.speaker,
        "speaker_start": who.start if who else None,
        "speaker_end": who.end if who else None,
        "cue": quote.cue,
        "section": section_at(sections, quote.span.start),
        "kind": quote.kind.value,
    }
