"""A briefing on its way to another process: its parts one after the other, compressed."""

import json
import struct
import zlib
from dataclasses import replace

from briefing.model import codec
from briefing.model.analysis import Analysis, Briefing
from briefing.model.document import Document
from briefing.model.packed_blocks import PackedBlocks

_SIZES = struct.Struct(">4Q")


def to_bytes(briefing: Briefing) -> bytes:
    """`briefing` as `from_bytes` reads it."""
    document = briefing.document
    parts = (
        zlib.compress(document.text.encode("utf-8", "surrogatepass"), 1),
        zlib.compress(bytes(PackedBlocks.of(document.blocks)), 1),
        zlib.compress(_json(replace(document, text="", blocks=())), 1),
        zlib.compress(_json(briefing.analysis), 1),
    )
    return b"".join((_SIZES.pack(*map(len, parts)), *parts))


def from_bytes(data: bytes) -> Briefing:
    """The briefing that `to_bytes` made `data` of.

    Raises:
        KeyError, TypeError, ValueError, struct.error, zlib.error: when `data` does not describe one.
    """
    at, parts = _SIZES.size, []
    for size in _SIZES.unpack(data[:at]):
        parts.append(zlib.decompress(data[at : at + size]))
        at += size
    text, blocks, head, analysis = parts
    document = replace(
        codec.load(Document, {"text": "", **json.loads(head)}),
        text=text.decode("utf-8", "surrogatepass"),
        blocks=PackedBlocks(blocks),
    )
    return Briefing(document, codec.load(Analysis, json.loads(analysis)))


def _json(value: object) -> bytes:
    return json.dumps(codec.dump(value), separators=(",", ":")).encode("ascii")
