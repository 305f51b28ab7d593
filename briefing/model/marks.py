"""The reader's marks and the anchors that hold them to a text."""

from dataclasses import dataclass
from datetime import datetime

from briefing.model.span import Span


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a mark stands: W3C TextQuoteSelector and TextPositionSelector together."""

    exact: str
    prefix: str
    suffix: str
    span: Span


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A mark to come back to."""

    id: str
    """A random UUID, the same in every export."""
    document: str
    """`Document.sha256`."""
    anchor: Anchor
    section_title: str
    created: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage."""

    id: str
    document: str
    anchor: Anchor
    section_title: str
    created: datetime
    colour: str = "yellow"
    """One of `COLOURS`."""


@dataclass(frozen=True, slots=True)
class Note:
    """The reader's own words about a passage."""

    id: str
    document: str
    anchor: Anchor
    section_title: str
    created: datetime
    body: str = ""


COLOURS = ("yellow", "green", "blue", "pink")
