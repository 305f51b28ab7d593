"""What a book prints around its text: tables of contents, and the words of who made the file."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from briefing.model.heading_words import is_contents_heading

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TEXTS = frozenset((*_HEADINGS, "p"))
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[ivxlcdm]+")
_ALWAYS = frozenset(("table", "of", "contents", "chapter", "part", "page"))
_SAYS_SO = re.compile(r"\b(?:toc|lof|lot|loi|landmarks|page-list|list-of-\w+)\b", re.IGNORECASE)
_MAKER = re.compile(r"\b(?:boilerplate|pg-?(?:header|footer))\b", re.IGNORECASE)
_FEWEST, _FEWEST_SAID = 4, 2
"""Links of a list; the same where its markup says that it is one."""
_KNOWN = 0.9
"""Share of its words that stand in headings."""
_MOST = 0.8
"""Share of a page's words that stand in its headings, where these are the list."""
_MOST_LOOSE = 6
"""Words of its headings."""
_SEEN = 200
"""Characters before it in which its heading is looked for."""
_LINE = 15
"""Words for each of its links."""


class _Count(NamedTuple):
    words: int = 0
    known: int = 0
    links: int = 0
    loose: int = 0
    """Words of headings and paragraphs without a link."""

    def __add__(self, other: tuple[int, ...]) -> "_Count":  # type: ignore[override]
        return _Count(*(a + b for a, b in zip(self, other, strict=True)))


def take_listings(tree: Any, titles: frozenset[str], leads: Callable[[str], bool]) -> list[Any]:
    """Cuts them out of the tree; `titles` are the words of all headings, `leads` tells links into the book."""
    counts = _count(tree, titles, leads)
    if counts[tree].links < _FEWEST_SAID:
        return []
    page = next(tree.iter("body"), tree)
    if _names_parts(page, counts):
        return [_cut(list(page.iter(*_HEADINGS)))]
    found: list[list[Any]] = []
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        for run in _runs(element, counts):
            if _is_listing(run, counts):
                found.append(run)
            else:
                waiting += [e for e in run if counts[e].links >= _FEWEST_SAID]
    return [_cut([*_heading_before(run[0]), *run]) for run in found]


def take_boilerplate(tree: Any) -> list[Any]:
    named = [e for e in tree.iter("section", "div", "pre") if _is_around(e)]
    return [_cut([e]) for e in named if not any(map(_is_around, e.iterancestors()))]


def _is_around(element: Any) -> bool:
    named = _MAKER.search(element.get("class") or "")
    return bool(named) or element.get("role") == "navigation"


def _names_parts(page: Any, counts: dict[Any, _Count]) -> bool:
    total = _Count()
    for heading in page.iter(*_HEADINGS):
        total += counts[heading]
    linked = total.links >= _FEWEST and total.words <= _LINE * total.links
    most = total.words >= _MOST * counts[page].words
    return linked and most and total.known >= _KNOWN * total.words


def title_words(trees: Iterable[Any], titles: Iterable[str]) -> frozenset[str]:
    said = [h.text_content() for tree in trees for h in tree.iter(*_HEADINGS)]
    return _ALWAYS.union(*(_WORD.findall(text.casefold()) for text in (*said, *titles)))


def _count(tree: Any, titles: frozenset[str], leads: Callable[[str], bool]) -> dict[Any, _Count]:
    counts: dict[Any, _Count] = {}

    def read(text: str | None) -> _Count:
        words = [w for w in _WORD.findall((text or "").casefold()) if not _NUMBER.fullmatch(w)]
        return _Count(len(words), sum(word in titles for word in words))

    for element in reversed(list(tree.iter())):
        own = counts.get(element, _Count())
        if isinstance(element.tag, str):
            own += read(element.text)
            own += _Count(links=element.tag == "a" and leads(element.get("href") or ""))
        if element.tag in _TEXTS and not own.links:
            own += _Count(loose=own.words)
        counts[element] = own
        parent = element.getparent()
        if parent is not None and element is not tree:
            counts[parent] = counts.get(parent, _Count()) + own + read(element.tail)
    return counts


def _runs(element: Any, counts: dict[Any, _Count]) -> list[list[Any]]:
    """Its children with links that stand together, and the others one by one."""
    runs: list[list[Any]] = [[]]
    for child in element:
        count = counts[child]
        if count.links and _is_short(count) and child.tag not in _HEADINGS:
            runs[-1].append(child)
        elif count.words:
            runs += [[child], []]
    return [run for run in runs if run]


def _is_short(count: _Count) -> bool:
    return count.words <= _LINE * count.links and count.loose <= _MOST_LOOSE


def _is_listing(run: list[Any], counts: dict[Any, _Count]) -> bool:
    total = _Count()
    for element in run:
        total += counts[element]
    names = " ".join(run[0].get(name) or "" for name in ("epub:type", "class", "role", "id"))
    said = len(run) == 1 and bool(_SAYS_SO.search(names) or _heading_before(run[0]))
    if not _is_short(total) or total.links < (_FEWEST_SAID if said else _FEWEST):
        return False
    return said or total.known >= _KNOWN * total.words


def _cut(run: list[Any]) -> Any:
    holder = run[0].makeelement("div", {})
    for element in run:
        parent, tail = element.getparent(), element.tail
        before = element.getprevious()
        if tail and before is not None:
            before.tail = (before.tail or "") + tail
        elif tail:
            parent.text = (parent.text or "") + tail
        element.tail = None
        holder.append(element)
    return holder


def _heading_before(element: Any) -> list[Any]:
    for _ in range(3):
        before = element.getprevious()
        while before is not None and not before.text_content().strip():
            before = before.getprevious()
        if before is not None:
            words = " ".join(before.text_content()[:_SEEN].split())
            return [before] if is_contents_heading(words) else []
        element = element.getparent()
        if element is None or element.tag in ("body", "html"):
            return []
    return []
