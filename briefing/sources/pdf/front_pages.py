"""Finds what is large or bold and begins no part: title pages, notes, labels."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from briefing.model import count_unspaced
from briefing.model.chapter_words import CHAPTER, NUMBER
from briefing.sources.html.fragments import normalize_words
from briefing.sources.pdf.line_starts import NUMBERED_PART
from briefing.sources.pdf.pdf_paragraphs import Paragraph

T = TypeVar("T")
_BOXES = frozenset(
    [
        "note",
        "notes",
        "tip",
        "tips",
        "hint",
        "caution",
        "warning",
        "warnings",
        "important",
        "attention",
        "danger",
        "remark",
        "todo",
        "example",
        "hinweis",
        "tipp",
        "achtung",
        "warnung",
        "wichtig",
        "remarque",
        "conseil",
        "avertissement",
        "nota",
        "consejo",
        "advertencia",
        "importante",
        "nota",
        "bene",
        "nb",
    ]
)
_LABEL = re.compile(
    rf"(?:(?:{CHAPTER}|article|artikel|artículo|articolo|art\.|schedule|clause|title|titre|título|exhibit|"
    rf"attachment|question|item|rule)(?:\s+(?:{NUMBER}|[a-z]))?|§+\s?\d{{1,4}}\s?[a-z]?|{NUMBER}|[a-z])\s?[.:]?\Z",
    re.IGNORECASE,
)
_NAMED = 5
"""Letters of a label that are more than a number."""
_TITLE_PAGES = 4
"""Pages on which the title may be repeated."""
_FEW_WORDS, _MANY = 120, 1000
"""Most words of a title page; those of a table."""


def is_box_name(text: str) -> bool:
    return text.casefold().strip(" :.!") in _BOXES


def without_front_matter(
    found: Sequence[Paragraph], heads: dict[int, T], outline: Container[str]
) -> dict[int, T]:
    """Of pages before the text, only the largest heading is left, and where it is said again, none."""
    pages = [paragraph.lines[0].page for paragraph in found]
    first = [i for i in heads if pages[i] == pages[0]]
    if not first:
        return heads
    title = max(first, key=lambda i: found[i].size)
    again = {
        i for i in heads if i != title and _letters(found[i].text) == _letters(found[title].text)
    }
    front = _front_pages(found, {pages[i] for i in again})
    if not front >= {pages[i] for i in heads}:
        again |= {
            i
            for i in heads
            if i != title and pages[i] in front and not NUMBERED_PART.match(found[i].text)
        }
    listed = {i for i in again if normalize_words(found[i].text) in outline}
    again -= {i for i in listed if i not in first and pages[i] >= pages[0] + _TITLE_PAGES}
    return {i: head for i, head in heads.items() if i not in again}


def _front_pages(found: Sequence[Paragraph], titled: set[int]) -> set[int]:
    """The first if it has few words, and those that follow with few and the title again."""
    words = Counter[int]()
    for paragraph in found:
        words[paragraph.lines[0].page] += _MANY if paragraph.rows else _count_words(paragraph.text)
    front: set[int] = set()
    for page, count in words.items():
        if count > _FEW_WORDS or (front and page not in titled):
            break
        front.add(page)
    return front


def _count_words(text: str) -> int:
    return len(text.split()) + count_unspaced(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def join_labels(
    found: Sequence[Paragraph], levels: Mapping[int, int], body: float
) -> tuple[list[Paragraph], dict[int, int]]:
    """Makes one heading of "Chapter 1" and the name below it; `body` is the text's size."""
    joined: list[Paragraph] = []
    kept: dict[int, int] = {}
    labels: list[Paragraph] = []
    for i, paragraph in enumerate(found):
        named = len(paragraph.text) > _NAMED or paragraph.text[:1] == "§"
        least = 0.95 * body if named else body
        large = i in levels or (paragraph.size > least and not paragraph.rows)
        after = found[i + 1] if i + 1 in levels else None
        together = after is not None and after.lines[0].page == paragraph.lines[0].page
        if large and together and _LABEL.match(paragraph.text):
            labels.append(paragraph)
            continue
        if i in levels:
            kept[len(joined)] = levels[i]
        joined.append(_with_labels(labels, paragraph) if labels else paragraph)
        labels = []
    return joined, kept


def _with_labels(labels: Sequence[Paragraph], heading: Paragraph) -> Paragraph:
    parts = [*labels, heading]
    return replace(
        heading,
        lines=[line for part in parts for line in part.lines],
        text=" ".join(part.text for part in parts),
        marks=[],
        gap=labels[0].gap,
    )
