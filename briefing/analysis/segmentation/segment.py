"""Splits a document into sections."""

from collections.abc import Sequence

from briefing.analysis.segmentation.boilerplate import find_boilerplate
from briefing.analysis.segmentation.build_sections import build_sections
from briefing.analysis.segmentation.find_boundaries import find_boundaries
from briefing.analysis.segmentation.fold_headings import fold_headings
from briefing.analysis.segmentation.paragraphs import Paragraph, find_paragraphs
from briefing.model import Document, Section, Span

_PAGES = ("html", "mhtml")
"""Formats whose text was told from its page, and whose headings are layout as often as structure."""


def split_sections(document: Document, *, top_level: bool = False) -> tuple[Section, ...]:
    """In order, covering the text; at least one if there is text.

    With `top_level`, headings below the first level start no section.
    """
    units = find_paragraphs(document)
    chosen = document.format in _PAGES
    boilerplate = _all_boilerplate(units, document.boilerplate, chosen=chosen)
    cuts = find_boundaries(units, boilerplate, document.title)
    if chosen:
        cuts = fold_headings(units, boilerplate, cuts)
    if top_level:
        cuts = [cut for cut in cuts if cut.level == 1]
    return build_sections(document, units, boilerplate, cuts)


def _all_boilerplate(
    units: list[Paragraph], taken_out: Sequence[Span], *, chosen: bool
) -> set[int]:
    known = {i for i, u in enumerate(units) if any(span.contains(u.span) for span in taken_out)}
    rest = [i for i in range(len(units)) if i not in known]
    return known | {rest[i] for i in find_boilerplate([units[i] for i in rest], chosen=chosen)}
