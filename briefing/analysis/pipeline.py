"""The steps of the analysis, in their order."""

from briefing.analysis.sections.split import split_sections
from briefing.model import Document, Section


def split(document: Document, *, top_level: bool = False) -> tuple[Section, ...]:
    """The sections of `document`: in order, without overlap, covering its whole text.

    With `top_level`, only headings of the outline's first level start a section.
    """
    return split_sections(document, top_level=top_level)
