"""The panes of a document: one section an issue."""

from dataclasses import dataclass
from enum import StrEnum

from briefing.model.span import Span


class SectionKind(StrEnum):
    """What a section is to the reader."""

    OVERVIEW = "overview"
    ISSUE = "issue"
    BOILERPLATE = "boilerplate"


class TitleSource(StrEnum):
    """Who gave a section its title."""

    DOCUMENT = "document"
    INFERRED = "inferred"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Section:
    """One pane. Sections are in order, never overlap and cover the whole text."""

    kind: SectionKind
    title: str
    title_source: TitleSource
    span: Span
    level: int = 1
    """Depth in the outline, from 1."""
    confidence: float = 1.0
    """How likely the section starts rightly here, 0 to 1."""
    reason: str = ""
    """One sentence: why the section starts here."""
    heading: Span | None = None
    """The span of the heading in the text, where there is one."""


def section_at(sections: tuple[Section, ...], offset: int) -> int:
    """The index of the section that holds `offset`, the last one past the end; -1 without sections."""
    low, high = 0, len(sections)
    while low < high:
        middle = (low + high) // 2
        if sections[middle].span.end <= offset:
            low = middle + 1
        else:
            high = middle
    return min(low, len(sections) - 1)
