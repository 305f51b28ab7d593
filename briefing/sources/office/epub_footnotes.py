"""Moves footnotes in separate files to the end of the file that refers to them."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    Trees = dict[str, HtmlElement]

_LONGEST = 10_000
"""Characters of a footnote."""
_MOST = 20_000
_SIGN = re.compile(r"\W{0,2}(?:\d{1,4}|[a-z]|[*†‡§¶↩↑^]+)\W{0,2}")
_NAME = re.compile(r"_?(?:fn|footnote|note|endnote|en|ftn|n)[\w:.-]*\d", re.IGNORECASE)
_HOLDERS = frozenset(("p", "li", "aside", "div", "dd", "td"))
_AFTER_SIGN = re.compile(r"\A[\s.):\]]+")


def move_footnotes(
    trees: "Trees",
    resolve: Callable[[str, str], str],
    load: "Callable[[str], HtmlElement | None]",
) -> set[str]:
    mover = _Mover(trees, resolve, load)
    for path, tree in list(trees.items()):
        for link in [link for link in tree.iter("a") if _refers(link)]:
            mover.follow(path, link)
    return mover.emptied


class _Mover:
    def __init__(
        self,
        trees: "Trees",
        resolve: Callable[[str, str], str],
        load: "Callable[[str], HtmlElement | None]",
    ) -> None:
        self.emptied: set[str] = set()
        self._trees = trees
        self._resolve = resolve
        self._load = load
        self._others: dict[str, Any] = {}
        self._places: dict[str, dict[str, Any]] = {}
        self._moved: dict[tuple[str, str, str], str] = {}

    def follow(self, path: str, link: Any) -> None:
        href, _, name = link.get("href").partition("#")
        place = self._resolve(path, href)
        if not href or place == path or len(self._moved) >= _MOST:
            return
        key = (path, place, name)
        if key not in self._moved:
            note = _note(self._place(place, name))
            if note is None:
                return
            self._moved[key] = f"fn-moved-{len(self._moved)}"
            for back in list(note.iter("a")):
                if self._leads(place, back, path):
                    _drop(back)
            _move(note, self._trees[path], self._moved[key])
            self.emptied.add(place)
        link.set("href", f"#{self._moved[key]}")

    def _tree(self, path: str) -> Any:
        if path in self._trees:
            return self._trees[path]
        if path not in self._others:
            self._others[path] = self._load(path)
        return self._others[path]

    def _place(self, path: str, name: str) -> Any:
        if path not in self._places:
            tree = self._tree(path)
            found: dict[str, Any] = {}
            for element in tree.iter() if tree is not None else ():
                for said in (element.get("id"), element.get("name")):
                    if said:
                        found.setdefault(said, element)
            self._places[path] = found
        return self._places[path].get(name)

    def _leads(self, place: str, link: Any, path: str) -> bool:
        href, fragment, _ = (link.get("href") or "").partition("#")
        sign = _SIGN.fullmatch("".join(link.itertext()).strip())
        return bool(fragment and sign) and self._resolve(place, href) == path


def _refers(link: Any) -> bool:
    href = link.get("href") or ""
    if "#" not in href or "://" in href:
        return False
    if "noteref" in f"{link.get('epub:type')} {link.get('role')}":
        return True
    raised = link.find(".//sup") is not None or link.getparent().tag == "sup"
    named = raised or _NAME.match(href.partition("#")[2])
    return bool(named) and bool(_SIGN.fullmatch("".join(link.itertext()).strip()))


def _note(found: Any) -> Any:
    while found is not None and found.tag not in _HOLDERS:
        found = found.getparent() if found.tag in ("a", "span", "sup", "b", "i", "em") else None
    if found is None or found.getparent() is None:
        return None
    long = len("".join(found.itertext())) > _LONGEST
    return None if long or found.find(".//h1") is not None else found


def _drop(link: Any) -> None:
    link.tail = _AFTER_SIGN.sub("", link.tail or "")
    link.drop_tree()


def _move(note: Any, tree: Any, name: str) -> None:
    body = tree.find(".//body") if tree.tag != "body" else tree
    new = tree.makeelement("div", {"id": name})
    new.text = note.text
    new.extend(list(note))
    note.drop_tree()
    (body if body is not None else tree).append(new)
