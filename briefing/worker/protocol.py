"""What passes between the program and its child: frames of a head in JSON and a body of bytes."""

import json
import struct
from typing import Any, BinaryIO, NamedTuple, TypeAlias

Json: TypeAlias = Any
"""What `json.dumps` takes: None, bool, int, float, str, and lists and dicts of them."""


class Result(NamedTuple):
    """What a function gives that has bytes to give, too."""

    result: Json
    body: bytes = b""


_SIZES = struct.Struct(">QQ")


def write_frame(stream: BinaryIO, head: Json, body: bytes = b"") -> None:
    """Writes one frame and flushes."""
    encoded = json.dumps(head, separators=(",", ":")).encode("ascii")
    stream.write(_SIZES.pack(len(encoded), len(body)))
    stream.write(encoded)
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO, most: int) -> tuple[Json, bytes]:
    """Reads one frame of at most `most` bytes.

    Raises:
        EOFError: when the stream ends.
        OverflowError: when the frame is larger than `most`.
        ValueError: when its head is no JSON, or nested too deeply.
    """
    head_size, body_size = _SIZES.unpack(_exactly(stream, _SIZES.size))
    if head_size + body_size > most:
        raise OverflowError(head_size + body_size)
    head, body = _exactly(stream, head_size), _exactly(stream, body_size)
    try:
        return json.loads(head), body
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _exactly(stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size:
        part = stream.read(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
