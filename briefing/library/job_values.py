from typing import Literal, TypeAlias

from msgspec import Struct, field

from briefing.storage.records import DocumentRecord, IndexRecord

PackedDocument: TypeAlias = tuple[bytes, bytes]
"""From `serialization.pack_document`."""


ELAPSED = 1.5
"""Seconds that may pass for one of the processor."""


class IngestRequest(Struct, frozen=True):
    name: str
    source: str | None = None
    """If not `name`."""
    charset: str = ""
    kind: Literal["bytes", "entry", "mail", "document"] = "bytes"
    """A source's bytes, a feed entry as JSON, a message from a mailbox, or a packed document."""
    published: str | None = None
    preview: bool = False
    all_documents: bool = False
    split: bool = True
    by_topic: bool = False
    """Divide what seems to be one story too."""
    recogniser: str | None = None
    """None for no entities."""
    index: bool = False
    """Make index records too."""


class FirstPart(Struct, frozen=True):
    documents: list[PackedDocument]
    """All documents, or the head of one; empty if unwanted or unknown."""
    size: int
    """Of the remaining work, in code points or bytes."""
    whole: bool


class Ingested(Struct, frozen=True):
    records: list[DocumentRecord] = field(default_factory=list)
    index: list[IndexRecord] = field(default_factory=list)


class EntitiesRequest(Struct, frozen=True):
    recogniser: str
    any_language: bool = False
    """Read foreign text as if it were in the recogniser's language."""
    seconds: float | None = None
    """Of the processor."""


class FoundEntities(Struct, frozen=True):
    analysis: bytes
    share: float
    """Of the text."""


class FeedRequest(Struct, frozen=True):
    name: str
    charset: str = ""


class ListRequest(Struct, frozen=True):
    """For the feeds of an OPML file."""
