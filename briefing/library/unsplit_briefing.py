"""Texts on the screen before they are split, or read whole: one section, and for a beginning a name of its own."""

from msgspec.structs import replace

from briefing.model import Analysis, Briefing, Document, Section, SectionKind, Span, TitleSource
from briefing.storage.records import DocumentRecord, to_record

HEAD = "head:"
"""Stands before the address of a text of which only the beginning is kept, so that it is no version of the whole."""
_BEGINNING = "This is the beginning of the text; the rest was not read yet."


def make_unsplit(document: Document) -> tuple[Section, ...]:
    """One section for a text whose issues are not known yet."""
    title = document.title or "Reading"
    reason = "The rest of the text is still being read."
    span = Span(0, len(document.text))
    return (
        Section(
            SectionKind.OVERVIEW, title, TitleSource.INFERRED, span, confidence=0.0, reason=reason
        ),
    )


def is_unsplit(sections: tuple[Section, ...]) -> bool:
    """Whether a text with these sections is still to be split; no cut has a confidence of 0."""
    return (
        len(sections) == 1
        and sections[0].kind is SectionKind.OVERVIEW
        and sections[0].confidence == 0.0
    )


def as_head(document: Document) -> Document:
    """The first blocks of a large text, known as that."""
    return replace(document, notices=(*document.notices, _BEGINNING))


def is_head(document: Document) -> bool:
    """Whether this is only the beginning of a text."""
    return _BEGINNING in document.notices


def pack_unsplit(document: Document) -> DocumentRecord:
    """The rows of a text that is not split yet."""
    rows = to_record(Briefing(document, Analysis(make_unsplit(document))))
    if not is_head(document) or not document.source:
        return rows
    return replace(rows, source=HEAD + document.source)
