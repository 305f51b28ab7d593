"""Damaged files: a sound one with bytes turned, taken out, doubled or put in, the same for the same seed."""

import io
import random
import zipfile

CHUNKS = (
    b"\x00" * 8,
    b"\xff" * 8,
    b"\x1b[31m",
    b"&#27;",
    b"<div>" * 300,
    b"</p>",
    b"<![CDATA[",
    b"<!--",
    b"{" * 50,
    b"}" * 5,
    b"\\u-1 ",
    b"\\bin99999999 ",
    b"%s%n",
    b"999999999999",
    b"-1",
    b"=?x?b?",
    b"\r\n--b--\r\n",
    b"endobj",
    b"/Kids [1 0 R 2 0 R 3 0 R]",
    "‮\ud7ff".encode(),
)


def mutated(data: bytes, seed: int) -> bytes:
    """`data` with one to eight damages; in a zip file, half of the time in one of its parts."""
    chance = random.Random(seed)
    if data[:2] == b"PK" and chance.random() < 0.5:
        return _inside_zip(data, chance)
    return _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(found) + 1)
        size = min(chance.choice((1, 4, 40, 400)), len(found) - at)
        match chance.randrange(5):
            case 0 if found:
                found[min(at, len(found) - 1)] ^= 1 << chance.randrange(8)
            case 1:
                del found[at : at + size]
            case 2:
                found[at:at] = found[at : at + size] * chance.choice((1, 2, 50))
            case 3:
                found[at:at] = chance.choice(CHUNKS)
            case _:
                found[at : at + size] = chance.randbytes(size)
    return bytes(found[: chance.randrange(len(found) + 1)] if chance.random() < 0.1 else found)


def _inside_zip(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = _damaged(parts[name], chance)
    if chance.random() < 0.2:
        parts.pop(chance.choice(sorted(parts)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
