import io
import struct
from datetime import UTC, datetime, timedelta
from typing import Any

from briefing.errors import FormatError
from briefing.sources.converted import Converted
from briefing.sources.damaged import blaming
from briefing.sources.html.parse_dom import to_text
from briefing.sources.mail.body import body_from_html, body_from_plain
from briefing.sources.mail.outlook_rtf import decompress_rtf, html_from_rtf
from briefing.sources.office.rtf import convert_rtf
from briefing.sources.text.charset import clean_text, decode_text

_SUBJECT, _SENDER, _BODY, _HTML, _RTF = "0037", "0C1A", "1000", "1013", "1009"
_ADDRESSES = ("5D01", "0C1F")
"""Of the sender; inside an organization the second is no mail address."""
_SENT = 0x0039
_PROPERTIES = "__properties_version1.0"
_MESSAGE = "__substg1.0_".encode("utf-16-le")
"""Stands in the directory of every message, also of one whose directory is damaged elsewhere."""
_OLD = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
"""The main stream of what the Office programs wrote until 2007."""
_LARGEST = 32 << 20
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def convert_outlook(data: bytes, name: str = "", charset: str = "") -> Converted:
    import olefile

    message = name.lower().endswith(".msg") or _MESSAGE in data
    kind = "Outlook message" if message else "file"
    with (
        blaming(kind, OSError, ValueError, IndexError, struct.error),
        olefile.OleFileIO(io.BytesIO(data)) as file,
    ):
        if file.exists("EncryptedPackage"):
            raise FormatError("It is locked with a password; save a copy without one.")
        if any(map(file.exists, _OLD)) or not message:
            raise FormatError("It is an old Office file; save it as DOCX, ODT or PDF.")
        html, body = _read(file, _HTML, "0102"), _text(file, _BODY)
        packed = b"" if html else _read(file, _RTF, "0102")
        subject, sender, sent = _text(file, _SUBJECT), _text(file, _SENDER), _date(file)
        addresses = [_text(file, each) for each in _ADDRESSES]
        if not file.exists(_PROPERTIES) and not (html or packed or body.strip()):
            raise FormatError("It is a damaged Outlook message; get a fresh copy of it.")
    inside, outside = _body(html, packed, body)
    if not inside and not outside:
        raise FormatError("It is a message without text; open it in the program that wrote it.")
    return Converted(
        markdown=inside,
        boilerplate=[outside] if outside else [],
        title=" ".join(subject.split()) or None,
        byline=" ".join(sender.split()) or None,
        site=" ".join(sender.split()) or None,
        sender=next((each for each in addresses if "@" in each), None),
        published=sent,
    )


def _body(html: bytes, packed: bytes, plain: str) -> tuple[str, str]:
    """(message, boilerplate): RTF comes before plain text only if it holds the HTML that was sent."""
    if html:
        return body_from_html(to_text(html)[0])
    if plain.strip():
        sent = _sent_html(packed)
        return body_from_html(sent) if sent else body_from_plain(plain)
    if not packed:
        return "", ""
    rtf = decompress_rtf(packed)
    sent = html_from_rtf(rtf)
    if sent is not None:
        return body_from_html(sent)
    found = convert_rtf(rtf)
    return found.markdown, "\n\n".join(found.boilerplate)


def _sent_html(packed: bytes) -> str | None:
    """None also where the RTF is damaged, since there is plain text."""
    try:
        return html_from_rtf(decompress_rtf(packed)) if packed else None
    except FormatError:
        return None


def _read(file: Any, property: str, kind: str) -> bytes:
    path = f"__substg1.0_{property}{kind}"
    return file.openstream(path).read(_LARGEST) if file.exists(path) else b""


def _text(file: Any, property: str) -> str:
    """A property in UTF-16 (type 001F), else in an 8-bit code page (001E)."""
    wide = _read(file, property, "001F")
    if wide:
        return clean_text(wide.decode("utf-16-le", "replace"))
    narrow = _read(file, property, "001E")
    return decode_text(narrow)[0] if narrow else ""


def _date(file: Any) -> str | None:
    """Properties are 16 bytes each after a header of 32 (MS-OXMSG 2.4), times in 100 ns since 1601."""
    data = file.openstream(_PROPERTIES).read(1 << 16) if file.exists(_PROPERTIES) else b""
    for at in range(32, len(data) - 15, 16):
        kind, number, _, value = struct.unpack_from("<HHIQ", data, at)
        if (number, kind) == (_SENT, 0x0040) and value < 1 << 60:
            return (_EPOCH + timedelta(microseconds=value // 10)).isoformat(timespec="minutes")
    return None
