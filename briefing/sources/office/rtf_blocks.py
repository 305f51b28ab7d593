import re
from html import escape

from msgspec import Struct, field

from briefing.sources.html.list_labels import ListHtml, join_runs
from briefing.sources.office.rtf_styles import RtfStyle
from briefing.sources.office.word_styles import CODE

_MARKER = re.compile(r"([•◦▪·–-]|\d{1,3}[.)])[ \xa0]")
_BULLET = re.compile(r"[^\w(]*\Z")
_BOLD = re.compile("</?b>")
_LONGEST_HEADING = 200
_CODE_START, _CODE_END = "<pre>", "</pre>"


class Paragraph(Struct):
    level: int = 0
    style: int = 0
    item: str = ""
    list_number: int = 0
    depth: int = 0
    in_table: bool = False
    hanging: bool = False
    """True for a hanging indent, as in list items."""
    underlined: int = 0
    """Characters that are, and that are not."""
    other: int = 0
    html: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    """What a label holds behind its tab: of AbiWord, the whole item."""
    cell: list[str] = field(default_factory=list)
    """The paragraphs before it in its cell."""

    def take_behind(self) -> None:
        self.html += self.behind
        self.item = self.item.partition("\t")[0].strip() or "•"
        self.level = self.style = 0

    def end_line(self) -> None:
        inner, self.html = "".join(self.html), []
        label, self.item = self.item.strip(), ""
        sign = "•" if _BULLET.match(label) else label
        self.cell.append(f"{sign} {inner}" if label else inner)

    def take_words(self) -> str:
        self.end_line()
        lines, self.cell = self.cell, []
        return join_runs("<br>".join(filter(str.strip, lines)))


def add_block(blocks: list[str], block: str) -> None:
    if blocks and blocks[-1].endswith(_CODE_END) and block.startswith(_CODE_START):
        blocks[-1] = f"{blocks[-1].removesuffix(_CODE_END)}\n{block.removeprefix(_CODE_START)}"
    else:
        blocks.append(block)


def make_block(old: Paragraph, style: RtfStyle, lists: ListHtml, *, below_title: bool) -> str:
    inner = join_runs(" ".join([*old.cell, "".join(old.html)]))
    if style.name in CODE:
        lines = "".join(old.html).replace("<br>", "\n")
        return f"{lists.close()}{_CODE_START}{lines}{_CODE_END}"
    if not inner.strip():
        return ""
    level = style.heading_level() or old.level or int(style.name == "title")
    if 1 <= level <= 6:
        level = min(6, level + (below_title and style.name != "title"))
        label = old.item.strip()
        inner = _BOLD.sub("", inner)
        if not _BULLET.match(label):
            inner = f"{escape(label)} {inner}"
        return f"{lists.close()}<h{level}>{inner}</h{level}>"
    item = old.item.strip()
    marker = _MARKER.match(inner) if old.hanging and not item else None
    if marker:
        item, inner = marker[1], inner[marker.end() :]
    if item:
        return lists.item(old.depth, "" if _BULLET.match(item) else item, inner)
    if old.underlined and not old.other and "<b>" not in inner and len(inner) < _LONGEST_HEADING:
        inner = f"<b>{inner}</b>"
    quoted = style.name in ("quote", "quotations", "intense quote", "block text")
    return lists.close() + (f"<blockquote>{inner}</blockquote>" if quoted else f"<p>{inner}</p>")
