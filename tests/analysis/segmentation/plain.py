"""Documents made of plain text, without the parser."""

import re

from briefing.model import Block, BlockKind, Document, Span

_MARKER = re.compile(r"([-*]|\d+[.)]) ")


def document(text: str, *, markdown: bool = False) -> Document:
    """One block a paragraph; with `markdown`, lines of "#" are headings."""
    blocks: list[Block] = []
    parts: list[str] = []
    end, at = 0, 0
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        words, level, kind = match.group(), 0, BlockKind.PARAGRAPH
        blank = text[end : match.start()].count("\n") - 1 if blocks else 0
        end = match.end()
        if markdown and (hashes := re.match(r"(#+) ", words)):
            kind, level = BlockKind.HEADING, len(hashes.group(1))
            words = words[hashes.end() :]
        marker = _MARKER.match(words)
        if marker:
            kind = BlockKind.LIST_ITEM
        span = Span(at, at + len(words))
        found = marker.group(1) if marker else ""
        blocks.append(Block(kind, span, blank_before=blank, level=level, marker=found))
        parts.append(words)
        at += len(words) + 2
    return Document("\n\n".join(parts), tuple(blocks))
