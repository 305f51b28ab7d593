"""What jobs are asked and what they answer."""

from typing import Literal, TypeAlias

from msgspec import Struct, field

from briefing.storage.records import DocumentRecord, IndexRecord

PackedDocument: TypeAlias = tuple[bytes, bytes]
"""A document as `serialization.pack_document` packs it."""


class IngestRequest(Struct, frozen=True):
    """How to make briefings of some bytes."""

    name: str
    """The path or address of the bytes, by which formats without a signature are told."""
    source: str | None = None
    """What the documents say they came from, where that is not `name`."""
    charset: str = ""
    kind: Literal["bytes", "entry", "document"] = "bytes"
    """What the bytes are: those of a source, a feed's entry as JSON, or a packed document."""
    preview: bool = False
    """Whether documents, or the head of a large text, are sent ahead."""
    all_documents: bool = False
    """Whether every document of the source is split, or only the first."""
    split: bool = True
    recognizer: str | None = None
    """Who finds the entities; None where they are not wanted."""
    index: bool = False
    """Whether index records are wanted, too."""


class FirstPart(Struct, frozen=True):
    """What is known before the work that takes long."""

    documents: list[PackedDocument]
    """All documents, or the head of one; empty where they are not wanted or not known yet."""
    size: int
    """Code points or bytes of the work that is left."""
    whole: bool
    """Whether these are all documents in their full length."""


class Ingested(Struct, frozen=True):
    """The briefings of a source; empty where the caller wanted no more than the first part."""

    records: list[DocumentRecord] = field(default_factory=list)
    index: list[IndexRecord] = field(default_factory=list)


class EntitiesRequest(Struct, frozen=True):
    """Who finds the entities."""

    recognizer: str


class FeedRequest(Struct, frozen=True):
    """Where a feed came from."""

    name: str
    charset: str = ""


class ListRequest(Struct, frozen=True):
    """Asks for the feeds of an OPML file."""
