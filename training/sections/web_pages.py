"""Web pages, each about one thing, and pages made of several, to learn when a text has several subjects.

`../web/pages.jsonl.xz` beside the folder of the briefings holds the pages (see ../web/pages.py).
"""

import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

from briefing.analysis.segmentation.find_boundaries import FEW_PARAGRAPHS, article_range
from briefing.analysis.segmentation.paragraphs import Paragraph, find_paragraphs
from briefing.errors import BriefingError
from briefing.model.languages import ENGLISH
from briefing.sources.convert import convert
from training.sections.news import News

FOLDS = 5
"""Groups of sites, each to be left out in turn."""
_STORIES = (3, 7)
_PARAGRAPHS = (2, 6)
_MADE = 60
"""Pages of several subjects to a fold."""
_LEAST_WORDS = 9
_ABOUT_MANY = ("listing", "collection")


def pages(folder: Path, seed: int = 2) -> Iterator[News]:
    """Pages without their headings and clutter, long enough to look for topic shifts in."""
    chance = random.Random(seed)
    by_fold: dict[str, list[list[Paragraph]]] = {}
    for page in _lines(folder.parent / "web" / "pages.jsonl.xz"):
        if page["type"] not in _ABOUT_MANY and (units := _text(page["html"])):
            by_fold.setdefault(_fold(page["url"]), []).append(units)
    for fold, found in sorted(by_fold.items()):
        for units in found:
            yield from _of(fold, [units])
        for _ in range(_MADE):
            some = chance.sample(found, chance.randint(*_STORIES))
            yield from _of(fold, [_part(units, chance) for units in some])


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _fold(url: str) -> str:
    site = ".".join(urlsplit(url).netloc.split(".")[-2:])
    return f"pages-{crc32(site.encode()) % FOLDS}"


def _text(page: str) -> list[Paragraph]:
    try:
        document = convert(page.encode("utf-8", "replace"), "page.html")[0]
    except BriefingError:
        return []
    if document.language not in (None, ENGLISH):
        return []
    units = find_paragraphs(document)
    clutter = {
        i for i, u in enumerate(units) if any(s.contains(u.span) for s in document.boilerplate)
    }
    return [units[i] for i in article_range(units, clutter) if not units[i].level]


def _part(units: list[Paragraph], chance: random.Random) -> list[Paragraph]:
    told = [unit for unit in units if len(unit.words) >= _LEAST_WORDS]
    return told[: chance.randint(*_PARAGRAPHS)]


def _of(fold: str, parts: list[list[Paragraph]]) -> Iterator[News]:
    units, starts = [], set()
    for part in parts:
        starts.add(len(units))
        units += part
    if len(units) >= FEW_PARAGRAPHS:
        yield News(fold, units, starts if len(parts) > 1 else set())
