import io
import struct
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct

from briefing.errors import FormatError
from briefing.sources.converted import Converted
from briefing.sources.damaged import blaming
from briefing.sources.mail.attachments import attachment_notice
from briefing.sources.mail.calendar import event_head
from briefing.sources.mail.inner_messages import inner_heading, lower_headings
from briefing.sources.mail.outlook_body import choose_body
from briefing.sources.text.charset import clean_text, decode_text
from briefing.sources.text.mail_thread import FORWARDS

_SUBJECT, _SENDER, _BODY, _HTML, _RTF = "0037", "0C1A", "1000", "1013", "1009"
_ADDRESSES = ("5D01", "0C1F")
"""Of the sender; inside an organization the second is no mail address."""
_SENT = 0x0039
_NAMED = "__nameid_version1.0/__substg1.0_{}0102"
_APPOINTMENT = bytes.fromhex("0220060000000000c000000000000046")
_STARTS, _ENDS, _PLACE = 0x820D, 0x820E, 0x8208
_PROPERTIES = "__properties_version1.0"
_MESSAGE = "__substg1.0_".encode("utf-16-le")
"""Stands in the directory of every message, also of one whose directory is damaged elsewhere."""
_OLD = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
"""The main stream of what the Office programs wrote until 2007."""
_LARGEST = 32 << 20
_MOST_ATTACHMENTS = 200
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_DATES = range(116_444_736_000_000_000, 915_151_392_000_000_000)
"""From 1970 to 4501, which means none."""


class _Message(Struct, frozen=True):
    file: Any
    folder: str = ""
    """Of a message inside another: the storage that holds it, with a slash."""

    def read(self, property: str, kind: str) -> bytes:
        path = f"{self.folder}__substg1.0_{property}{kind}"
        return self.file.openstream(path).read(_LARGEST) if self.file.exists(path) else b""

    def text(self, property: str) -> str:
        """A property in UTF-16 (type 001F), else in an 8-bit code page (001E)."""
        wide = self.read(property, "001F")
        if wide:
            return clean_text(wide.decode("utf-16-le", "replace"))
        narrow = self.read(property, "001E").rstrip(b"\0")
        return decode_text(narrow)[0] if narrow else ""

    def line(self, property: str) -> str:
        return " ".join(self.text(property).split())

    def date(self) -> str | None:
        sent = self.time(_SENT)
        return sent.isoformat(timespec="minutes") if sent else None

    def time(self, property: int) -> datetime | None:
        """Properties are 16 bytes each after a header of 32, inside others of 24 (MS-OXMSG 2.4),
        times in 100 ns since 1601.
        """
        data = self.stream(self.folder + _PROPERTIES)
        for at in range(24 if self.folder else 32, len(data) - 15, 16):
            kind, number, _, value = struct.unpack_from("<HHIQ", data, at)
            if (number, kind) == (property, 0x0040) and value in _DATES:
                return _EPOCH + timedelta(microseconds=value // 10)
        return None

    def stream(self, path: str) -> bytes:
        return self.file.openstream(path).read(1 << 16) if self.file.exists(path) else b""

    def event(self) -> str:
        """Its properties have their numbers by name (MS-OXOCAL 2.2.1)."""
        sets, entries = (self.stream(_NAMED.format(part)) for part in ("0002", "0003"))
        names = {}
        for at in range(0, len(entries) - 7, 8):
            name, kind, number = struct.unpack_from("<IHH", entries, at)
            start = ((kind >> 1) - 3) * 16
            if kind & 1 == 0 and start >= 0 and sets[start : start + 16] == _APPOINTMENT:
                names[name] = 0x8000 + number
        place = self.line(f"{names.get(_PLACE, 0):04X}")
        return event_head(
            _moment(self.time(names.get(_STARTS, 0))),
            _moment(self.time(names.get(_ENDS, 0))),
            place,
        )

    def body(self) -> tuple[str, str]:
        html = self.read(_HTML, "0102")
        packed = b"" if html else self.read(_RTF, "0102")
        forwards = bool(FORWARDS.match(self.line(_SUBJECT)))
        return choose_body(html, packed, self.text(_BODY), forwards=forwards)

    def attachments(self) -> list["_Message"]:
        paths = self.file.listdir(streams=False, storages=True)
        return [
            _Message(self.file, f"{self.folder}{path[-1]}/")
            for path in paths
            if path[-1].startswith("__attach_version1.0_#")
            and "/".join((*path[:-1], "")) == self.folder
        ]


def convert_outlook(data: bytes, name: str = "", charset: str = "") -> Converted:
    import olefile

    kind = "Outlook message" if name.lower().endswith(".msg") or _MESSAGE in data else "file"
    with (
        blaming(kind, OSError, ValueError, IndexError, struct.error),
        olefile.OleFileIO(io.BytesIO(data)) as file,
    ):
        if file.exists("EncryptedPackage"):
            raise FormatError("It is locked with a password; save a copy without one.")
        if any(map(file.exists, _OLD)) or kind == "file":
            raise FormatError("It is an old Office file; save it as DOCX, ODT or PDF.")
        return _converted(_Message(file))


def _converted(message: _Message) -> Converted:
    inside, outside = message.body()
    if not message.file.exists(_PROPERTIES) and not (inside or outside):
        raise FormatError("It is a damaged Outlook message; get a fresh copy of it.")
    parts, around, attached = [message.event(), inside], [outside], list[str]()
    _add_attachments(message, parts, around, attached)
    if not any(parts) and not any(around):
        raise FormatError("It is a message without text; open it in the program that wrote it.")
    addresses = map(message.text, _ADDRESSES)
    return Converted(
        markdown="\n\n".join(filter(None, parts)),
        boilerplate=list(filter(None, around)),
        title=message.line(_SUBJECT) or None,
        byline=message.line(_SENDER) or None,
        site=message.line(_SENDER) or None,
        sender=next((each for each in addresses if "@" in each), None),
        published=message.date(),
        notices=[attachment_notice(attached)] if attached else [],
    )


def _moment(found: datetime | None) -> str:
    return f"{found:%Y-%m-%d %H:%M} UTC" if found else ""


def _add_attachments(
    message: _Message, parts: list[str], around: list[str], attached: list[str]
) -> None:
    waiting = message.attachments()
    for _ in range(_MOST_ATTACHMENTS):
        if not waiting:
            return
        each = waiting.pop(0)
        inner = _Message(message.file, f"{each.folder}__substg1.0_3701000D/")
        if message.file.exists(inner.folder + _PROPERTIES):
            inside, outside = inner.body()
            fields = {"From": inner.line(_SENDER), "Date": inner.date() or ""}
            parts += [inner_heading(inner.line(_SUBJECT), fields), lower_headings(inside)]
            around.append(outside)
            waiting[:0] = inner.attachments()
        elif not each.text("3712") or not each.text("370E").startswith("image/"):
            attached += filter(None, [each.line("3707") or each.line("3704") or each.line("3001")])
