"""Trees that are safe to walk: decoded, sanitized and not too deep."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefing.errors import FormatError
from briefing.sanitize import sanitize
from briefing.sources.html.fragments import fragment_names
from briefing.sources.html.prepare_tree import prepare_tree
from briefing.sources.html.twice_encoded import mend_twice_encoded
from briefing.sources.html.word_markup import mend_word_markup, writes_as_word
from briefing.sources.text.charset import clean_text, decode_text, is_utf_8

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEEPEST = 150
"""Tags nested deeper are dropped and their text kept; libxml2 drops all below 256."""
LONGEST_TAG = 20_000
"""Characters; a longer tag loses its attributes, because parsers are quadratic in them."""

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*(?:[\"']\s*)?([\w.:-]{2,40})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:.-]{0,40})(?:\s[^<>]*>?|/?>)")
"""Also what of a tag stands before a "<" in one of its values."""
_BREAK = re.compile(r"</?wbr\b[^<>]*>", re.IGNORECASE)
"""Where a long word may be broken; libxml2 takes what follows it for its content."""
_RAW = frozenset(("script", "style"))
_RAW_END = re.compile(r"</(?:script|style)\b", re.IGNORECASE)
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w:.-]{{0,40}})\s[^<>]{{{LONGEST_TAG},}}>")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,9}));?")
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNCOUNTED = fragment_names(
    "area base br col embed hr img input link meta param p li dt dd td th tr "
    "tbody thead tfoot option html body head"
)
_COUNTED_TAG = re.compile(
    rf"(?i)<(?!/?(?:{'|'.join(sorted(_UNCOUNTED))})[\s/>]){_TAG.pattern.removeprefix('<')}"
)


def parse_html(html: str) -> "HtmlElement | None":
    """`html` is sanitized; None if it has no element."""
    from lxml import etree
    from lxml.html import HtmlElement, HTMLParser, document_fromstring

    html = _LONG_TAG.sub(r"<\1>", _XML.sub("", html))
    if _FRAMESET.search(html):
        html = _FRAME.sub(_frame_link, html)
    html = _HEADED.sub(r"\1\3</h\2>", html)
    html = _shallow(_REFERENCE.sub(_harmless, _BREAK.sub("", html)))
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    prepare_tree(tree)
    if writes_as_word(html):
        mend_word_markup(tree)
    return tree


def _frame_link(match: re.Match[str]) -> str:
    if match[1].lower() != "frame":
        return " "
    source, name = (pattern.search(match[0]) for pattern in (_SOURCE, _NAME))
    if source is None:
        return " "
    return f'<p><a href="{source[1]}">{name[1] if name else source[1]}</a></p>'


_HEADED = re.compile(
    r"(<h([1-6])\b[^<>]{0,2000}>\s*+)<p\b[^<>]{0,2000}>((?:[^<]|<(?!/?(?:p|h[1-6]|div)\b)){0,4000})</p>\s*+</h\2>",
    re.IGNORECASE,
)
"""A paragraph in a heading, which libxml2 would put behind it."""
_FRAMESET = re.compile(r"<frameset\b", re.IGNORECASE)
_FRAME = re.compile(r"</?(frameset|noframes|frame)\b[^<>]{0,2000}>", re.IGNORECASE)
_SOURCE = re.compile(r"""\ssrc\s*=\s*["']?([^"'\s<>]{1,1000})""", re.IGNORECASE)
_NAME = re.compile(r"""\s(?:title|name)\s*=\s*+["']?([^"'<>]{1,200})["'\s>]""", re.IGNORECASE)


def to_text(data: bytes, charset: str = "") -> tuple[str, str | None]:
    """(sanitized text, notice about its encoding), by header, meta element, then detection.

    Raises:
        FormatError: It is not text.
    """
    # Pages are saved again in UTF-8 more often than their declarations are mended.
    for name in () if _is_surely_utf_8(data) else (charset, declared_charset(data)):
        known = find_codec(data, name)
        if known == "utf-8":
            break
        if known and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            text = data.decode(known, "replace")
            if text.count("\ufffd") * 100 <= len(text):
                return clean_text(text), None
    try:
        return decode_text(mend_twice_encoded(data))
    except FormatError:
        return decode_text(data.translate(None, _CONTROLS))


def _is_surely_utf_8(data: bytes) -> bool:
    return sum(map(len, _BEYOND_ASCII.findall(data))) >= _FEWEST and is_utf_8(data)


_BEYOND_ASCII = re.compile(rb"[\x80-\xff]{2,}")
_FEWEST = 6
"""Bytes beyond ASCII; a few of another character set may be UTF-8 by chance."""
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32)))
"""Bytes of damaged pages that browsers ignore."""


def declared_charset(data: bytes) -> str:
    found = _META.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else ""


def find_codec(data: bytes, name: str) -> str:
    """`codec_name`, but "" for UTF-16 and UTF-32 if `data` has no NUL byte."""
    known = codec_name(name)
    return "" if known.startswith(("utf-16", "utf-32")) and b"\0" not in data else known


def codec_name(name: str) -> str:
    import codecs

    try:
        known = codecs.lookup(name.strip()) if name else None
    except (LookupError, ValueError):
        return ""
    if known is None or not known._is_text_encoding or known.name.replace("_", "-") in _NO_CHARSETS:
        return ""
    return _WIDER.get(known.name, known.name)


_NO_CHARSETS = fragment_names("unicode-escape raw-unicode-escape idna punycode undefined utf-7")
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""Supersets that browsers use for these names (WHATWG Encoding Standard)."""


def _harmless(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    if code in (9, 10, 13) or 0x80 <= code < 0xA0:
        return match[0]
    if code > 0x10FFFF or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    sign = sanitize(chr(code))
    return sign if sign != chr(code) else match[0]


def _shallow(html: str) -> str:
    deepest = max((depth for _, depth in _depths(html, _COUNTED_TAG)), default=0)
    return html if deepest <= DEEPEST else _without_deep_tags(html)


def _depths(html: str, tag: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
    stack: list[str] = []
    known: dict[str, int] = {}
    until = 0
    for match in tag.finditer(html):
        if until and match.start() < until:
            continue
        ends, name = match.group(1, 2)
        name = name.lower()
        depth = len(stack)
        if name in _UNCOUNTED or match[0].endswith("/>"):
            pass
        elif not ends:
            stack.append(name)
            known[name] = known.get(name, 0) + 1
            depth += 1
        elif known.get(name):
            while (ended := stack.pop()) != name:
                known[ended] -= 1
            known[name] -= 1
        yield match, depth
        if name in _RAW and not ends:
            end = _RAW_END.search(html, match.end())
            until = end.start() if end else len(html)


def _without_deep_tags(html: str) -> str:
    parts: list[str] = []
    end = 0
    for match, depth in _depths(html, _TAG):
        parts += [html[end : match.start()], match[0] if depth <= DEEPEST else " "]
        end = match.end()
    return "".join([*parts, html[end:]])
