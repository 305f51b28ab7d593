import re
from bisect import bisect_right

from msgspec import Struct

from briefing.model import Block, BlockKind, Document, Section, SectionKind, TitleSource
from briefing.model.packed_blocks import BlockEdges
from briefing.model.section import same_words, shown_title

_LONGEST = 400
"""Code points of a heading."""
_OWN_NUMBER = re.compile(r"\W*(\d+)\b")
_LABELLED = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.QUOTE)


class SectionTitle(Struct, frozen=True):
    words: str
    before: int = -1
    """Offset of the heading that the words stand before; -1 if they have a line of their own."""
    inferred: bool = False


def section_title(document: Document, section: Section, number: int) -> SectionTitle | None:
    """`number` is 0 for what is no issue. None if the section's own heading says all."""
    heading = _own_heading(document, section)
    if heading is not None:
        written = heading.span.of(document.text)[:_LONGEST]
        own = _OWN_NUMBER.match(written)
        said = not number or (own is not None and own[1] == str(number))
        if said or heading.kind not in _LABELLED:
            return None
        return SectionTitle(f"{number} · ", heading.span.start)
    if section.kind is SectionKind.BOILERPLATE:
        return SectionTitle("Page clutter")
    words = f"{number} · {shown_title(section)}" if number else shown_title(section)
    return SectionTitle(words, inferred=section.title_source is TitleSource.INFERRED)


def _own_heading(document: Document, section: Section) -> Block | None:
    blocks, span = document.blocks, section.span
    sought = section.heading.start if section.heading else span.start
    at = bisect_right(BlockEdges(blocks, last=True), sought)
    while at < len(blocks) and blocks[at].kind is BlockKind.RULE:
        at += 1
    if at >= len(blocks) or blocks[at].span.start >= span.end:
        return None
    block = blocks[at]
    if section.heading is not None or block.kind is BlockKind.HEADING:
        return block
    written = block.span.of(document.text) if len(block.span) <= _LONGEST else ""
    titles = (section.title, document.title or "")
    return block if any(title and same_words(written, title) for title in titles) else None
