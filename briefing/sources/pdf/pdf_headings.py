"""Finds headings and their levels by the outline, else by size and weight."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from briefing.sources.html.fragments import normalize_space
from briefing.sources.pdf.pdf_paragraphs import BULLET, Paragraph

_LARGER = 1.12
"""Least ratio of a heading's font size to the body's."""
_LONGEST = 200
_LONGEST_BOLD = 120
_LEADERS = re.compile(
    r"(?:\.[ ]?){8,}|(?:\.[ ]?){4,}\s*\d{1,4}\Z|(?<!…)…{2,}\s*\d{1,4}\Z|(?<!_)_{4,}\s*\d{1,4}\Z"
)
_LEADING = ("..", ". .", "…", "__")
_CONTENTS = frozenset(
    ("contents", "table of contents", "inhalt", "inhaltsverzeichnis", "sommaire", "índice")
)


def is_contents_line(text: str) -> bool:
    return any(sign in text for sign in _LEADING) and bool(_LEADERS.search(text))


def is_contents_heading(text: str) -> bool:
    return text.casefold().strip(" .:") in _CONTENTS


def heading_levels(found: Sequence[Paragraph], outline: Mapping[str, int]) -> dict[int, int]:
    """Paragraph index to level from 1.

    `outline` maps titles normalized by `normalize_space` to their depth from 0.
    """
    body = _body_size(found)
    styles = {
        i: _style(paragraph, body)
        for i, paragraph in enumerate(found)
        if _looks_like_heading(paragraph, body)
        or (outline and normalize_space(paragraph.text) in outline)
    }
    ranks = {
        style: rank + 1 for rank, style in enumerate(sorted(set(styles.values()), reverse=True))
    }
    top = min((level for title, level in outline.items()), default=0)
    return {
        i: min(6, outline.get(normalize_space(found[i].text), ranks[style] - 1 + top) - top + 1)
        for i, style in styles.items()
    }


def _body_size(found: Sequence[Paragraph]) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in found:
        for line in paragraph.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _style(paragraph: Paragraph, body: float) -> tuple[float, bool]:
    return max(body, round(paragraph.size * 2) / 2), paragraph.bold


def _looks_like_heading(paragraph: Paragraph, body: float) -> bool:
    text = paragraph.text
    larger = paragraph.size >= _LARGER * body
    if not larger and (not paragraph.bold or paragraph.size < 0.95 * body):
        return False
    if (
        paragraph.rows
        or is_contents_line(text)
        or BULLET.match(text)
        or not any(map(str.isalpha, text))
    ):
        return False
    if larger:
        return len(text) <= _LONGEST
    return len(text) <= _LONGEST_BOLD and len(paragraph.lines) <= 2 and text[-1] not in ".,;"
