"""Builds documents of text; the worker's entrance for large ones."""

import importlib
import re
from dataclasses import replace
from typing import Any

from briefing.errors import FormatError
from briefing.model import Block, Document
from briefing.model.gate import gate_line
from briefing.sources import prose
from briefing.sources.dates import find_date
from briefing.sources.decode import clean, decode, decode_strictly
from briefing.sources.definitions import definition_lines
from briefing.sources.front_matter import front_matter
from briefing.sources.metadata import find_metadata
from briefing.sources.wire import pack
from briefing.worker import Json

_KNOWN = ("title", "byline", "agency", "published", "language")
"""What a converter may know of a document."""

HEAD_SECONDS = 0.012
"""How long the head of a text is parsed, in seconds."""


def parse(data: bytes, *, name: str, format: str) -> Json:
    """For the worker: the document in `data`, text or markdown, as `wire.pack` writes it."""
    return pack(build_text(data, name, format))


def convert(data: bytes, *, converter: str, name: str, format: str) -> Json:
    """For the worker: what `converter` ("package.module:name") makes of `data`, as packed documents.

    A converter gives {"markdown": ..., "notices": [...], "title": ...}, or a list of these. What it knows of a
    document goes before what the document's text says.
    """
    module, _, function = converter.partition(":")
    found = getattr(importlib.import_module(module), function)(data, name=name)
    parts = found if isinstance(found, list) else [found]
    return [pack(_converted(part, name, format)) for part in parts]


def _converted(part: dict[str, Json], name: str, format: str) -> Document:
    notices = tuple(map(gate_line, part.get("notices", ())))
    document = build(clean(part["markdown"]), name, markdown=True, notices=notices)
    known: dict[str, Any] = {
        key: gate_line(" ".join(part[key].split())) for key in _KNOWN if part.get(key)
    }
    return replace(document, format=format, **known)


def build_text(data: bytes, name: str, format: str) -> Document:
    """The document in `data`; a text of no known kind that clearly is markdown is read as such.

    Raises:
        FormatError: when the bytes are not text, or hold none.
    """
    text, notice = decode(data)
    markdown = format == "markdown" or prose.looks_like_markdown(text)
    return build(text, name, markdown=markdown, notices=(notice,) if notice else ())


def build_head(data: bytes, name: str, format: str, most: int) -> Document | None:
    """The document of the first blocks in `data`, or None where they cannot be told from its head."""
    text = decode_strictly(data)
    if text is None:
        return None
    head = clean(text[:most])
    markdown = format == "markdown" or prose.looks_like_markdown(head)
    head = head[: head.rfind("\n") + 1]
    lines = map(clean, definition_lines(text)) if markdown else ()
    words, blocks = prose.parse_head(head, lines, markdown=markdown, seconds=HEAD_SECONDS)
    return _document(head, words, blocks, name, markdown=markdown) if blocks else None


def build(source: str, name: str, *, markdown: bool, notices: tuple[str, ...] = ()) -> Document:
    """The document of gated text `source`, with what its head and foot say of it.

    Raises:
        FormatError: when there is nothing but white space.
    """
    text, blocks = prose.parse(source, markdown=markdown)
    if not blocks:
        raise FormatError("It holds no text; give a file with text in it.")
    return replace(_document(source, text, blocks, name, markdown=markdown), notices=notices)


def _document(
    source: str, text: str, blocks: tuple[Block, ...], name: str, *, markdown: bool
) -> Document:
    """The document with what its front matter, head and foot say of it, in this order of trust."""
    found = find_metadata(text, blocks)
    front = front_matter(source) if markdown else None
    said = front.first if front else _nothing
    day = find_date(said("date", "published", "pubdate", "publishdate", "created") or "")
    return Document(
        text,
        blocks,
        title=said("title", "headline") or found.title,
        byline=said("author", "authors", "byline", "creator") or found.byline,
        agency=said("agency", "publisher") or found.agency,
        dateline=said("dateline") or found.dateline,
        published=day[0] if day else found.published,
        language=_language(said("lang", "language")),
        source=name,
        format="markdown" if markdown else "text",
    )


def _nothing(*_: str) -> str | None:
    return None


def _language(code: str | None) -> str | None:
    return code[:2].lower() if code and re.fullmatch(r"[A-Za-z]{2}(?:[-_].*)?", code) else None
