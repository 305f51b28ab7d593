"""TNEF (MS-OXTNEF)."""

import struct
from collections.abc import Iterator

from msgspec import Struct, field

from briefing.errors import FormatError
from briefing.sanitize import sanitize_line
from briefing.sources.converted import Converted
from briefing.sources.mail.attachments import attachment_notice
from briefing.sources.mail.outlook_body import choose_body
from briefing.sources.text.charset import clean_text, decode_text

_SIGNATURE = b"\x78\x9f\x3e\x22"
_SUBJECT, _BODY, _PROPERTIES, _FILE, _FILE_PROPERTIES = 0x8004, 0x800C, 0x9003, 0x8010, 0x9005
_PLAIN, _HTML, _RTF, _LONG_NAME = 0x1000, 0x1013, 0x1009, 0x3707
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_TEXT, _WIDE_TEXT, _BYTES, _OBJECT = 0x1E, 0x1F, 0x102, 0xD
_SEVERAL, _NAMED = 0x1000, 0x8000
_MOST = 10_000


class Winmail(Struct):
    html: bytes = b""
    rtf: bytes = b""
    plain: str = ""
    subject: str = ""
    files: list[str] = field(default_factory=list)

    def body(self) -> tuple[str, str]:
        try:
            return choose_body(self.html, self.rtf, self.plain)
        except FormatError:
            return "", ""


def convert_winmail(data: bytes, name: str = "", charset: str = "") -> Converted:
    found = read_winmail(data)
    inside, outside = found.body() if found else ("", "")
    if found is None or not (inside or outside):
        raise FormatError("It is a message without text; open it in the program that wrote it.")
    return Converted(
        markdown=inside,
        boilerplate=[outside] if outside else [],
        title=found.subject or None,
        notices=[attachment_notice(found.files)] if found.files else [],
    )


def read_winmail(data: bytes) -> Winmail | None:
    """None for anything else."""
    if not data.startswith(_SIGNATURE):
        return None
    found = Winmail()
    try:
        for number, value in _attributes(data):
            _take(found, number, value)
    except (struct.error, IndexError):
        pass
    return found


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(data):
        number, _, size = struct.unpack_from("<HHI", data, at + 1)
        yield number, data[at + 9 : at + 9 + size]
        at += 11 + size


def _take(found: Winmail, number: int, value: bytes) -> None:
    if number == _BODY:
        found.plain = found.plain or _text(value)
    elif number == _SUBJECT:
        found.subject = _line(value)
    elif number == _FILE:
        found.files.append(_line(value))
    elif number == _FILE_PROPERTIES and found.files:
        for name, said in _properties(value):
            if name == _LONG_NAME:
                found.files[-1] = _line(said)
    elif number == _PROPERTIES:
        for name, said in _properties(value):
            if name == _HTML:
                found.html = said
            elif name == _RTF:
                found.rtf = said
            elif name == _PLAIN:
                found.plain = _text(said)


def _properties(data: bytes) -> Iterator[tuple[int, bytes]]:
    (count,) = struct.unpack_from("<I", data)
    at = 4
    for _ in range(min(count, _MOST)):
        kind, name = struct.unpack_from("<HH", data, at)
        at += 4
        if name >= _NAMED:
            at = _after_name(data, at)
        several, kind = kind & _SEVERAL, kind & ~_SEVERAL
        values = 1
        if several or kind not in _FIXED:
            (values,) = struct.unpack_from("<I", data, at)
            at += 4
        value = b""
        for _ in range(min(values, _MOST)):
            size, at = _size(data, at, kind)
            value = data[at : at + size]
            at += (size + 3) & ~3
        yield name, value.decode("utf-16-le", "replace").encode() if kind == _WIDE_TEXT else value


def _after_name(data: bytes, at: int) -> int:
    (kind,) = struct.unpack_from("<I", data, at + 16)
    if kind == 0:
        return at + 24
    size: int = struct.unpack_from("<I", data, at + 20)[0]
    return at + 24 + ((size + 3) & ~3)


def _size(data: bytes, at: int, kind: int) -> tuple[int, int]:
    if kind in _FIXED:
        return _FIXED[kind], at
    size: int = struct.unpack_from("<I", data, at)[0]
    return size, at + 4


def _text(value: bytes) -> str:
    value = value.rstrip(b"\0")
    return clean_text(decode_text(value)[0]) if value else ""


def _line(value: bytes) -> str:
    return sanitize_line(" ".join(_text(value).split()))
