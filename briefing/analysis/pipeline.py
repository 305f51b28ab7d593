"""The steps of the analysis; those for people are imported on first use."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefing.analysis.segmentation.segment import split_sections
from briefing.analysis.spoken_turns import add_speakers, add_turns
from briefing.model import Analysis, Briefing, Document, Entity, Mention, Quote, Section

if TYPE_CHECKING:
    from briefing.analysis.ner import Recognizer


def split(document: Document, *, top_level: bool = False) -> tuple[Section, ...]:
    """With `top_level`, only headings of the first level start a section."""
    return split_sections(document, top_level=top_level)


def analyse(
    briefing: Briefing, recogniser: "Recognizer", report: Callable[[float], None]
) -> Analysis:
    document, sections = briefing.document, briefing.analysis.sections
    mentions = add_speakers(document, find_names(document, recogniser, report))
    entities = resolve(document, sections, mentions)
    quotes = add_turns(document, entities, attribute(document, sections, entities))
    return replace(briefing.analysis, entities=entities, quotes=quotes)


def find_names(
    document: Document, recogniser: "Recognizer", report: Callable[[float], None]
) -> tuple[Mention, ...]:
    from briefing.analysis.entities.mention_steps import refine_mentions
    from briefing.analysis.mask_code import mask_code

    text = mask_code(document)
    return refine_mentions(text, recogniser.mentions(text, report))


def resolve(
    document: Document, sections: tuple[Section, ...], mentions: tuple[Mention, ...]
) -> tuple[Entity, ...]:
    from briefing.analysis.entities.resolve_entities import resolve_mentions

    return resolve_mentions(document, sections, mentions)


def attribute(
    document: Document, sections: tuple[Section, ...], entities: tuple[Entity, ...]
) -> tuple[Quote, ...]:
    from briefing.analysis.quotes.attribute_quotes import attribute_quotes

    return attribute_quotes(document, sections, entities)
