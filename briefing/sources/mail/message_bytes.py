"""The bytes of a message as the mail standards have them."""

import codecs

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def to_standard_bytes(data: bytes) -> bytes:
    """`data` in UTF-8 where it was saved as UTF-16, from the first line that is not blank."""
    if data.startswith(_UTF_16):
        data = data[: len(data) // 2 * 2].decode("utf-16", "replace").encode()
    return data.removeprefix(codecs.BOM_UTF8).lstrip()
