"""The parts that a book's table of contents names, as headings of the text."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HOLDERS = frozenset(("body", "div", "section", "article", "main"))
_BLOCKS = (
    _HOLDERS | _HEADINGS | {"p", "li", "blockquote", "td", "table", "ul", "ol", "aside", "pre"}
)
_LETTERS = re.compile(r"\w+")
_NEAR = 3
"""Blocks among which a heading belongs to the part that begins there."""
_MAKERS = re.compile(
    r"\b(?:author|editor|translator|othercredit|collab|subtitle|publisher|edition|pubdate|releaseinfo)\b",
    re.IGNORECASE,
)
_LONGEST_AUTHOR = 200
_SEEN = 20
"""Children among which a division's first block stands."""


class Entry(NamedTuple):
    path: str
    fragment: str
    title: str
    depth: int = 1


def name_parts(trees: dict[str, Any], entries: list[Entry]) -> None:
    """Headings for the entries that lead to a place in a chapter, or to a line that says the same."""
    places = {
        path: {e.get("id"): e for e in tree.iter() if e.get("id")} for path, tree in trees.items()
    }
    seen: set[Any] = set()
    for entry in entries:
        if entry.path not in trees or not _words(entry.title):
            continue
        start = places[entry.path].get(entry.fragment) if entry.fragment else trees[entry.path]
        block = _first_block(start) if start is not None else None
        if block is None or block in seen or block.tag in _HEADINGS:
            continue
        seen.add(block)
        if block.tag == "p" and _says(block, entry.title):
            block.tag = "h2"
        elif entry.fragment and block.getparent().tag in _HOLDERS and not _is_headed(block):
            heading = block.makeelement("h2", {})
            heading.text = entry.title
            block.addprevious(heading)


def rank_headings(trees: dict[str, Any], entries: list[Entry]) -> None:
    """Gives headings the depth of their entries, where a book's entries nest."""
    if all(entry.depth == 1 for entry in entries):
        return
    depths: dict[Any, int] = {}
    order = {path: list(tree.iter()) for path, tree in trees.items()}
    places = {
        path: {e.get("id"): at for at, e in reversed(list(enumerate(elements))) if e.get("id")}
        for path, elements in order.items()
    }
    for entry in entries:
        start = places.get(entry.path, {}).get(entry.fragment, 0 if not entry.fragment else None)
        if start is None or entry.path not in order:
            continue
        around = [
            e for e in order[entry.path][max(start - 1, 0) : start + _SEEN] if e.tag in _HEADINGS
        ]
        heading = next((e for e in around if _names(entry.title, e)), None)
        if heading is not None:
            depths.setdefault(heading, entry.depth)
    for elements in order.values():
        depth = 0
        for heading in [e for e in elements if e.tag in _HEADINGS]:
            depth = depths.get(heading, depth)
            own = depth if heading in depths else max(int(heading.tag[1]), depth + 1)
            heading.tag = f"h{min(own, 6)}" if depth else heading.tag


def unhead_names(trees: Iterable[Any], author: str) -> None:
    """Lines of the title page that say who made the book are no headings."""
    for heading in [h for tree in trees for h in tree.iter(*_HEADINGS)]:
        names = f"{heading.get('class')} {heading.getparent().get('class')}"
        words = _words(heading.text_content()[:_LONGEST_AUTHOR])
        if _MAKERS.search(names) or (
            author
            and words[-len(_words(author)) :] == _words(author)
            and len(words) <= len(_words(author)) + 1
        ):
            heading.tag = "p"


def _names(title: str, heading: Any) -> bool:
    own, said = _words("".join(heading.itertext())), _words(title)
    return bool(own and said) and (
        own[-len(said) :] == said or said[-len(own) :] == own or own[: len(said)] == said
    )


def _first_block(element: Any) -> Any:
    while element.tag not in _BLOCKS:
        parent = element.getparent()
        if parent is None:
            return None
        if parent.tag in _HOLDERS:
            after = islice(element.itersiblings(), _NEAR)
            return next((other for other in after if other.tag in _BLOCKS - _HOLDERS), None)
        element = parent
    if element.tag in _HOLDERS and not len(element) and not (element.text or "").strip():
        element = element.getnext()
    while element is not None and element.tag in _HOLDERS:
        children = islice(element, _SEEN)
        element = next((child for child in children if child.tag in _BLOCKS), None)
    return element if element is not None and element.getparent() is not None else None


def _says(block: Any, title: str) -> bool:
    own, said = _words("".join(block.itertext())), _words(title)
    return own in (said, said[1:] if said[0].isdigit() else said)


def _is_headed(block: Any) -> bool:
    near = [block]
    while len(near) < _NEAR and (following := near[-1].getnext()) is not None:
        near.append(following)
    return any(e.tag in _HEADINGS for e in near)


def _words(text: str) -> list[str]:
    return _LETTERS.findall(text.casefold())
