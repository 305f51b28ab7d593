import re
from collections import Counter
from collections.abc import Collection
from typing import Any

_RULE = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,6})?)\s*pt")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_LARGER = 1.1
_LONGEST = 200
_NAMED = ("h1", "h2", "h3", "h4", "h5", "h6")

Looks = dict[str, tuple[float, bool]]
"""Class name to (font size in points, 0 if unknown; bold)."""


def read_styles(sheet: str) -> Looks:
    found: Looks = {}
    for name, body in _RULE.findall(sheet):
        size = _SIZE.search(body)
        found[name] = (float(size[1]) if size else 0.0, bool(_BOLD.search(body)))
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
    heads = [(p, size) for p, size, bold in shown if bold and size > _LARGER * usual]
    heads = [(p, size) for p, size in heads if 0 < len(p.text_content().strip()) <= _LONGEST]
    ranks = sorted({size for _, size in heads}, reverse=True)
    for p, size in heads:
        p.tag = _NAMED[min(ranks.index(size), 5)]


def _look(p: Any, looks: Looks) -> tuple[float, bool]:
    spans = list(p)
    only = spans[0] if len(spans) == 1 and spans[0].tag == "span" else p
    if only is not p and ((p.text or "").strip() or (only.tail or "").strip()):
        only = p
    return looks.get(only.get("class") or "", (0.0, False))
