from collections import Counter
from collections.abc import Container, Sequence
from typing import TypeVar

from briefing.sources.pdf.pdf_paragraphs import Paragraph

T = TypeVar("T")
_FEWEST = 3
"""Parts that end with the same line, as "Action: AB", which then heads none."""


def without_closing_lines(
    found: Sequence[Paragraph], heads: dict[int, T], named: Container[int]
) -> dict[int, T]:
    last = len(found) - 1
    closing = [i for i in heads if i == last or i + 1 in heads]
    counts = Counter([found[i].text for i in closing])
    if not closing or max(counts.values()) < _FEWEST:
        return heads
    above = {found[i].text for i in heads if i not in closing}
    return {
        i: head
        for i, head in heads.items()
        if i in named or counts[found[i].text] < _FEWEST or found[i].text in above
    }
