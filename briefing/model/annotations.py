from datetime import datetime

from msgspec import Struct

from briefing.model.span import Span


class Anchor(Struct, frozen=True, omit_defaults=True):
    """W3C TextQuoteSelector and TextPositionSelector."""

    exact: str
    prefix: str
    suffix: str
    span: Span


class Bookmark(Struct, frozen=True, omit_defaults=True):
    id: str
    """A random UUID, the same in every export."""
    document: str
    anchor: Anchor
    section_title: str
    created: datetime
    note: str = ""


class Highlight(Struct, frozen=True, omit_defaults=True):
    id: str
    document: str
    anchor: Anchor
    section_title: str
    created: datetime
    colour: str = "yellow"


class Note(Struct, frozen=True, omit_defaults=True):
    id: str
    document: str
    anchor: Anchor
    section_title: str
    created: datetime
    body: str = ""


Annotation = Bookmark | Highlight | Note
COLOURS = ("yellow", "green", "blue", "pink")
