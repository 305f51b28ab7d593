from collections.abc import Iterator

from briefing.cli.output import Piece
from briefing.model import Briefing, Entity, EntityKind, Quote, SectionKind, TitleSource
from briefing.model.calendar_words import iso_day
from briefing.model.section import (
    inner_heading,
    issue_numbers,
    own_number,
    section_body,
    shown_title,
    uses_document_title,
)
from briefing.model.span import Span


def briefing_lines(briefing: Briefing) -> Iterator[Piece]:
    document = briefing.document
    if document.title:
        yield document.title, "title"
    names = dict.fromkeys((document.agency, document.byline))
    facts = (*names, document.dateline, iso_day(document.published))
    if any(facts):
        yield ", ".join(filter(None, facts)), "dim"
    for index in range(len(briefing.analysis.sections)):
        yield "", ""
        yield from section_lines(briefing, index)
    yield from _entities(briefing.analysis.entities or ())
    yield from _quotes(briefing)


def section_lines(briefing: Briefing, index: int, *, alone: bool = False) -> Iterator[Piece]:
    section = briefing.analysis.sections[index]
    number = issue_numbers(briefing.analysis.sections)[index]
    inferred = " (inferred title)" if section.title_source is TitleSource.INFERRED else ""
    folded = section.kind is SectionKind.BOILERPLATE
    body = section_body(briefing.document, section, alone=alone)
    if heading := inner_heading(briefing.document, section):
        before = Span(body.start, heading.start).of(briefing.document.text).strip("\n")
        yield from ((before, ""), ("", "")) if before else ()
        body = Span(heading.end, body.end)
    if alone or not uses_document_title(briefing.document, section):
        title = shown_title(section)
        counted = f"{number}. " if number and own_number(title) != str(number) else ""
        yield f"{counted}{title}{inferred}", "heading"
        yield "", ""
    text = body.of(briefing.document.text).strip("\n")
    for line in text.split("\n"):
        yield line, "dim" if folded else ""


def _entities(entities: tuple[Entity, ...]) -> Iterator[Piece]:
    for kind, heading in (
        (EntityKind.PERSON, "People"),
        (EntityKind.ORGANIZATION, "Organizations"),
        (EntityKind.PLACE, "Places"),
    ):
        found = sorted((e for e in entities if e.kind is kind), key=lambda e: -len(e.mentions))
        if found:
            yield from (("", ""), (heading, "heading"), ("", ""))
        for entity in found:
            description = f" - {entity.description}" if entity.description else ""
            yield f"{entity.name} ({len(entity.mentions)}){description}", ""


def _quotes(briefing: Briefing) -> Iterator[Piece]:
    text = briefing.document.text
    quotes = briefing.quotations()
    if quotes:
        yield from (("", ""), ("Quotes", "heading"), ("", ""))
    names = {entity.id: entity.name for entity in briefing.analysis.entities or ()}
    for quote in quotes:
        words = " ".join(quote.span.of(text).split())
        yield f"{_speaker(quote, names, text)} ({quote.kind}): {words}", ""


def _speaker(quote: Quote, names: dict[str, str], text: str) -> str:
    if quote.speaker in names:
        return names[quote.speaker]
    return quote.speaker_span.of(text) if quote.speaker_span else "Unknown"
