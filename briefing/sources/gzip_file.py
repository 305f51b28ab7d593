import zlib

from briefing.errors import FormatError

_SIGNATURE = b"\x1f\x8b\x08"
_LARGEST = 64 << 20
_AUTO = 32 + zlib.MAX_WBITS


def unpack_gzip(data: bytes) -> bytes:
    """Anything else stays as it is.

    Raises:
        FormatError: It is damaged or too large.
    """
    if not data.startswith(_SIGNATURE):
        return data
    reader = zlib.decompressobj(_AUTO)
    try:
        found = reader.decompress(data, _LARGEST)
    except zlib.error:
        raise FormatError("It is a damaged gzip file; get a fresh copy of it.") from None
    if reader.unconsumed_tail:
        raise FormatError(f"It holds more than {_LARGEST >> 20} MB; unpack it and give a part.")
    return found
