import uuid

from msgspec import Struct

from briefing.model import Anchor, Annotation, Briefing, Quote, QuoteKind, TitleSource, title_at
from briefing.model.anchoring import make_anchor
from briefing.model.portable_annotations import DocumentRef

ATTRIBUTED = "(attributed by Briefing)"


class ExportedQuote(Struct, frozen=True):
    id: str
    """Stable."""
    anchor: Anchor
    section_title: str
    speaker: str
    """A name or a description; "" if unknown."""
    cue: str
    kind: QuoteKind

    @property
    def attribution(self) -> str:
        return f"{self.speaker or 'somebody'} {ATTRIBUTED}"


class Bundle(Struct, frozen=True):
    about: DocumentRef
    marks: tuple[Annotation, ...]
    quotes: tuple[ExportedQuote, ...] = ()
    inferred: frozenset[str] = frozenset()
    """Titles of issues that the text does not have."""


def describe_document(briefing: Briefing) -> DocumentRef:
    document = briefing.document
    return DocumentRef(
        sha256=document.sha256,
        address=document.source if document.source != "-" else None,
        title=document.title,
        author=document.byline if document.byline != document.agency else None,
        agency=document.agency,
        published=document.published,
    )


def inferred_titles(briefing: Briefing) -> frozenset[str]:
    every = briefing.analysis.sections
    return frozenset(each.title for each in every if each.title_source is TitleSource.INFERRED)


def quotes_of(briefing: Briefing) -> tuple[ExportedQuote, ...]:
    names = {entity.id: entity.name for entity in briefing.analysis.entities or ()}
    return tuple(_export_quote(briefing, quote, names) for quote in briefing.quotations())


def _export_quote(briefing: Briefing, quote: Quote, names: dict[str, str]) -> ExportedQuote:
    text, sections = briefing.document.text, briefing.analysis.sections
    speaker = names.get(quote.speaker or "", "")
    if not speaker and quote.speaker_span:
        speaker = quote.speaker_span.of(text)
    place = f"quote {briefing.document.sha256} {quote.span.start} {quote.span.end}"
    return ExportedQuote(
        str(uuid.uuid5(uuid.NAMESPACE_OID, place)),
        make_anchor(text, quote.span),
        title_at(sections, quote.span.start),
        " ".join(speaker.split()),
        quote.cue or "",
        quote.kind,
    )
