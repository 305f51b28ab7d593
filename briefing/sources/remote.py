"""Builds documents of text; the worker's entrance for large ones."""

from briefing.errors import FormatError
from briefing.model import Document, codec
from briefing.sources import prose
from briefing.sources.decode import decode
from briefing.sources.metadata import find_metadata
from briefing.worker import Json


def parse(data: bytes, *, name: str, format: str) -> Json:
    """For the worker: the document in `data`, text or markdown, as `codec.dump` writes it."""
    return codec.dump(build_text(data, name, format))


def build_text(data: bytes, name: str, format: str) -> Document:
    """The document in `data`; a text of no known kind that clearly is markdown is read as such.

    Raises:
        FormatError: when the bytes are not text, or hold none.
    """
    text, notice = decode(data)
    markdown = format == "markdown" or prose.looks_like_markdown(text)
    return build(text, name, markdown=markdown, notices=(notice,) if notice else ())


def build(source: str, name: str, *, markdown: bool, notices: tuple[str, ...] = ()) -> Document:
    """The document of gated text `source`, with what its head and foot say of it.

    Raises:
        FormatError: when there is nothing but white space.
    """
    text, blocks = prose.parse(source, markdown=markdown)
    if not blocks:
        raise FormatError("It holds no text; give a file with text in it.")
    found = find_metadata(text, blocks)
    return Document(
        text,
        blocks,
        found.title,
        found.byline,
        found.agency,
        found.dateline,
        found.published,
        source=name,
        format="markdown" if markdown else "text",
        notices=notices,
    )
