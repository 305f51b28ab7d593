"""The steps of the analysis, in their order."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from briefing.analysis.people.find import mend
from briefing.analysis.people.resolve import resolve
from briefing.analysis.quotes.attribute import attribute
from briefing.analysis.readable import readable
from briefing.analysis.sections.split import split_sections
from briefing.model import Analysis, Briefing, Document, Mention, Section

__all__ = ["analyse", "attribute", "find_names", "resolve", "split"]


class NameFinder(Protocol):
    """What finds names: a recogniser."""

    def mentions(self, text: str, report: Callable[[float], None] = ...) -> tuple[Mention, ...]:
        """The names in `text`; `report` is told how far it is, 0 to 1."""


def split(document: Document, *, top_level: bool = False) -> tuple[Section, ...]:
    """The sections of `document`: in order, without overlap, covering its whole text.

    With `top_level`, only headings of the outline's first level start a section.
    """
    return split_sections(document, top_level=top_level)


def find_names(
    document: Document, recogniser: NameFinder, report: Callable[[float], None]
) -> tuple[Mention, ...]:
    """The names in `document`: what the recogniser finds, mended by the document as a whole."""
    text = readable(document)
    return mend(text, recogniser.mentions(text, report))


def analyse(
    briefing: Briefing, recogniser: NameFinder, report: Callable[[float], None]
) -> Analysis:
    """The analysis of a briefing that has been split: who is in it, and who said what."""
    document, sections = briefing.document, briefing.analysis.sections
    mentions = find_names(document, recogniser, report)
    entities = resolve(document, sections, mentions)
    quotes = attribute(document, sections, entities)
    return replace(briefing.analysis, entities=entities, quotes=quotes)
