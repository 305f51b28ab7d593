"""From a document to its sections: the steps in their order."""

from collections.abc import Sequence

from briefing.analysis.segmentation.boilerplate import find_boilerplate
from briefing.analysis.segmentation.build_sections import build_sections
from briefing.analysis.segmentation.find_boundaries import find_boundaries
from briefing.analysis.segmentation.paragraphs import Paragraph, find_paragraphs
from briefing.model import Document, Section, Span


def split_sections(document: Document, *, top_level: bool = False) -> tuple[Section, ...]:
    """The sections of `document`, in order, covering its text; one at least where there is text.

    With `top_level`, headings below the outline's first level start no section of their own.
    """
    units = find_paragraphs(document)
    junk = _junk(units, document.boilerplate)
    cuts = find_boundaries(units, junk, document.title)
    if top_level:
        cuts = [cut for cut in cuts if cut.level == 1]
    return build_sections(document, units, junk, cuts)


def _junk(units: list[Paragraph], taken_out: Sequence[Span]) -> set[int]:
    """The furniture: what the source's reader took out of the article, and what is found in the rest."""
    known = {i for i, u in enumerate(units) if any(span.contains(u.span) for span in taken_out)}
    rest = [i for i in range(len(units)) if i not in known]
    return known | {rest[i] for i in find_boilerplate([units[i] for i in rest])}
