"""Pages with their gold text, as fragments with features and labels."""

import json
import lzma
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from briefing.sources.html.dom_to_markdown import Walker
from briefing.sources.html.fragment_features import KnownText, size_of
from briefing.sources.html.fragments import Fragment, normalize_words
from briefing.sources.html.main_content import describe, make_reference
from briefing.sources.html.parse_dom import parse_html, to_text
from briefing.sources.html.structured_data import read_structured_data

_SURE = 5
"""Words from which a fragment is looked up by its shingles."""


class Page(Struct):
    site: str
    kind: str
    rows: list[list[float]]
    labels: list[float]
    """Share of each fragment's words that stand in the gold text."""
    sizes: list[float]
    words: list[Counter[str]]
    gold: Counter[str]
    small: bool = False


def read_pages(path: Path) -> Iterator[Page]:
    """A line of `path` (.jsonl.xz) has "url", "type", "html" and "text", without which it is passed over."""
    draw = random.Random(5)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            if page["text"]:
                yield from _pages(page, draw)


def _pages(page: dict[str, str], draw: random.Random) -> Iterator[Page]:
    tree = parse_html(to_text(page["html"].encode("utf-8", "replace"))[0])
    pieces = Walker().walk(tree) if tree is not None else []
    if tree is None or not any(piece.words for piece in pieces):
        return
    types = read_structured_data(tree).types
    reference = make_reference(tree)
    gold = [line for line in map(normalize_words, page["text"].split("\n")) if line]
    labels = _labels(pieces, gold)
    site = ".".join(urlsplit("//" + page["url"].split("//")[-1]).netloc.split(".")[-2:])
    parts = [(pieces, labels, False)]
    if page["type"] == "article" and sum(label > 0.5 for label in labels) > 6:
        parts.append((*_small(pieces, labels, draw), True))
    for some, told, small in parts:
        yield Page(
            site,
            page["type"],
            describe(some, reference, types),
            told,
            [size_of(piece) for piece in some],
            [Counter(piece.words.split()) for piece in some],
            Counter(" ".join(gold).split()),
            small,
        )


def _labels(pieces: Sequence[Fragment], gold: Sequence[str]) -> list[float]:
    known, lines, whole = KnownText(gold), set(gold), f" {' '.join(gold)} "
    labels = []
    for piece in pieces:
        words = piece.words.count(" ") + 1
        if words >= _SURE:
            labels.append(known.share(piece.words))
        elif piece.words in lines:
            labels.append(1.0)
        elif f" {piece.words} " in whole:
            labels.append(0.75 if words > 1 else 0.3)
        else:
            labels.append(0.0)
    return labels


def _small(
    pieces: Sequence[Fragment], labels: Sequence[float], draw: random.Random
) -> tuple[list[Fragment], list[float]]:
    """A stretch of the text with little around it, since most pages of the corpus are long."""
    good = [i for i, label in enumerate(labels) if label > 0.5]
    bad = [i for i, label in enumerate(labels) if label < 0.5]
    size = draw.randint(2, 8)
    first = draw.randint(0, max(0, len(good) - size))
    taken = set(good[first : first + size])
    taken |= {i for i in good if pieces[i].kind == "heading" and pieces[i].level == 1}
    for _ in range(draw.randint(0, 3)):
        if bad:
            at = draw.randint(0, len(bad) - 1)
            taken |= set(bad[at : at + draw.randint(1, 6)])
    order = sorted(taken)
    return [pieces[i] for i in order], [labels[i] for i in order]
