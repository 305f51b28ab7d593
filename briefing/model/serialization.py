"""Serializes values of the model: JSON for what stays readable in the database, MessagePack for documents and analyses.

Both omit defaults and check types; what cannot be decoded raises DamagedData. Text from MessagePack is sanitized again: workers
and files are not trusted. What the reader typed is sanitized when shown.
"""

import json
import zlib
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from briefing.errors import DamagedData
from briefing.model.analysis import Analysis, Briefing
from briefing.model.document import Document
from briefing.model.entity import Mention
from briefing.model.packed_blocks import PackedBlocks
from briefing.model.span import Span
from briefing.sanitize import is_clean, sanitize

T = TypeVar("T")
VERSION = 1
"""Version of the MessagePack format, stored in every document."""
_COMPRESS_WELL = 1 << 16
"""Bytes; up to here the stronger compression takes at most two milliseconds."""
_LARGEST = 1 << 29
"""Most bytes that one part may inflate to."""
_SLICE = 1 << 18
"""Code points of a text checked at a time."""
_WITHOUT_TEXT = (Span, Mention)
"""Types without text; `sanitize_values` skips them because there are thousands."""


class _Body(Struct, frozen=True, array_like=True):
    version: int
    head: Document
    """Without text, blocks and source."""
    source: bytes | None
    """UTF-8 with surrogates, because a file name need not be valid text."""
    blocks: bytes


class PackedBriefing(Struct, frozen=True, array_like=True):
    text: bytes
    body: bytes
    analysis: bytes


def pack_briefing(briefing: Briefing) -> PackedBriefing:
    return PackedBriefing(*pack_document(briefing.document), pack_value(briefing.analysis))


def unpack_briefing(packed: PackedBriefing) -> Briefing:
    """Raises DamagedData."""
    document = unpack_document(packed.text, packed.body)
    return Briefing(document, unpack_value(Analysis, packed.analysis))


def to_bytes(value: object) -> bytes:
    return msgspec.msgpack.encode(value)


def from_bytes(kind: type[T], data: bytes) -> T:
    try:
        return cast(T, _decoder(cast(Any, kind)).decode(data))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise DamagedData(str(error)) from None


def to_json(value: object) -> str:
    """Raises:
    TypeError: `value` is not of the model.
    """
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(sanitize_values(value)).decode()


def from_json(kind: type[T], data: str | bytes) -> T:
    try:
        try:
            found = _json_decoder(cast(Any, kind)).decode(data)
        except msgspec.DecodeError:  # msgspec rejects lone surrogates, which other programs write.
            found = msgspec.convert(json.loads(data), kind)
        return cast(T, found)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise DamagedData(str(error)) from None


def pack_document(document: Document) -> tuple[bytes, bytes]:
    """(text, the rest), each compressed."""
    body = _Body(
        VERSION,
        replace(document, text="", blocks=(), source=None),
        document.source.encode(errors="surrogatepass") if document.source is not None else None,
        bytes(PackedBlocks.of(document.blocks)),
    )
    words = document.text.encode(errors="surrogatepass")
    return _compress(words), _compress(msgspec.msgpack.encode(body))


def unpack_document(text: bytes, body: bytes) -> Document:
    """Raises DamagedData."""
    head = unpack_head(body)
    return replace(head, text=unpack_text(text))


def unpack_head(body: bytes) -> Document:
    try:
        found = _decoder(_Body).decode(_decompress(body))
        if found.version != VERSION:
            raise ValueError(f"version {found.version}")
        blocks = PackedBlocks(found.blocks)
        source = found.source.decode(errors="surrogatepass") if found.source is not None else None
    except (msgspec.MsgspecError, ValueError) as error:
        raise DamagedData(str(error)) from None
    head: Document = sanitize_values(found.head)
    return replace(head, blocks=blocks, source=source)


def unpack_text(text: bytes) -> str:
    try:
        words = _decompress(text).decode(errors="surrogatepass")
    except ValueError as error:
        raise DamagedData(str(error)) from None
    parts = (words[at : at + _SLICE] for at in range(0, len(words), _SLICE))
    return words if all(map(is_clean, parts)) else sanitize(words)


def pack_value(value: Struct) -> bytes:
    return _compress(msgspec.msgpack.encode(value))


def unpack_value(kind: type[T], data: bytes) -> T:
    try:
        return cast(T, sanitize_values(_decoder(cast(Any, kind)).decode(_decompress(data))))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise DamagedData(str(error)) from None


def sanitize_values(value: Any) -> Any:
    if isinstance(value, str):
        return value if is_clean(value) else type(value)(sanitize(value))
    if isinstance(value, _WITHOUT_TEXT):
        return value
    if isinstance(value, Struct):
        pairs = [(name, getattr(value, name)) for name in value.__struct_fields__]
        changed = {name: new for name, old in pairs if (new := sanitize_values(old)) is not old}
        return replace(value, **changed) if changed else value
    if isinstance(value, (tuple, list)):
        items = [sanitize_values(item) for item in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else type(value)(items)
    if isinstance(value, dict):
        return {sanitize_values(key): sanitize_values(item) for key, item in value.items()}
    return value


@cache
def _json_decoder(kind: Any) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(kind)


@cache
def _decoder(kind: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(kind)


def _compress(data: bytes) -> bytes:
    return zlib.compress(data, 6 if len(data) <= _COMPRESS_WELL else 1)


def _decompress(data: bytes) -> bytes:
    """ValueError if `data` is not complete compressed data or inflates to more than `_LARGEST`."""
    inflate = zlib.decompressobj()
    try:
        found = inflate.decompress(data, _LARGEST)
    except (zlib.error, TypeError) as error:
        raise ValueError(str(error)) from None
    if not inflate.eof or inflate.unused_data:
        raise ValueError("It is too large or incomplete.")
    return found
