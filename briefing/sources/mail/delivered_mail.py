import re

from briefing.sources.mail.message import header, parse_message

_HEAD = 1 << 16
"""Bytes."""
_ID = re.compile(r"<([^<>\s]{3,300})>")


def source_of(data: bytes) -> str:
    """Its `mid:` address (RFC 2392); "" without a Message-ID."""
    found = _ID.search(header(parse_message(data[:_HEAD]), "Message-ID"))
    return f"mid:{found[1]}" if found else ""
