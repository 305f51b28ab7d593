"""Frames between the program and a child: a JSON head and a binary body."""

import json
import struct
from typing import Any, BinaryIO, NamedTuple, TypeAlias

Json: TypeAlias = Any


class Result(NamedTuple):
    result: Json
    body: bytes = b""


_SIZES = struct.Struct(">QQ")


def write_frame(stream: BinaryIO, head: Json, body: bytes = b"") -> None:
    encoded = json.dumps(head, separators=(",", ":")).encode("ascii")
    stream.write(_SIZES.pack(len(encoded), len(body)))
    stream.write(encoded)
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO, most: int) -> tuple[Json, bytes]:
    """Raises:
    EOFError: The stream ends.
    OverflowError: The frame has more than `most` bytes.
    ValueError: The head is not JSON, or nested too deeply.
    """
    head_size, body_size = _SIZES.unpack(_read_exactly(stream, _SIZES.size))
    if head_size + body_size > most:
        raise OverflowError(head_size + body_size)
    head, body = _read_exactly(stream, head_size), _read_exactly(stream, body_size)
    try:
        return json.loads(head), body
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _read_exactly(stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size:
        part = stream.read(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
