import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import Any

_RULE = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,6})?)\s*+(pt|r?em|%)")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|text-align\s*:\s*center")
_POINTS = {"pt": 1.0, "em": 12.0, "rem": 12.0, "%": 0.12}
_USUAL = 11.0
_CHAPTER = 30
_OPENING, _SHORT = 2, 8
"""Paragraphs at the head of a chapter that may be its heading, and their words."""
_LARGER = 1.1
_LONGEST = 200
_NAMED = ("h1", "h2", "h3", "h4", "h5", "h6")

Looks = dict[str, tuple[float, bool]]
"""Class name to (font size in points, 0 if unknown; bold)."""


def read_styles(sheet: str) -> Looks:
    found: Looks = {}
    for name, body in _RULE.findall(sheet):
        size = _SIZE.search(body)
        points = float(size[1] or 0) * _POINTS[size[2]] if size else 0.0
        found[name] = (points, bool(_BOLD.search(body)))
    return found


def name_headings(trees: Collection[Any], looks: Looks) -> None:
    """Only for books without headings; the largest type becomes level 1."""
    if not looks or any(next(tree.iter(*_NAMED), None) is not None for tree in trees):
        return
    shown = [(p, *_look(p, looks)) for tree in trees for p in tree.iter("p")]
    sizes: Counter[float] = Counter()
    for p, size, _ in shown:
        sizes[size] += len(p.text_content())
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    usual = usual or (_USUAL if any(size > _USUAL for _, size, _ in shown) else 0.0)
    heads = [(p, size) for p, size, bold in shown if bold and size > _LARGER * usual]
    heads = [(p, size) for p, size in heads if 0 < len(p.text_content().strip()) <= _LONGEST]
    ranks = sorted({size for _, size in heads}, reverse=True)
    for p, size in heads:
        p.tag = _NAMED[min(ranks.index(size), 5)]


def head_chapters(trees: Sequence[Any]) -> None:
    """Only for books without headings: the short lines at the head of a chapter, or its number."""
    if len(trees) < 2 or any(next(tree.iter(*_NAMED), None) is not None for tree in trees):
        return
    for number, tree in enumerate(trees, 1):
        lines = [p for p in tree.iter("p") if p.text_content().strip()]
        short = list(takewhile(_is_short, lines[:_OPENING]))
        for p in short if len(lines) > len(short) else ():
            p.tag = "h2"
        if not short and len(tree.text_content().split()) >= _CHAPTER:
            heading = lines[0].makeelement("h2", {})
            heading.text = str(number)
            lines[0].addprevious(heading)


def _is_short(p: Any) -> bool:
    words = p.text_content().strip()
    return len(words.split()) <= _SHORT and not words.endswith((".", "!", "?", ":", ",", "”", '"'))


def _look(p: Any, looks: Looks) -> tuple[float, bool]:
    spans = list(p)
    only = spans[0] if len(spans) == 1 and spans[0].tag == "span" else p
    if only is not p and ((p.text or "").strip() or (only.tail or "").strip()):
        only = p
    return looks.get(only.get("class") or "", (0.0, False))
