from bisect import bisect_right

from briefing.model import BlockKind, Document, Span
from briefing.model.packed_blocks import BlockEdges

_HEAD = 2000


def title_spans(document: Document) -> list[Span]:
    """Title lines at the head of the text that no block marks as headings."""
    title = document.title or ""
    at = document.text.find(title, 0, _HEAD + len(title)) if title else -1
    before, after = (
        document.text[max(0, at - 1) : at],
        document.text[at + len(title) : at + len(title) + 1],
    )
    if at < 0 or before not in ("", "\n") or after not in ("", "\n"):
        return []
    found = unmarked(document, Span(at, at + len(title)))
    return [found] if found else []


def unmarked(document: Document, heading: Span | None) -> Span | None:
    """Returns None if the block is a markdown heading, which has a style already."""
    if heading is None:
        return None
    blocks = document.blocks
    index = bisect_right(BlockEdges(blocks), heading.start) - 1
    marked = index >= 0 and blocks[index].kind is BlockKind.HEADING
    return None if marked else heading
