"""Values to columns and back, one factory a type."""

import json
import zlib
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from briefing.model import Analysis, Bookmark, Document, Highlight, Note, codec
from briefing.model.packed_blocks import PackedBlocks

T = TypeVar("T")
_SMALL = 1 << 16
"""Bytes up to which compressing well takes two milliseconds at most."""
_LARGEST = 1 << 29
"""Bytes that are unpacked of one value: a text of 64 MiB, the largest that is read unless told otherwise, has fewer."""

MARK_TYPES: dict[str, type[Bookmark] | type[Highlight] | type[Note]] = {
    "bookmark": Bookmark,
    "highlight": Highlight,
    "note": Note,
}
"""The kinds of mark, as the database names them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A briefing of the library, as its list shows it."""

    sha256: str
    title: str
    agency: str | None
    published: str | None
    words: int
    sections: int
    """How many issues it has, overview and boilerplate left out."""
    read: int
    """How many of them were read."""
    marks: int
    opened: str
    """ISO 8601 date and time, UTC."""
    source: str | None


@dataclass(frozen=True, slots=True)
class Position:
    """Where the reader is: the offset of the first character of the line at `row` of the pane."""

    offset: int
    row: int = 0


KEPT = """
    SELECT d.sha256, d.title, d.agency, d.published, d.words, d.sections,
           (SELECT count(*) FROM read_mark r WHERE r.sha256 = d.sha256),
           (SELECT count(*) FROM mark m WHERE m.sha256 = d.sha256),
           d.opened,
           (SELECT address FROM source s WHERE s.sha256 = d.sha256 ORDER BY number DESC LIMIT 1)
    FROM document d
"""
"""The columns of `Kept`, in its order."""


def packed(value: object) -> bytes:
    """A value of the model as compressed JSON."""
    return _compressed(text(value).encode("ascii"))


def packed_document(document: Document) -> tuple[bytes, bytes]:
    """A document's text in UTF-8; and the rest of it as JSON with its packed blocks behind it; all compressed."""
    words = document.text.encode("utf-8", "surrogatepass")
    head = text(replace(document, text="", blocks=())).encode("ascii")
    blocks = bytes(PackedBlocks.of(document.blocks))
    return _compressed(words), _compressed(head) + _compressed(blocks)


def _unpacked(data: bytes) -> tuple[bytes, bytes]:
    """What was compressed, and what stands behind it.

    Raises:
        ValueError, zlib.error: when it is damaged, or larger than anything that is kept.
    """
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(data, _LARGEST)
    if not unpacker.eof:
        raise ValueError("It ends too soon, or is too large")
    return found, unpacker.unused_data


def _compressed(data: bytes) -> bytes:
    """`data` compressed well where that is quick; else at once, which leaves a tenth more of it."""
    return zlib.compress(data, 6 if len(data) <= _SMALL else 1)


def document(text: bytes | None, body: bytes) -> Document:
    """The Document of which `packed_document` made these.

    Older bodies have the blocks in their JSON, and those without a text the text, too.
    """
    head, packed = _unpacked(body)
    data = json.loads(head)
    if text is not None:
        data["text"] = plain_text(text)
    found = codec.load(Document, data)
    return replace(found, blocks=PackedBlocks(_unpacked(packed)[0])) if packed else found


def format_of(body: bytes) -> str:
    """The format that the document of `body` was read from."""
    head = json.loads(_unpacked(body)[0])
    return str(head.get("format", Document.__dataclass_fields__["format"].default))


def plain_text(text: bytes) -> str:
    """The text that `packed_document` compressed."""
    return _unpacked(text)[0].decode("utf-8", "surrogatepass")


def analysis(body: bytes) -> Analysis:
    """The Analysis in `body`."""
    return codec.load(Analysis, json.loads(_unpacked(body)[0]))


def text(value: object) -> str:
    """A value of the model as JSON in ASCII."""
    return json.dumps(codec.dump(value), separators=(",", ":"))


def value(kind: type[T], body: str) -> T:
    """The value of type `kind` in `body`."""
    return codec.load(kind, json.loads(body))


def anything(body: str) -> Any:
    """The JSON in `body`."""
    return json.loads(body)
