"""From a document to its sections: the steps in their order."""

from briefing.analysis.sections.boundaries import find_cuts
from briefing.analysis.sections.furniture import furniture
from briefing.analysis.sections.panes import panes
from briefing.analysis.sections.units import paragraphs
from briefing.model import Document, Section


def split_sections(document: Document, *, top_level: bool = False) -> tuple[Section, ...]:
    """The sections of `document`, in order, covering its text; one at least where there is text.

    With `top_level`, headings below the outline's first level start no section of their own.
    """
    units = paragraphs(document)
    junk = furniture(units)
    cuts = find_cuts(units, junk, document.title)
    if top_level:
        cuts = [cut for cut in cuts if cut.level == 1]
    return panes(document, units, junk, cuts)
