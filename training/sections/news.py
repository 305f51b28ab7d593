"""News articles, each one story, and round-ups made of them, to learn when a text has several subjects.

`single.jsonl` in the folder of the briefings holds articles {"id": OUTLET_..., "text"}; `../stories` holds
`articles.jsonl` and the round-ups of `briefings.jsonl` ({"outlet", "text"}).
"""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from briefing.analysis.segmentation.find_boundaries import FEW_PARAGRAPHS, article_range
from briefing.analysis.segmentation.paragraphs import Paragraph, find_paragraphs
from training.sections.corpus import document_of

OUTLETS = {"Fox News": "fox", "HuffPost": "huff-post", "The New York Times": "nyt"}
_STORIES = (3, 7)
_PARAGRAPHS = (1, 5)
_MOST_ROUND_UPS = 60
_LEAST_WORDS = 9


class News(Struct, frozen=True):
    """The paragraphs of one article, or of a round-up with the paragraphs at which its stories start."""

    outlet: str
    units: list[Paragraph]
    starts: set[int]


def news(folder: Path, seed: int = 1) -> Iterator[News]:
    """Articles and round-ups in which topic shifts are looked for, that is long enough."""
    chance = random.Random(seed)
    by_outlet: dict[str, list[list[str]]] = {}
    for outlet, parts in articles(folder):
        by_outlet.setdefault(outlet, []).append(parts)
    for outlet, found in by_outlet.items():
        stories = [[article] for article in found]
        for story in (*stories, *_round_ups(found, chance)):
            yield from _read(outlet, story)
    for outlet, story in _weeklies(folder):
        yield from _read(outlet, story)


def articles(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """(outlet, [headline, paragraph...])."""
    for article in _lines(folder / "single.jsonl"):
        yield article["id"].split("_")[0], article["text"].split("\n\n")
    for article in _lines(folder.parent / "stories" / "articles.jsonl"):
        title, _, *body = article["text"].split("\n\n")
        yield OUTLETS[article["outlet"]], [title.removeprefix("# "), *body]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with open(path, encoding="utf-8") as file:
        yield from map(json.loads, file)


def _round_ups(found: list[list[str]], chance: random.Random) -> Iterator[list[list[str]]]:
    """The first paragraphs of several articles, one after another."""
    for _ in range(min(_MOST_ROUND_UPS, max(8, len(found) // 2))):
        count = chance.randint(*_STORIES)
        if len(found) >= count:
            bodies = [_body(article) for article in chance.sample(found, count)]
            cut = [body[: chance.randint(*_PARAGRAPHS)] for body in bodies]
            yield [["News of the week"], *(body for body in cut if body)]


def _body(article: list[str]) -> list[str]:
    return [p for p in article[1:] if len(p.split()) >= _LEAST_WORDS]


def _weeklies(folder: Path) -> Iterator[tuple[str, list[list[str]]]]:
    for weekly in _lines(folder.parent / "stories" / "briefings.jsonl"):
        parts: list[list[str]] = [[]]
        for part in weekly["text"].split("\n\n"):
            if part.startswith("## "):
                parts.append([])
            elif not part.startswith("# "):
                parts[-1].append(part)
        yield OUTLETS[weekly["outlet"]], [part for part in parts if part]


def _read(outlet: str, parts: list[list[str]]) -> Iterator[News]:
    written = [[re.sub(r"\s*\n\s*", " ", p.strip()) for p in part if p.strip()] for part in parts]
    document = document_of("\n\n".join(p for part in written for p in part))
    units = find_paragraphs(document)
    places, count = set(), 0
    for part in written:
        places.add(count)
        count += len(part)
    if len(units) != count:
        return
    order = article_range(units, set())
    if len(order) >= FEW_PARAGRAPHS:
        starts = {order.index(i) for i in places if i in order}
        yield News(outlet, [units[i] for i in order], starts if len(parts) > 1 else set())
