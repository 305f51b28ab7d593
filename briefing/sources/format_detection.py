import re
from collections.abc import Callable
from itertools import takewhile

from msgspec import Struct

from briefing.late_pattern import late_pattern
from briefing.sources.mail.message_bytes import to_standard_bytes
from briefing.sources.xml_prolog import skip_prolog

_SEEN = 1 << 16
"""Bytes of the head that tell the format, and of the end of a zip file."""


class Format(Struct, frozen=True):
    name: str
    sniff: Callable[[bytes, str], bool]
    """Tests data and name; gets the first 64 KB, of a zip file and of JSON also the last."""
    converter: str = ""


def _is_markdown(data: bytes, name: str) -> bool:
    return name.lower().endswith(
        (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd")
    )


def _is_text(data: bytes, name: str) -> bool:
    return True


_HTML = late_pattern(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p|table|h[1-6]|ul|section)\b",
    re.IGNORECASE,
)
_HTML_ROOT = late_pattern(rb"<(?:!doctype\s+html|html|head)\b", re.IGNORECASE)


def _is_html(data: bytes, name: str) -> bool:
    head = _without_nulls(data).lstrip(_BOM)
    if _HTML_ROOT.match(head, skip_prolog(head, doctype=False)):
        return True
    named = name.lower().endswith((".html", ".htm", ".xhtml")) or name.startswith(
        ("http:", "https:")
    )
    return named and len(_HTML.findall(head)) >= 2


def _without_nulls(data: bytes) -> bytes:
    """UTF-16 as bytes that patterns match."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return data[2:].replace(b"\0", b"") if wide else data


def _is_pdf(data: bytes, name: str) -> bool:
    named = name.lower().endswith(".pdf")
    return b"%PDF-" in data[:1024] or (named and b" 0 obj" in data)


def _is_zip(*signs: bytes) -> Callable[[bytes, str], bool]:
    return lambda data, name: _has_parts(data) and any(sign in data for sign in signs)


def _has_parts(data: bytes) -> bool:
    return data[:4] == b"PK\3\4" or b"PK\5\6" in data[-_SEEN:]


def _is_rtf(data: bytes, name: str) -> bool:
    return data.lstrip()[:5] == b"{\\rtf"


def _is_winmail(data: bytes, name: str) -> bool:
    return data[:4] == b"\x78\x9f\x3e\x22"


def _is_ole(data: bytes, name: str) -> bool:
    return data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


_HEADER = late_pattern(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?", re.MULTILINE)
_MANY = 5
"""Header lines that tell a message whose text follows without a blank line."""
_MAIL = {
    b"message-id",
    b"mime-version",
    b"received",
    b"return-path",
    b"delivered-to",
    b"content-type",
}

_PART = {b"content-type", b"content-transfer-encoding", b"content-disposition", b"mime-version"}
"""Two of them head a message, also one without a sender."""


def _headers(data: bytes) -> set[bytes]:
    head = re.split(rb"\r?\n[ \t]*\r?\n", to_standard_bytes(data), maxsplit=1)[0]
    lines = re.sub(rb"\r?\n[ \t]+", b" ", head).splitlines()
    found = [match[1].lower() for match in takewhile(bool, map(_HEADER.match, lines)) if match]
    return set(found) if len(found) >= min(_MANY, len(lines)) else set()


def _is_mail(data: bytes, name: str) -> bool:
    names = _headers(data)
    if name.lower().endswith(".eml"):
        return bool(names)
    if len(names & _PART) > 1:
        return True
    return (
        bool(names & _MAIL)
        and len(names & {b"from", b"to", b"subject", b"date", b"message-id"}) >= 2
    )


def _is_mbox(data: bytes, name: str) -> bool:
    return bool(re.match(rb"From [^\n]{0,200}\d\d:\d\d[^\n]{0,40}\r?\n[!-9;-~]+:", data))


def _is_mhtml(data: bytes, name: str) -> bool:
    names = _headers(data)
    saved = name.lower().endswith((".mht", ".mhtml")) or b"snapshot-content-location" in names
    sent = names & {b"to", b"received", b"return-path", b"delivered-to"}
    return bool(names & _MAIL) and (
        saved or (b"multipart/related" in data[:4096].lower() and not sent)
    )


_BOM = b"\xef\xbb\xbf"
_FEED_ROOT = late_pattern(rb"<(?:\w{1,60}:)?(?:rss|feed|RDF)[\s>]", re.IGNORECASE)
_FEED_END = late_pattern(rb"</(?:\w{1,60}:)?(?:rss|feed|RDF)>\s*\Z", re.IGNORECASE)
_MESSAGE = 2000
"""Bytes that a server's message before a feed may have."""
_JSON_FEED = late_pattern(rb'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version')
_RSS_IN_JSON = late_pattern(rb'\A\W{0,99}rss"\s{0,9}:\s{0,9}\{[^{}\[]{0,400}"channel"\s{0,9}:')
_FLAT_ROOT = late_pattern(rb"<office:document[\s>]")
_FLAT_SLIDES = late_pattern(rb"<office:document\s[^>]*opendocument\.presentation\b")
_OPML_ROOT = late_pattern(rb"<opml[\s>]")


def _is_feed(data: bytes, name: str) -> bool:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        words = data.replace(b"\\/", b"/")
        return any(sign.search(words) for sign in (_JSON_FEED, _RSS_IN_JSON))
    if _has_root(data, _FEED_ROOT):
        return True
    at = data.find(b"<?xml", 1, _MESSAGE)
    ended = len(data) >= _SEEN or _FEED_END.search(data[-200:]) is not None
    return at > 0 and ended and _has_root(data[at:], _FEED_ROOT) and not _is_markdown(data, name)


def _is_flat_odf(data: bytes, name: str) -> bool:
    return _has_root(data, _FLAT_ROOT)


def _is_flat_slides(data: bytes, name: str) -> bool:
    return _has_root(data, _FLAT_SLIDES)


def _is_opml(data: bytes, name: str) -> bool:
    return _has_root(data, _OPML_ROOT)


def _has_root(data: bytes, root: re.Pattern[bytes]) -> bool:
    head = _without_nulls(data).lstrip(_BOM)
    return bool(root.match(head, skip_prolog(head, doctype=True)))


_ODT = b"application/vnd.oasis.opendocument.text"
_ODP = b"application/vnd.oasis.opendocument.presentation"

FORMATS: list[Format] = [
    Format("rtf", _is_rtf, "briefing.sources.office.rtf:convert_rtf"),
    Format("msg", _is_ole, "briefing.sources.mail.outlook:convert_outlook"),
    Format("msg", _is_winmail, "briefing.sources.mail.winmail:convert_winmail"),
    Format(
        "epub",
        _is_zip(b"application/epub+zip", b"META-INF/container.xml"),
        "briefing.sources.office.epub:convert_epub",
    ),
    Format("odp", _is_zip(_ODP), "briefing.sources.office.odt:convert_odt"),
    Format("odt", _is_zip(_ODT, b"content.xml"), "briefing.sources.office.odt:convert_odt"),
    Format("fodp", _is_flat_slides, "briefing.sources.office.odt:convert_flat"),
    Format("fodt", _is_flat_odf, "briefing.sources.office.odt:convert_flat"),
    Format("docx", _is_zip(b"word/document"), "briefing.sources.office.docx:convert_docx"),
    Format(
        "pptx",
        _is_zip(b"ppt/presentation", b"ppt/slides/"),
        "briefing.sources.office.pptx:convert_pptx",
    ),
    Format("zip", _is_zip(b""), "briefing.sources.office.zip_archive:convert"),
    Format("feed", _is_feed, "briefing.sources.feed.parse_feed:convert_feed"),
    Format("opml", _is_opml, "briefing.sources.feed.opml:convert_opml"),
    Format("mbox", _is_mbox, "briefing.sources.mail.mbox:convert_mbox"),
    Format("mhtml", _is_mhtml, "briefing.sources.mail.mhtml:convert_mhtml"),
    Format("mail", _is_mail, "briefing.sources.mail.message:convert_mail"),
    Format("pdf", _is_pdf, "briefing.sources.pdf.convert_pdf:convert_pdf"),
    Format("html", _is_html, "briefing.sources.html.convert_html:convert_html"),
    Format("markdown", _is_markdown),
    Format("text", _is_text),
]


def find_format(data: bytes, name: str) -> Format:
    head = data[:_SEEN]
    if len(data) > _SEEN and (_has_parts(data) or head.lstrip(_BOM + b" \t\r\n")[:1] == b"{"):
        head += data[-_SEEN:]
    return next(known for known in FORMATS if known.sniff(head, name))
