from msgspec import Struct

from briefing.model.document import Document
from briefing.model.entity import Entity, Quote
from briefing.model.section import Section


class Analysis(Struct, frozen=True, omit_defaults=True):
    """`entities` and `quotes` are None until they have been looked for."""

    sections: tuple[Section, ...] = ()
    entities: tuple[Entity, ...] | None = None
    quotes: tuple[Quote, ...] | None = None


class Briefing(Struct, frozen=True, omit_defaults=True):
    document: Document
    analysis: Analysis

    def quotations(self) -> tuple[Quote, ...]:
        """Without terms."""
        text = self.document.text
        return tuple(q for q in self.analysis.quotes or () if not q.is_term(text))
