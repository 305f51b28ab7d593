"""Writes a paragraph of RTF as a block of HTML."""

import re

from msgspec import Struct, field

_HEADING = re.compile(r"(?:heading|überschrift|titre|título) ?(\d)\Z", re.IGNORECASE)
_MARKER = re.compile(r"([•◦▪·–-]|\d{1,3}[.)])[ \xa0]")


class Paragraph(Struct):
    level: int = 0
    style: int = 0
    item: str = ""
    depth: int = 0
    in_table: bool = False
    hanging: bool = False
    """True for a hanging indent, as in list items."""
    html: list[str] = field(default_factory=list)


def make_block(old: Paragraph, inner: str, style: str) -> str:
    heading = _HEADING.match(style)
    level = int(heading[1]) if heading else old.level or int(style == "title")
    if 1 <= level <= 6:
        return f"<h{level}>{inner}</h{level}>"
    item = old.item
    marker = _MARKER.match(inner) if old.hanging and not item else None
    if marker:
        item, inner = marker[1], inner[marker.end() :]
    if item:
        number = re.match(r"\W*(\d{1,8})[.)]", item)
        opening, closing = (f'<ol start="{number[1]}">', "</ol>") if number else ("<ul>", "</ul>")
        outer = "<ul>" * old.depth, "</ul>" * old.depth
        return f"{outer[0]}{opening}<li>{inner}</li>{closing}{outer[1]}"
    quoted = style in ("quote", "quotations", "intense quote", "block text")
    return f"<blockquote>{inner}</blockquote>" if quoted else f"<p>{inner}</p>"
