"""Splits a document into sections."""

from briefing.analysis.segmentation.boilerplate import find_boilerplate
from briefing.analysis.segmentation.build_sections import build_sections
from briefing.analysis.segmentation.find_boundaries import find_boundaries
from briefing.analysis.segmentation.paragraphs import Paragraph, find_paragraphs
from briefing.model import Document, Section


def split_sections(document: Document, *, top_level: bool = False) -> tuple[Section, ...]:
    """In order, covering the text; at least one if there is text.

    With `top_level`, headings below the first level start no section.
    """
    units = find_paragraphs(document)
    boilerplate = _all_boilerplate(units, document)
    cuts = find_boundaries(units, boilerplate, document.title, structured=document.structured)
    if top_level:
        cuts = [cut for cut in cuts if cut.level == 1]
    return build_sections(document, units, boilerplate, cuts)


def _all_boilerplate(units: list[Paragraph], document: Document) -> set[int]:
    taken_out = document.boilerplate
    known = {i for i, u in enumerate(units) if any(span.contains(u.span) for span in taken_out)}
    if document.structured:
        return known
    rest = [i for i in range(len(units)) if i not in known]
    return known | {rest[i] for i in find_boilerplate([units[i] for i in rest])}
