"""Finds headings neither larger nor bolder than text by their look."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from statistics import median
from typing import NamedTuple

from briefing.sources.pdf.line_starts import BULLET, NUMBERED
from briefing.sources.pdf.pdf_paragraphs import Paragraph


class Look(NamedTuple):
    size: float
    bold: bool
    slanted: bool
    capitals: bool
    family: str
    centred: bool
    underlined: bool


_LEAST, _BOLD = 0.74, 0.95
"""Shares of the text's size: the least, and that of bold lines judged elsewhere."""
_MOST_LINES, _MOST_WORDS, _MOST_LETTERS = 2, 14, 90
_FEWEST, _FEWEST_SHOWN = 3, 2
_PURE, _DISTINCT = 0.7, 0.7
_TOLD, _ITEM = 50, 20
"""Letters."""
_USUALLY_TOLD = 120
_MOST_BETWEEN = 2
_WITHIN, _CENTRED = 2.0, 1.0
_SIGNS = re.compile(r"[=<>+∑∫|{}\\^_@©→]|\A(?i:by|von|par|por|source|note|see)\b|\A[^\w“\"‘'¿(\[]")
_WORD = re.compile(r"[^\W\d_]{4,}|[^\W\d_]{2,}\W+[^\W\d_]{2,}|[\u2e80-\uffff]{2,}")


def find_alike(
    found: Sequence[Paragraph], may: Sequence[int], texts: Sequence[float], known: AbstractSet[int]
) -> set[int]:
    """`texts` are the sizes of the text near each."""
    groups: dict[Look, list[int]] = {}
    for i in may:
        if _is_lone(found[i]):
            look = _look(found, i, texts[i])
            if look:
                groups.setdefault(look, []).append(i)
    above = {*known, *(i for members in groups.values() for i in members)}
    heads: set[int] = set()
    for look, members in groups.items():
        if len(members) >= _fewest(look):
            heads |= set(_heading_members(found, members, look, above))
    return heads


def _fewest(look: Look) -> int:
    return _FEWEST_SHOWN if look.capitals or look.underlined else _FEWEST


def _is_lone(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(paragraph.lines) > _MOST_LINES or len(text) > _MOST_LETTERS or text[-1] in ".,;:-–—":
        return False
    short = len(text.split()) <= _MOST_WORDS and not text[0].islower()
    return short and bool(_WORD.search(text)) and not _SIGNS.search(text)


def _look(found: Sequence[Paragraph], i: int, near: float) -> Look | None:
    paragraph, below = found[i], _text_below(found, i, frozenset())
    line = paragraph.lines[0]
    bold = paragraph.bold
    if paragraph.size < _LEAST * near or (bold and paragraph.size >= _BOLD * near):
        return None
    slanted = all(entry.slanted for entry in paragraph.lines)
    capitals = paragraph.text.isupper()
    centred = below is not None and _is_centred(paragraph, below)
    other = below is not None and below.lines[0].family != line.family
    underlined = all(entry.underlined for entry in paragraph.lines)
    if not (bold or slanted or capitals or centred or other or underlined):
        return None
    return Look(
        round(paragraph.size * 2) / 2, bold, slanted, capitals, line.family, centred, underlined
    )


def _is_centred(paragraph: Paragraph, below: Paragraph) -> bool:
    if len(below.lines) < 2:
        return False
    left, right = min(li.left for li in below.lines), max(li.right for li in below.lines)
    away = abs(paragraph.lines[0].left + paragraph.lines[0].right - left - right) / 2
    size = paragraph.size
    within = all(
        line.left > left + _WITHIN * size and line.right < right - _WITHIN * size
        for line in paragraph.lines
    )
    return within and away < _CENTRED * size


def _heading_members(
    found: Sequence[Paragraph], members: Sequence[int], look: Look, heads: AbstractSet[int]
) -> list[int]:
    above = [(i, below) for i in members if (below := _text_below(found, i, heads))]
    alike = {p.text.casefold() for i, p in enumerate(found) if _is_alike(found, i, look)}
    named = {found[i].text.casefold() for i, _ in above}
    if (
        len(above) < _fewest(look)
        or len(named) < max(_PURE * len(alike), _DISTINCT * len(above))
        or median(len(below.text) for _, below in above) < _USUALLY_TOLD
    ):
        return []
    return [i for i, _ in above]


def _is_alike(found: Sequence[Paragraph], i: int, look: Look) -> bool:
    paragraph = found[i]
    if paragraph.rows or paragraph.note or paragraph.aside or paragraph.code:
        return False
    same = round(paragraph.size * 2) / 2 == look.size and paragraph.bold == look.bold
    same = same and paragraph.lines[0].family == look.family
    if not same or look.slanted != all(entry.slanted for entry in paragraph.lines):
        return False
    if look.underlined != all(entry.underlined for entry in paragraph.lines):
        return False
    if look.capitals:
        return paragraph.text.isupper()
    if look.slanted or look.bold or look.underlined:
        return True
    below = _text_below(found, i, frozenset())
    return len(paragraph.lines) <= _MOST_LINES and (
        not look.centred or (below is not None and _is_centred(paragraph, below))
    )


def _text_below(found: Sequence[Paragraph], i: int, heads: AbstractSet[int]) -> Paragraph | None:
    for j in _after(found, i):
        paragraph = found[j]
        if j in heads:
            continue
        if paragraph.rows or paragraph.code:
            return None
        item = BULLET.match(paragraph.text) or NUMBERED.match(paragraph.text)
        told = len(paragraph.text) >= (_ITEM if item else _TOLD)
        return paragraph if told else None
    return None


def _after(found: Sequence[Paragraph], i: int) -> Iterator[int]:
    page = found[i].lines[0].page
    seen = 0
    for j in range(i + 1, len(found)):
        if found[j].note or found[j].aside:
            continue
        if found[j].lines[0].page > page + 1 or seen > _MOST_BETWEEN:
            return
        seen += 1
        yield j
