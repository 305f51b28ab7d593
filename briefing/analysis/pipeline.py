"""The steps of the analysis, in their order. What finds people is imported when it is first used."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefing.analysis.segmentation.segment import split_sections
from briefing.model import Analysis, Briefing, Document, Entity, Mention, Quote, Section

if TYPE_CHECKING:
    from briefing.analysis.ner import Recognizer


def split(document: Document, *, top_level: bool = False) -> tuple[Section, ...]:
    """The sections of `document`: in order, without overlap, covering its whole text.

    With `top_level`, only headings of the outline's first level start a section.
    """
    return split_sections(document, top_level=top_level)


def analyse(
    briefing: Briefing, recogniser: "Recognizer", report: Callable[[float], None]
) -> Analysis:
    """The analysis of a briefing that has been split: who is in it, and who said what."""
    document, sections = briefing.document, briefing.analysis.sections
    mentions = find_names(document, recogniser, report)
    entities = resolve(document, sections, mentions)
    quotes = attribute(document, sections, entities)
    return replace(briefing.analysis, entities=entities, quotes=quotes)


def find_names(
    document: Document, recogniser: "Recognizer", report: Callable[[float], None]
) -> tuple[Mention, ...]:
    """The names in `document`: what the recogniser finds, mended by the document as a whole."""
    from briefing.analysis.entities.mention_steps import refine_mentions
    from briefing.analysis.mask_code import mask_code

    text = mask_code(document)
    return refine_mentions(text, recogniser.mentions(text, report))


def resolve(
    document: Document, sections: tuple[Section, ...], mentions: tuple[Mention, ...]
) -> tuple[Entity, ...]:
    """Who is who among the mentions: each person, organization and place once."""
    from briefing.analysis.entities.resolve_entities import resolve_mentions

    return resolve_mentions(document, sections, mentions)


def attribute(
    document: Document, sections: tuple[Section, ...], entities: tuple[Entity, ...]
) -> tuple[Quote, ...]:
    """What is quoted and reported in `document`, and who said it."""
    from briefing.analysis.quotes.attribute_quotes import attribute_quotes

    return attribute_quotes(document, sections, entities)
