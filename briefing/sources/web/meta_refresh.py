import re
from html import unescape

_HEAD = 1 << 14
_SOONEST = 10
"""Seconds; a page with a longer delay is meant to be read."""
_ASIDE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template)\b.*?(?:</\1\s*>|\Z)", re.S | re.I
)
_META = re.compile(r"<meta\b[^<>]*>", re.IGNORECASE)
_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?refresh\b", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_TARGET = re.compile(
    r"\s*(\d+)(?:\.\d*)?\s*+(?:[;,]\s*+|(?<=\s))(?:url\s*=\s*|(?!url\s*=))(\"[^\"]*|'[^']*|[^\"'\s]\S*)",
    re.IGNORECASE,
)


def refresh_target(data: bytes, content_type: str) -> str:
    if content_type and "html" not in content_type.lower():
        return ""
    head = data[:_HEAD].replace(b"\0", b"").decode("latin-1")
    if "http-equiv" not in head.lower():
        return ""
    for tag in _META.findall(_ASIDE.sub(" ", head)):
        content = _CONTENT.search(tag) if _REFRESH.search(tag) else None
        found = _TARGET.match(unescape(content[1].strip("\"'"))) if content else None
        if found and int(found[1][:9]) <= _SOONEST:
            return found[2].strip("\"' ")
    return ""
