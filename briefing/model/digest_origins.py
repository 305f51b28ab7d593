"""A block of a digest that is one link names the source of those below it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

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


def find_parts(known: Sequence[Origin], span: Span) -> Iterator[Origin]:
    """Those of `known`, cut to their words in `span`."""
    at = bisect_left(known, span.start, key=lambda each: each.words.end)
    for each in known[at:]:
        words = Span(max(span.start, each.words.start), min(span.end, each.words.end))
        if words:
            by = each.source.span.start - each.words.start
            yield Origin(each.name, words, TextAddress(each.source.sha256, words.shifted(by)))
        if each.name.start >= span.end:
            break


def link_outside(document: Document, addresses: Mapping[str, str]) -> Document:
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
