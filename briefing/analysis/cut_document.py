from msgspec.structs import replace

from briefing.model import Document, Section, Span


def cut_document(
    document: Document, sections: tuple[Section, ...], offset: int
) -> tuple[Document, tuple[Section, ...]]:
    """Up to the end of the block in which `offset` lies; offsets hold in the whole."""
    blocks = tuple(block for block in document.blocks if block.span.start < offset)
    end = max([offset, *(block.span.end for block in blocks[-1:])])
    head = replace(
        document,
        text=document.text[:end],
        blocks=blocks,
        boilerplate=tuple(span for span in document.boilerplate if span.end <= end),
        turns=tuple(turn for turn in document.turns if turn.words.end <= end),
    )
    return head, tuple(_cut(each, end) for each in sections if each.span.start < end)


def _cut(section: Section, end: int) -> Section:
    if section.span.end <= end:
        return section
    folded = tuple(span for span in section.folded if span.end <= end)
    return replace(section, span=Span(section.span.start, end), folded=folded)
