"""Where the words of a digest come from: a block that is one link names the source of those below it."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from briefing.model import Block, Document, InlineMark, Span
from briefing.model.text_address import TextAddress, parse_text_address
from briefing.model.url_policy import link_to_open

DIGEST = "digest"
"""The format of digests, which no converter gives."""


class Origin(Struct, frozen=True):
    name: Span
    """Of the source, in the digest."""
    words: Span
    """In the digest."""
    source: TextAddress


def is_digest(document: Document) -> bool:
    return document.format == DIGEST


def find_origin(document: Document, span: Span) -> TextAddress | None:
    """Where the words at `span` stand in the source; None for what is no source's, or several's."""
    if not is_digest(document):
        return None
    at = bisect_right(document.blocks, span.start, key=lambda block: block.span.start) - 1
    for number in range(at, -1, -1):
        source = _source_of(document.blocks[number])
        if source is None:
            continue
        if number == at:
            return source
        by = source.span.start - document.blocks[number + 1].span.start
        words = Span(span.start + by, min(span.end + by, source.span.end))
        return TextAddress(source.sha256, words) if words else None
    return None


def origins(document: Document) -> Iterator[Origin]:
    """Of all words, in order; of the names of those that add nothing, too."""
    blocks = document.blocks
    for number, block in enumerate(blocks):
        source = _source_of(block)
        if source is not None:
            below = blocks[number + 1 : number + 2] if source.span else ()
            start = below[0].span.start if below else block.span.end
            yield Origin(block.span, Span(start, start + len(source.span)), source)
        else:
            nothing = Span(block.span.end, block.span.end)
            for mark in block.marks:
                address = parse_text_address(mark.target)
                if address is not None:
                    yield Origin(mark.span, nothing, address)


def link_outside(document: Document, addresses: Mapping[str, str]) -> Document:
    """With links to the pages that texts, by their hashes, were read from."""
    blocks = (
        replace(block, marks=tuple(_outside(mark, addresses) for mark in block.marks))
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _outside(mark: InlineMark, addresses: Mapping[str, str]) -> InlineMark:
    source = parse_text_address(mark.target)
    page = link_to_open(addresses.get(source.sha256, "")) if source else ""
    return replace(mark, target=page) if page else mark


def _source_of(block: Block) -> TextAddress | None:
    whole = (mark for mark in block.marks if mark.span == block.span)
    return next((a for mark in whole if (a := parse_text_address(mark.target))), None)
