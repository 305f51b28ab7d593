"""Leaves out a page's list of its own headings."""

import re
from collections.abc import Sequence
from itertools import groupby, islice

from briefing.sources.html.fragments import Fragment

_FEWEST = 2
_HEADED = 0.8
_LINKED = 0.85
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
