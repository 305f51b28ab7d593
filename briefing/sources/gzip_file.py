import zlib
from collections.abc import Iterator

from briefing.errors import FormatError

_SIGNATURE = b"\x1f\x8b\x08"
_LARGEST = 64 << 20
_PIECE = 1 << 13
_AUTO = 32 + zlib.MAX_WBITS
_DAMAGED = "It is a damaged gzip file; get a fresh copy of it."


def unpack_gzip(data: bytes) -> bytes:
    """Anything else stays as it is.

    Raises:
        FormatError: It is damaged or too large.
    """
    if not data.startswith(_SIGNATURE):
        return data
    try:
        return b"".join(_unpack(data))
    except zlib.error:
        raise FormatError(_DAMAGED) from None


def _unpack(data: bytes) -> Iterator[bytes]:
    left, at = _LARGEST + 1, 0
    while data.startswith(_SIGNATURE, at):  # Another may follow (RFC 1952, 2.2), or padding.
        reader = zlib.decompressobj(_AUTO)
        while at < len(data) and not reader.eof:
            piece = data[at : at + _PIECE]
            found = reader.decompress(piece, left)
            left -= len(found)
            if left <= 0 or reader.unconsumed_tail:
                said = f"It contains more than {_LARGEST >> 20} MB; unpack it and give a part."
                raise FormatError(said)
            at += len(piece) - len(reader.unused_data)
            yield found
        if not reader.eof:
            raise FormatError(_DAMAGED)
