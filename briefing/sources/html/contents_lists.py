"""Leaves out lists of a page's own headings and of a book's pages."""

import re
from collections.abc import Sequence
from itertools import groupby, islice
from typing import Any

from briefing.sources.html.element_roles import ancestors
from briefing.sources.html.fragments import Fragment

LISTS_CHAPTERS = re.compile(
    r"(?:^|[\s_-])(?:toc|toctree|table-of-contents)(?:$|[\s_-])", re.IGNORECASE
)
_FEWEST, _FEWEST_CHAPTERS = 2, 5
_HEADED = 0.8
_LINKED, _HALF = 0.85, 0.5
_MOST_LINKS = 60
_NUMBER = re.compile(r"\A(?:\d{1,3} )+(?=\S)")
_CALLED = re.compile(
    r"(?:(?:table of )?contents?|(?:o|i)n this (?:article|guide|page|post|section)|jump to|quick links|inhalt|"
    r"inhaltsverzeichnis|sommaire|table des matières|índice|indice|contenidos?|inhoud)(?: (?:hide|show|toggle)\b.{0,60})?"
)


def drop_contents(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    told = [i for i, p in enumerate(pieces) if kept[i] and p.words and not p.aside]
    above = dict(zip(told[1:], told, strict=False))
    heads = {_name(pieces[i]) for i in told if pieces[i].kind == "heading"}
    for page, run in groupby(told, lambda i: _find_page(pieces[i])):
        entries = list(run) if page is not None and heads else []
        headed = sum(1 for i in entries if _name(pieces[i]) in heads)
        if len(entries) < _FEWEST or headed < _HEADED * len(entries):
            continue
        label = above.get(entries[0])
        if label is not None and _CALLED.fullmatch(pieces[label].words):
            kept[label] = False
        for i in entries:
            kept[i] = False


def settle_chapter_lists(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    told = [i for i, piece in enumerate(pieces) if piece.words and not piece.aside]
    lists: dict[Any, list[int]] = {}
    for i in told:
        named = [e for e in ancestors(pieces[i].parent) if _lists_chapters(e)]
        if named:
            lists.setdefault(named[-1], []).append(i)
    listed = {i for entries in lists.values() for i in entries}
    texts = [i for i in told if kept[i] and i not in listed]
    beside = {pieces[i].parent for i in texts}
    said = sum(pieces[i].words.count(" ") + 1 for i in texts)
    for holder, entries in lists.items():
        links = islice(holder.iter("a"), _MOST_LINKS)
        pages = {(link.get("href") or "").partition("#")[0] for link in links} - {""}
        linked = sum(1 for i in entries if pieces[i].linked >= _HALF)
        if len(pages) < _FEWEST_CHAPTERS or linked < _HEADED * len(entries):
            continue
        in_text = holder.getparent() in beside and not pieces[entries[0]].outside
        if in_text or sum(pieces[i].words.count(" ") + 1 for i in entries) < said:
            for i in entries:
                kept[i] = in_text


def _lists_chapters(element: Any) -> bool:
    return LISTS_CHAPTERS.search(element.get("class") or "") is not None


def _find_page(piece: Fragment) -> str | None:
    if piece.linked < _LINKED or piece.kind != "paragraph" or piece.parent is None:
        return None
    pages: set[str] = set()
    for link in islice(piece.parent.iter("a"), _MOST_LINKS):
        page, _, place = (link.get("href") or "").partition("#")
        if not place:
            return None
        pages.add(page)
    return pages.pop() if len(pages) == 1 else None


def _name(piece: Fragment) -> str:
    return _NUMBER.sub("", piece.words)
