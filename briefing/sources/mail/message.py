import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.parser import HeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice
from typing import TYPE_CHECKING

from briefing.errors import FormatError
from briefing.sources.converted import Converted
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.html.parse_dom import codec_name, declared_charset, find_codec
from briefing.sources.mail.attachments import attachment_notice
from briefing.sources.mail.body import body_from_html, body_from_plain
from briefing.sources.mail.calendar import add_events
from briefing.sources.mail.inner_messages import inner_heading, lower_headings
from briefing.sources.mail.message_bytes import to_standard_bytes
from briefing.sources.mail.report_blocks import is_report, report_blocks
from briefing.sources.mail.sealed import holds_secret, is_encrypted, is_sealed, signed_message
from briefing.sources.text.charset import clean_text, decode_text, is_utf_8
from briefing.sources.text.mail_thread import FORWARDS

if TYPE_CHECKING:
    from briefing.sources.mail.winmail import Winmail

_LONGEST_HEADER = 2000
"""Characters; headers are cut because the standard library is quadratic in some."""
_LONGEST_SENDER = 400
_FROM_LETTER = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}) from (\S.{1,60})\Z")
_MOST_PARTS = 1000
_MOST_MULTIPARTS = 300
_WINMAIL = ("application/ms-tnef", "application/vnd.ms-tnef")
_SHOWN = ("image", "text")
_HEADS = "text/rfc822-headers"
_UTF_7 = ("utf-7", "unicode-1-1-utf-7")
_BOUNDARY = re.compile(r"(?mi)^--([^\s\"]{1,200})\r?\n(?=content-[a-z-]{2,40}:)")


def convert_mail(data: bytes, name: str = "", charset: str = "") -> Converted:
    return convert_message(parse_message(data))


def parse_message(data: bytes) -> Message:
    """Raises:
    FormatError: Too many nested parts; the parser is quadratic in them.
    """
    if data.count(b"multipart/") + data.count(b"Multipart/") > _MOST_MULTIPARTS:
        raise FormatError("It has too many nested messages; do not trust it.")
    return message_from_bytes(to_standard_bytes(data), policy=policy.compat32)


def convert_message(message: Message) -> Converted:
    markdown: list[str] = []
    boilerplate: list[str] = []
    attached: list[str] = []
    packed: list[Winmail] = []
    attached_before = False
    forwards = bool(FORWARDS.match(header(message, "Subject")))
    for part in _texts(message, attached, packed):
        inside, outside = _converted(part, forwards=forwards)
        is_head = part.get_content_type() in ("message/rfc822", _HEADS)
        markdown.append(lower_headings(inside) if attached_before and not is_head else inside)
        attached_before = attached_before or is_head
        boilerplate.append(outside)
    if not any(markdown):
        for each in packed:
            inside, outside = each.body()
            markdown.append(inside)
            boilerplate.append(outside)
    text = add_events("\n\n".join(filter(None, markdown)), _calendar(message))
    if not text and (not any(boilerplate) or any(map(holds_secret, boilerplate))):
        if is_encrypted(message) or any(boilerplate):
            raise FormatError("It is encrypted; open it in the program that has its key.")
        raise FormatError("It is a message without text; open its attachments.")
    name, address = _sender(message)
    parted = _FROM_LETTER.match(name or "")
    writer, letter = parted.groups() if parted else (name, name)
    return Converted(
        markdown=text,
        boilerplate=list(filter(None, boilerplate)),
        title=header(message, "Subject") or None,
        byline=writer or address,
        site=letter or address,
        sender=address,
        published=_date(message),
        notices=[attachment_notice(attached)] if attached else [],
        structured="```diff\n" in text,
    )


def _calendar(message: Message) -> str:
    parts = (part for part in message.walk() if part.get_content_type() == "text/calendar")
    return next(map(_decoded, parts), "")


def header(message: Message, name: str) -> str:
    return _decode_words(_raw_header(message, name))


def _raw_header(message: Message, name: str) -> str:
    fields = (str(raw) for field, raw in message.raw_items() if field.lower() == name.lower())
    return _readable(next(fields, "")[:_LONGEST_HEADER])


def _readable(raw: str) -> str:
    try:
        return raw if raw.isascii() else decode_text(raw.encode("utf-8", "surrogateescape"))[0]
    except (FormatError, UnicodeError):
        return raw.encode("utf-8", "replace").decode()


def _decode_words(raw: str) -> str:
    parts = []
    try:
        for value, charset in decode_header(raw):
            if isinstance(value, str):
                parts.append(value)
            else:
                known = codec_name(charset) if charset else "raw-unicode-escape"
                parts.append(value.decode(known, "replace") if known else decode_text(value)[0])
    except (ValueError, LookupError, FormatError):
        parts = [raw]
    return " ".join("".join(parts).split())


def _sender(message: Message) -> tuple[str | None, str | None]:
    try:
        name, address = parseaddr(header(message, "From")[:_LONGEST_SENDER])
    except (RecursionError, ValueError, IndexError):
        return None, None
    return name.strip(" :;,") or None, address or None


def _date(message: Message) -> str | None:
    try:
        found: datetime = parsedate_to_datetime(str(message.get("Date") or "")[:200])
        return found.isoformat(timespec="minutes")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _texts(message: Message, attached: list[str], packed: list["Winmail"]) -> Iterator[Message]:
    waiting = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        kind = part.get_content_type()
        if is_report(part) or kind == _HEADS:
            yield part
        elif part.is_multipart():
            parts = part.get_payload()
            if kind == "message/rfc822" and part is not message:
                yield part
            waiting.extend(_best(part) if kind == "multipart/alternative" else reversed(parts))  # type: ignore[arg-type]
        elif kind.startswith("multipart/"):
            parts = _parts_between(part)
            waiting.extend(reversed(parts))
            if not parts:
                yield part
        elif is_sealed(part) and (inner := signed_message(part)):
            waiting.append(message_from_bytes(inner, policy=policy.compat32))
        elif (
            part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"
        ):
            if _take_packed(part, attached, packed):
                continue
            name = _file_name(part)
            shown = part.get_content_disposition() == "inline"
            if name and not (shown and part.get_content_maintype() in _SHOWN):
                attached.append(name)
        elif kind in ("text/html", "text/plain", "text/enriched", "text/markdown"):
            yield part


def _take_packed(part: Message, attached: list[str], packed: list["Winmail"]) -> bool:
    name = _file_name(part).casefold()
    if part.get_content_type() not in _WINMAIL and name != "winmail.dat":
        return False
    from briefing.sources.mail.winmail import read_winmail

    data = part.get_payload(decode=True)
    found = read_winmail(data) if isinstance(data, bytes) else None
    if found is None:
        return False
    packed.append(found)
    attached += found.files
    return True


def _parts_between(part: Message) -> list[Message]:
    text = str(part.get_payload())
    found = _BOUNDARY.search(text)
    if found is None:
        return []
    kind = part.get_content_type()
    head = f'Content-Type: {kind}; boundary="{found[1]}"\n\n'
    data = (head + text).encode("utf-8", "surrogateescape")
    whole = message_from_bytes(data, policy=policy.compat32)
    parts = whole.get_payload() if whole.is_multipart() else []
    return _best(whole) if parts and kind == "multipart/alternative" else parts  # type: ignore[return-value]


def _file_name(part: Message) -> str:
    try:
        told = Message()
        for name in ("Content-Disposition", "Content-Type"):
            told[name] = _raw_header(part, name)
        return _decode_words(str(told.get_filename() or ""))
    except (ValueError, LookupError, TypeError):
        return "one without a name"


def _best(part: Message) -> list[Message]:
    choices = [choice for choice in part.get_payload() if isinstance(choice, Message)]
    for choice in reversed(choices):
        pages = [p for p in choice.walk() if p.get_content_type() == "text/html"]
        _share_charset(choices, pages)
        if any(re.search(r">[^<>]*\w{2}", _decoded(page)) for page in pages):
            return [choice]
    plain = [c for c in choices if c.get_content_type() == "text/plain"]
    return plain[:1] or choices[:1]


def _share_charset(choices: list[Message], pages: list[Message]) -> None:
    told = {str(choice.get_param("charset")) for choice in choices if choice.get_param("charset")}
    for page in pages:
        data = page.get_payload(decode=True)
        if not isinstance(data, bytes) or page.get_param("charset") or declared_charset(data):
            continue
        if len(told) == 1 and not is_utf_8(data):
            page.set_param("charset", next(iter(told)))


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data:
        return ""
    said = str(part.get_param("charset") or declared_charset(data))
    if said.lower() in _UTF_7:
        return clean_text(data.decode("utf-7", "replace"))
    name = find_codec(data, said)
    if name and name != "utf-8" and not _was_sent_in_utf_8(data, name):
        return clean_text(data.decode(name, "replace"))
    try:
        return decode_text(data)[0]
    except FormatError:
        return clean_text(data.decode("utf-8", "replace"))


def _was_sent_in_utf_8(data: bytes, name: str) -> bool:
    if data.isascii() or not is_utf_8(data):
        return False
    if name.startswith(("cp125", "iso8859", "koi8")):
        return True
    return "\ufffd" in data.decode(name, "replace")


def _converted(part: Message, *, forwards: bool) -> tuple[str, str]:
    if part.get_content_type() == "message/rfc822":
        return _heading(part), ""
    if is_report(part) and part.is_multipart():
        return "\n\n".join(map(_fields, report_blocks(part))), ""
    text = _decoded(part)
    if part.get_content_type() == _HEADS:
        return _heading(HeaderParser(policy=policy.compat32).parsestr(text)), ""
    if part.get_content_type() == "text/html":
        return body_from_html(text, str(part.get("Content-Location") or ""), forwards=forwards)
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    joint = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "
    return body_from_plain(text, flowed=flowed, joint=joint, forwards=forwards)


def _fields(block: Message) -> str:
    fields = islice(block.raw_items(), _MOST_PARTS)
    lines = [f"{name}: {_words(str(raw))}" for name, raw in fields]
    parts = (part for part in islice(block.walk(), _MOST_PARTS) if not part.is_multipart())
    body = "\n\n".join(map(_decoded, parts))
    groups = ["\n".join(lines), *re.split(r"\n{2,}", body)]
    return "\n\n".join(map(_lines, filter(None, groups)))


def _words(raw: str) -> str:
    return _readable(raw) if len(raw) > _LONGEST_HEADER else _decode_words(_readable(raw))


def _lines(text: str) -> str:
    lines = map(_words, text.split("\n"))
    return "\\\n".join(map(paragraph, filter(None, lines)))


def _heading(attached: Message) -> str:
    inner = next((each for each in attached.get_payload() if isinstance(each, Message)), attached)
    return inner_heading(
        header(inner, "Subject"), {name: header(inner, name) for name in ("From", "Date")}
    )
