"""From a document to its sections: the steps in their order."""

from briefing.analysis.sections.cuts import Cut
from briefing.analysis.sections.furniture import furniture
from briefing.analysis.sections.gaps import wide
from briefing.analysis.sections.headings import lines, marked
from briefing.analysis.sections.panes import panes
from briefing.analysis.sections.units import Unit, paragraphs
from briefing.model import Document, Section


def split_sections(document: Document, *, top_level: bool = False) -> tuple[Section, ...]:
    """The sections of `document`, in order, covering its text; one at least where there is text.

    With `top_level`, headings below the outline's first level start no section of their own.
    """
    units = paragraphs(document)
    junk = furniture(units)
    cuts = marked(units, junk, document.title) or _from_layout(units, junk)
    if top_level:
        cuts = [cut for cut in cuts if cut.level == 1]
    return panes(document, units, junk, cuts)


def _from_layout(units: list[Unit], junk: set[int]) -> list[Cut]:
    cuts = {cut.unit: cut for cut in wide(units, junk)}
    for cut in lines(units, junk):
        cuts.pop(cut.unit + 1, None)
        cuts[cut.unit] = cut
    return [cuts[unit] for unit in sorted(cuts)]
