"""Corrections for tests of how they are kept."""

from briefing.model import Anchor, Span
from briefing.model.section_corrections import CorrectionAction, SectionCorrection


def titled(title: str) -> SectionCorrection:
    """A section that the reader gave `title`."""
    return SectionCorrection(CorrectionAction.RENAME, Anchor("words", "", "", Span(0, 5)), title)
