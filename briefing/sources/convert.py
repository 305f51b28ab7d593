import importlib
from typing import Any

from msgspec.structs import replace

from briefing.errors import FormatError
from briefing.late_pattern import late_pattern
from briefing.model import Document, Span
from briefing.sanitize import sanitize_line
from briefing.sources.build_document import build_text, describe_document
from briefing.sources.converted import Converted
from briefing.sources.format_detection import find_format
from briefing.sources.gzip_file import unpack_gzip
from briefing.sources.text import parse_text
from briefing.sources.text.charset import clean_text
from briefing.worker import report_progress

_LISTED = late_pattern(r"(?:[-*+]|\d{1,9}[.)])\s")
_APART = "<!-- -->\n\n"
"""Ends a list in markdown, so that one below is another."""
_KNOWN = ("title", "byline", "agency", "published", "language")


def convert(data: bytes, name: str, charset: str = "") -> list[Document]:
    """Detects the format by the bytes; a mailbox or feed holds several documents.

    `charset` comes from a header; "" if unknown.

    Raises:
        FormatError: There is no text.
    """
    data = unpack_gzip(data)
    known = find_format(data, name)
    if not known.converter:
        return [build_text(data, name, known.name)]
    return find_documents(
        data, converter=known.converter, name=name, format=known.name, charset=charset
    )


def find_documents(
    data: bytes, *, converter: str, name: str, format: str, charset: str = ""
) -> list[Document]:
    """Run `converter` ("package.module:name") and build documents from its markdown."""
    module, _, function = converter.partition(":")
    hints = {"charset": charset} if charset else {}
    found = getattr(importlib.import_module(module), function)(data, name=name, **hints)
    if not isinstance(found, list):
        return [_document(found, name, format)]
    result = []
    for number, part in enumerate(found):
        if part.markdown.strip() or any(part.boilerplate):
            result.append(_document(part, name, format))
        report_progress((number + 1) / len(found))
    return result


def _document(part: Converted, name: str, format: str) -> Document:
    article = clean_text(part.markdown).strip("\n")
    rest = [clean_text(words).strip("\n") for words in part.boilerplate if words.strip()]
    if not article and rest:
        article = rest.pop(0)
    document = _parsed(article, rest, name)
    known: dict[str, Any] = {
        name: sanitize_line(" ".join(value.split()))
        for name in _KNOWN
        if (value := getattr(part, name))
    }
    if part.site and not document.agency:
        known.setdefault("agency", sanitize_line(part.site))
        known.setdefault("sender", part.sender and sanitize_line(part.sender))
    notices = tuple(map(sanitize_line, part.notices))
    return replace(document, format=format, notices=notices, structured=part.structured, **known)


def _parsed(article: str, rest: list[str], name: str) -> Document:
    parts = [article, *(f"{_APART}{words}" if _LISTED.match(words) else words for words in rest)]
    text, blocks = parse_text.parse_text("\n\n".join(parts), markdown=True)
    lines = article.count("\n") + 1
    own = tuple(block for block in blocks if block.line < lines)
    if not own:
        raise FormatError("It contains no text; give a file with text in it.")
    document = describe_document(article, text[: own[-1].span.end], own, name, markdown=True)
    if len(own) == len(blocks):
        return document
    span = Span(blocks[len(own)].span.start, len(text))
    return replace(document, text=text, blocks=blocks, boilerplate=(span,))
