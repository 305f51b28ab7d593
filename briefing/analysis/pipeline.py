"""The steps of the analysis; those for people are imported on first use."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefing.analysis.cut_document import cut_document
from briefing.analysis.language import add_language, add_section_languages
from briefing.analysis.readable_text import ANY, readable_text
from briefing.analysis.segmentation.segment import split_sections
from briefing.analysis.spoken_turns import add_speakers, add_turns
from briefing.model import Analysis, Briefing, Document, Section
from briefing.model.languages import ENGLISH
from briefing.model.section import shown_title

if TYPE_CHECKING:
    from briefing.analysis.ner import Recogniser


def brief(document: Document, *, by_topic: bool = False) -> Briefing:
    document = add_language(document)
    sections = (replace(s, title=shown_title(s)) for s in split(document, by_topic=by_topic))
    return Briefing(document, Analysis(tuple(sections)))


def split(document: Document, *, by_topic: bool = False) -> tuple[Section, ...]:
    return add_section_languages(document, split_sections(document, by_topic=by_topic))


def analyse(
    briefing: Briefing,
    recogniser: "Recogniser",
    report: Callable[[float], object],
    *,
    any_language: bool = False,
) -> Analysis:
    """With `any_language`, foreign text is read as if it were English. True from `report` ends it."""
    from briefing.analysis.entities.mention_steps import refine_mentions
    from briefing.analysis.entities.resolve_entities import resolve_mentions
    from briefing.analysis.quotes.attribute_quotes import attribute_quotes

    document, sections = briefing.document, briefing.analysis.sections
    text = readable_text(document, sections, ANY if any_language else recogniser.language)
    read: float | None = None

    def ends(share: float) -> bool:
        nonlocal read
        read = share if report(share) is True else None
        return read is not None

    mentions = recogniser.mentions(text, ends)
    if read is not None:
        document, sections = cut_document(document, sections, round(read * len(text)))
    names = add_speakers(document, refine_mentions(text[: len(document.text)], mentions))
    entities = resolve_mentions(document, sections, names)
    found = attribute_quotes(document, sections, entities, ANY if any_language else ENGLISH)
    quotes = add_turns(document, entities, found)
    return replace(briefing.analysis, entities=entities, quotes=quotes)
