"""All that was found in one document."""

from dataclasses import dataclass

from briefing.model.document import Document
from briefing.model.entity import Entity, Quote
from briefing.model.section import Section


@dataclass(frozen=True, slots=True)
class Analysis:
    """Sections, and entities and quotes, which are None until they have been looked for."""

    sections: tuple[Section, ...] = ()
    entities: tuple[Entity, ...] | None = None
    quotes: tuple[Quote, ...] | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """A document and what was found in it, as kept."""

    document: Document
    analysis: Analysis
