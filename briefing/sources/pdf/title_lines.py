"""Finds what stands around a title and heads nothing."""

import re
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from briefing.model.calendar_words import WEEKDAYS, every_month_name
from briefing.sources.pdf.line_starts import SECTION
from briefing.sources.pdf.part_names import names_a_part
from briefing.sources.pdf.pdf_paragraphs import Paragraph

T = TypeVar("T")
_LONGEST = 120
_MOST_WORDS = 14
_MOST_NAMES, _MOST_STAMPED = 28, 12
_ONE_NAME = range(2, 5)
_SIGNED = re.compile(r"[,*†‡§]|\b[A-Z]\.|[a-z]\d|\b(?:and|und|et|y)\b")
_NAMED = re.compile(
    r"(?:\A|[\s.-])(?!U\.(?:S|K|N)\.|E\.U\.)[A-Z]\.\s?(?:[A-Z]\.\s?){0,4}[A-ZÀ-Þ][\w’'-]|[a-zß-ÿ](?:\d{1,2}|[*†‡§¶∗])(?=[\s,;]|\Z)"
)
_INITIALS = re.compile(r"(?:[A-Z]\.\s?){2}")
_YEAR = re.compile(r"\d{4}")
_OFFICE = re.compile(
    r"\b(?:universi|institu[tc]|laborator|(?:department|faculty|school|college) of\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\S@\S|\b(?:universi|institu|department|facult|fakult|laborator|academy|affiliation|e-?mail)",
    re.IGNORECASE,
)
PARTICLES = frozenset(
    [
        "and",
        "und",
        "et",
        "y",
        "e",
        "of",
        "the",
        "for",
        "de",
        "von",
        "van",
        "der",
        "del",
        "di",
        "da",
        "la",
        "du",
        "at",
        "in",
        "&",
        "–",
        "dos",
        "das",
    ]
)
_WORDS, _DIGIT = re.compile(r"\w+"), re.compile(r"\d")
_STATES = frozenset(
    (
        "draft",
        "confidential",
        "embargo",
        "embargoed",
        "not",
        "immediate",
        "unclassified",
        "restricted",
        "unofficial",
        "reprint",
        "execution",
        "conformed",
    )
)
_STAMPS = (
    "draft working discussion confidential embargo embargoed not for publication citation distribution "
    "immediate release press news media advance copy unclassified restricted unofficial reprint "
    "execution conformed version"
)
_DATED = (
    "updated published posted revised issued released changed modified effective prepared approved "
    "received filed submitted last first date dated as of on at the no nr number report version edition "
    "issue vol volume stand vom le du del"
)
_STAMP_WORDS, _DATE_WORDS = frozenset(_STAMPS.split()), frozenset((*_DATED.split(), *WEEKDAYS))
_CODE = re.compile(
    r"[A-Z]{3}[A-Z._/-]{0,20}\d{4}[\w./-]{0,40}\Z|"
    r"(?i:version|revision)\s\d{1,3}(?:\.\d{1,3}){0,3}\Z|"
    r"(?i:document|doc|file|docket|ref|reference)\.?\s(?i:id|no|number)\b\.?:?\s?\S{0,20}?\d\S{0,40}\Z"
)
_ORIGINS = re.compile(r"(?:version|release|to appear|submitted|accepted|preprint)\s", re.IGNORECASE)
_NEARLY = 2


def without_subtitles(
    found: Sequence[Paragraph],
    levels: dict[int, int],
    styles: Mapping[int, tuple[float, bool]],
) -> dict[int, int]:
    order = list(levels)
    if len(order) < 2 or levels[order[0]] != min(levels.values()):
        return levels
    kept = dict(levels)
    for n, (i, after) in enumerate(pairwise([*order[1:], len(found)]), 2):
        told = sum(len(found[k].text) for k in range(i + 1, after))
        deeper = after in levels and levels[after] < levels[i] and told <= _LONGEST
        alone = all(styles[other] != styles[i] for other in order[n:])
        if found[i].lines[0].page > found[order[0]].lines[0].page or not (
            deeper or (alone and _is_byline(found[i].text))
        ):
            break
        del kept[i]
    return kept


def without_authors(
    found: Sequence[Paragraph], heads: dict[int, T], named: Container[int]
) -> dict[int, T]:
    """`named` are those that the file itself calls headings."""
    if not heads:
        return heads
    page = found[min(heads)].lines[0].page
    title = max(heads, key=lambda i: (found[i].lines[0].page == page, found[i].size))
    front = _before_text(found, title)
    below = {head for i, head in heads.items() if i not in front}
    return {
        i: head
        for i, head in heads.items()
        if i in named
        or i == title
        or i not in front
        or not (
            _names_authors(found[i].text, "" if head in below else found[i + 1].text)
            or _is_counted_anew(found, heads, i, head)
        )
    }


def _is_counted_anew(found: Sequence[Paragraph], heads: Mapping[int, T], i: int, head: T) -> bool:
    number = SECTION.match(found[i].text)
    return number is not None and any(
        j > i and other != head and found[j].text.startswith(number[0])
        for j, other in heads.items()
    )


def _before_text(found: Sequence[Paragraph], title: int) -> set[int]:
    page = found[title].lines[0].page
    told: set[int] = set()
    above: set[int] = set()
    for i, paragraph in enumerate(found[:-1]):
        here = paragraph.lines[0].page
        if here > page + 1:
            break
        if i > title and len(paragraph.text) > _LONGEST and not paragraph.rows:
            told.add(here)
        elif here not in told:
            above.add(i)
    return above


def _names_authors(text: str, after: str) -> bool:
    count = len(text.split())
    if not _are_names(text) or count > _MOST_NAMES or names_a_part(text) or _YEAR.search(text):
        return False
    address = 0 < len(after) <= _LONGEST and after[-1] not in ".:" and _PLACE.search(after)
    return bool(_NAMED.search(text) or _OFFICE.search(text) or (address and count in _ONE_NAME))


def _is_byline(text: str) -> bool:
    words = text.split()
    if words[0].casefold() in ("by", "von", "par", "por"):
        return len(words) <= _MOST_WORDS
    return 1 < len(words) <= _MOST_NAMES and _are_names(text) and bool(_SIGNED.search(text))


def _are_names(text: str) -> bool:
    named = all(word in PARTICLES or not word[0].islower() for word in text.split())
    return named and (not SECTION.match(text) or bool(_INITIALS.match(text)))


def is_stamp(text: str) -> bool:
    """True for a line that only says: "Updated 3 May 2033", "Draft"."""
    start = text[:_LONGEST].casefold()
    first = _WORDS.search(start)
    if not first or not (first[0] in _STAMP_WORDS or _DIGIT.search(start)):
        return False
    words = _WORDS.findall(start)
    if len(words) > _MOST_STAMPED:
        return False
    if _STAMP_WORDS.issuperset(words):
        return not _STATES.isdisjoint(words)
    if _CODE.match(text):
        return True
    numbers = sum([word[0].isdecimal() for word in words])
    if not numbers:
        return False
    months = sum(word in every_month_name() for word in words)
    known = sum(word in _DATE_WORDS for word in words)
    dated = numbers > 2 or months
    spare = _NEARLY if _ORIGINS.match(text) else 0
    return bool(dated) and numbers + months + known + spare >= len(words)
