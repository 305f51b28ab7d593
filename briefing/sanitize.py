"""Replaces what a terminal would obey, and what hides or reorders text, by one code point of one cell; offsets stay valid."""

import re

_SIGN = "\u2426"
"""For C1 controls, bidirectional controls, tags and lone surrogates."""

_LINE_SIGN = "\u2424"
"""For the line and paragraph separators U+2028 and U+2029."""

_BANNED = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
_ANY = re.compile(f"[{_BANNED}]")


def sanitize(text: str) -> str:
    """C0 controls become U+2400 + c, DEL U+2421, line separators U+2424 and the others U+2426."""
    return text if is_clean(text) else _ANY.sub(_sign, text)


def sanitize_line(text: str) -> str:
    return sanitize(text).replace("\t", "\u2409").replace("\n", "\u240a")


def escape_json(encoded: str) -> str:
    """The meaning stays the same."""
    return _ANY.sub(_escape, encoded) if _ANY.search(encoded) else encoded


def is_clean(text: str) -> bool:
    # What is printable holds none of them, which is told in half the time.
    return text.replace("\n", "").isprintable() or _ANY.search(text) is None


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return _LINE_SIGN if code in (0x2028, 0x2029) else _SIGN


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join("\\u" + units[i : i + 4] for i in range(0, len(units), 4))
