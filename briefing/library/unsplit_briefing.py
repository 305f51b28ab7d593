from msgspec.structs import replace

from briefing.model import Analysis, Briefing, Document, Section, SectionKind, Span, TitleSource
from briefing.storage.records import DocumentRecord, to_record

HEAD = "head:"
"""Prefix of a head's address, so that it is no version of the whole."""
_BEGINNING = "This is the beginning of the text; the rest has not been read yet."


def make_unsplit(document: Document) -> tuple[Section, ...]:
    title = document.title or "Reading"
    reason = "The rest of the text is still being read."
    span = Span(0, len(document.text))
    return (
        Section(
            SectionKind.OVERVIEW, title, TitleSource.INFERRED, span, confidence=0.0, reason=reason
        ),
    )


def is_unsplit(sections: tuple[Section, ...]) -> bool:
    """Recognized by confidence 0, which no real section has."""
    return (
        len(sections) == 1
        and sections[0].kind is SectionKind.OVERVIEW
        and sections[0].confidence == 0.0
    )


def as_head(document: Document) -> Document:
    return replace(document, notices=(*document.notices, _BEGINNING))


def is_head(document: Document) -> bool:
    return _BEGINNING in document.notices


def pack_unsplit(document: Document) -> DocumentRecord:
    rows = to_record(Briefing(document, Analysis(make_unsplit(document))))
    if not is_head(document) or not document.source:
        return rows
    return replace(rows, source=HEAD + document.source)
