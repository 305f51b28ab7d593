import re
from email.message import Message
from email.utils import parseaddr

from msgspec.structs import replace

from briefing.sources.converted import Converted
from briefing.sources.mail.message import convert_message, header, parse_message

_HEAD = 1 << 16
"""Bytes."""
_ID = re.compile(r"<([^<>\s]{3,300})>")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def source_of(data: bytes) -> str:
    """Its `mid:` address (RFC 2392); "" without a Message-ID."""
    found = _ID.search(header(parse_message(data[:_HEAD]), "Message-ID"))
    return f"mid:{found[1]}" if found else ""


def convert_delivered(data: bytes, name: str = "", charset: str = "") -> Converted:
    """A newsletter's site is its sender's."""
    message = parse_message(data)
    found = convert_message(message)
    return replace(found, site=_sender_site(message)) if _is_newsletter(message) else found


def _is_newsletter(message: Message) -> bool:
    return any(message.get(name) for name in ("List-Id", "List-Unsubscribe", "List-Post"))


def _sender_site(message: Message) -> str | None:
    try:
        address = parseaddr(header(message, "From")[:400])[1]
    except (RecursionError, ValueError, IndexError):
        return None
    found = _DOMAIN.fullmatch(address.rpartition("@")[2])
    return found[0].lower() if found else None
