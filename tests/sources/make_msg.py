"""A message as Outlook saves it: a compound file (MS-CFB) whose streams all fill eight sectors or more."""

import struct
from typing import Any

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
LEAST = 4096


def msg(subject: str, sender: str, html: str, sent: int) -> bytes:
    """`sent`: 100 ns since 1601."""
    properties = bytes(32) + struct.pack("<HHIQ", 0x0040, 0x0039, 6, sent)
    return compound(
        {
            "__substg1.0_0037001F": _padded(subject).encode("utf-16-le"),
            "__substg1.0_0C1A001F": _padded(sender).encode("utf-16-le"),
            "__substg1.0_10130102": _padded(html).encode(),
            "__properties_version1.0": properties.ljust(LEAST, b"\0"),
        }
    )


def _padded(text: str) -> str:
    return text.ljust(LEAST)


def compound(streams: dict[str, Any]) -> bytes:
    table: list[int] = []
    content: list[bytes] = []
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    _add_entries(streams, entries, content, table)
    directory = _filled(b"".join(entries))
    start = len(table)
    _chain(table, start + len(directory) // 512)
    place = len(table)
    table.append(FAT)
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    )
    head += struct.pack("<IIIIIIIII", 0, 1, start, 0, LEAST, END, 0, END, 0)
    head += struct.pack("<109I", place, *[FREE] * 108)
    fat = struct.pack("<128I", *table, *[FREE] * (128 - len(table)))
    return head + b"".join(content) + directory + fat


def _add_entries(
    streams: dict[str, Any], entries: list[bytes], content: list[bytes], table: list[int]
) -> None:
    left = len(streams)
    for name, inner in streams.items():
        at, left = len(entries), left - 1
        entries.append(b"")
        if isinstance(inner, bytes):
            start, size, kind, child = len(table), len(inner), 2, FREE
            content.append(_filled(inner))
            _chain(table, start + len(content[-1]) // 512)
        else:
            start, size, kind, child = 0, 0, 1, len(entries)
            _add_entries(inner, entries, content, table)
        right = len(entries) if left else FREE
        entries[at] = _entry(name, kind, start, size, right=right, child=child)


def _filled(data: bytes) -> bytes:
    return data.ljust(-(-len(data) // 512) * 512, b"\0")


def _chain(table: list[int], end: int) -> None:
    """Adds sectors up to `end` that follow one another."""
    while len(table) < end:
        table.append(len(table) + 1 if len(table) + 1 < end else END)


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = FREE, child: int = FREE
) -> bytes:
    wide = name.encode("utf-16-le")
    head = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2, kind, 1)
    return head + struct.pack("<III36xIQ", FREE, right, child, start, size)


def winmail(subject, plain, file):
    """A packed message: its subject, a body in UTF-16 after a property that somebody named, a file."""
    name = "Lamp".encode("utf-16-le")
    named = (
        struct.pack("<HH16sII", 3, 0x8001, b"x" * 16, 1, len(name))
        + name
        + b"\0" * (-len(name) % 4)
    )
    words = plain.encode("utf-16-le")
    body = struct.pack("<HHII", 0x1F, 0x1000, 1, len(words)) + words + b"\0" * (-len(words) % 4)
    properties = struct.pack("<I", 2) + named + struct.pack("<I", 7) + body
    parts = [
        (0x8004, subject.encode() + b"\0"),
        (0x9003, properties),
        (0x8010, file.encode() + b"\0"),
    ]
    return b"\x78\x9f\x3e\x22\0\0" + b"".join(
        struct.pack("<BHHI", 1, number, 0, len(value)) + value + b"\0\0" for number, value in parts
    )
