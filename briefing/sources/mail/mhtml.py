from email.message import Message

from msgspec.structs import replace

from briefing.errors import FormatError
from briefing.sources.converted import Converted
from briefing.sources.html.convert_html import extract_article
from briefing.sources.html.parse_dom import to_text
from briefing.sources.mail.message import parse_message


def convert_mhtml(data: bytes, name: str = "", charset: str = "") -> Converted:
    message = parse_message(data)
    part = _page(message)
    text, notice = _text(part)
    place = part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
    address = str(place).strip()
    found = extract_article(text, address if address.startswith(("http://", "https://")) else "")
    return replace(found, notices=[notice] if notice else [])


def page_of_mhtml(data: bytes) -> str:
    """Raises FormatError without a page."""
    return _text(_page(parse_message(data)))[0]


def _page(message: Message) -> Message:
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return part
    raise FormatError("It is a saved page without content; save it again.")


def _text(part: Message) -> tuple[str, str | None]:
    page = part.get_payload(decode=True)
    return to_text(page if isinstance(page, bytes) else b"", str(part.get_param("charset") or ""))
