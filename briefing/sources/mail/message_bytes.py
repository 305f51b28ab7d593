import codecs

_SEEN, _LEAST = 200, 40
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def to_standard_bytes(data: bytes) -> bytes:
    """`data` in UTF-8 where it was saved as UTF-16, from the first line that is not blank."""
    name = "utf-16" if data.startswith(_UTF_16) else _without_mark(data[:_SEEN])
    if name:
        data = data[: len(data) // 2 * 2].decode(name, "replace").encode()
    data = data.removeprefix(codecs.BOM_UTF8).lstrip()
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def _without_mark(head: bytes) -> str:
    """UTF-16 by the zero in every second byte of its Latin letters; "" for other bytes."""
    for name, zeros, letters in (
        ("utf-16-le", head[1::2], head[::2]),
        ("utf-16-be", head[::2], head[1::2]),
    ):
        if len(head) >= _LEAST and not any(zeros) and all(letters):
            return name
    return ""
