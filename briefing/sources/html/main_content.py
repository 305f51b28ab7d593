"""Chooses a page's article: trafilatura's result, corrected by structure."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from briefing.sources.html.fragments import Fragment, normalize_space

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ANCHOR = 5
"""Words from which a fragment may match anywhere in the reference; a shorter one matches a line."""
_LINKED = 0.6
"""Above this share of link text a fragment is navigation."""
_LEAST = 0.25
"""A reference with a smaller share of the page's words is ignored."""
_AROUND = re.compile(
    r"(?:^|[-_ ])(?:related|promo|newsletter|subscri\w*|share|sharing|social|comments?|sidebar|advert\w*|"
    r"ads?|sponsor\w*|recommend\w*|trending|popular|breadcrumbs?|cookies?|paywall|more-(?:on|from)|"
    r"read-more|outbrain|taboola|author-bio|tags?)(?:$|[-_ ])",
    re.IGNORECASE,
)


class Reference(Struct, frozen=True):
    text: str = ""
    title: str | None = None
    byline: str | None = None
    site: str | None = None
    published: str | None = None
    language: str | None = None


def make_reference(tree: "HtmlElement", address: str) -> Reference:
    """May change `tree`; empty if trafilatura finds nothing."""
    from trafilatura import bare_extraction

    for image in list(tree.iter("img")):
        image.drop_tree()  # Trafilatura loses the paragraph around it.
    options = {"extensive_search": False, "original_date": True}
    found: Any = bare_extraction(
        tree,
        url=address or None,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=options,
    )
    if found is None:
        return Reference()
    return Reference(
        found.text or "", found.title, found.author, found.sitename, found.date, found.language
    )


def choose_main_content(pieces: Sequence[Fragment], text: str, title: str | None) -> list[bool]:
    lines = [normalize_space(line) for line in text.split("\n")]
    words = sum(piece.words.count(" ") + 1 for piece in pieces if not _is_boilerplate(piece))
    if sum(line.count(" ") + 1 for line in lines) < _LEAST * words:
        return [not _is_boilerplate(piece) for piece in pieces]
    kept = _match_reference(pieces, lines)
    _trim(pieces, kept)
    _fill(pieces, kept)
    _extend(pieces, kept)
    _take_title(pieces, kept, title)
    _take_notes(pieces, kept)
    return kept


def _match_reference(pieces: Sequence[Fragment], lines: list[str]) -> list[bool]:
    whole = " " + " ".join(filter(None, lines)) + " "
    short = Counter(line for line in lines if line)
    kept = []
    for piece in pieces:
        known = False
        if piece.words and piece.words.count(" ") + 1 >= _ANCHOR:
            known = f" {piece.words} " in whole
        elif piece.words and short[piece.words] > 0:
            short[piece.words] -= 1
            known = not piece.outside
        kept.append(known)
    return kept


def _fill(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    indices = [i for i, known in enumerate(kept) if known]
    if not indices:
        return
    last_in: dict[int, int] = {}
    for i in indices:
        for parent in _ancestors(pieces[i].parent):
            last_in[id(parent)] = i
    seen: set[int] = set()
    for i in range(indices[0], indices[-1] + 1):
        piece = pieces[i]
        if kept[i]:
            seen.update(id(parent) for parent in _ancestors(piece.parent))
        elif not _is_boilerplate(piece):
            home = _home(piece)
            kept[i] = id(home) in seen and last_in.get(id(home), -1) > i


def _trim(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    for i, piece in enumerate(pieces):
        if kept[i] and piece.kind != "heading":
            if piece.linked <= _LINKED:
                return
            kept[i] = False


def _extend(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    if True not in kept:
        return
    last = len(kept) - 1 - kept[::-1].index(True)
    home = _home(pieces[last])
    if home is None or (home.tag != "article" and home.get("itemprop") != "articleBody"):
        return
    end = last + 1
    while end < len(pieces) and _home(pieces[end]) is home and not _is_boilerplate(pieces[end]):
        end += 1
    while pieces[end - 1].kind == "heading":
        end -= 1
    kept[last + 1 : end] = [True] * (end - last - 1)


def _home(piece: Fragment) -> Any:
    home = parent = piece.parent
    while parent is not None and parent.tag in _LISTS:
        parent = parent.getparent()
        home = parent
    return home


_LISTS = frozenset(
    ("ul", "ol", "li", "blockquote", "dl", "dd", "figure", "p", "td", "tr", "tbody", "table")
)


def _ancestors(element: Any) -> list[Any]:
    line = []
    while element is not None and element.tag not in ("body", "html"):
        line.append(element)
        element = element.getparent()
    return line if element is None else [*line, element]


def _is_boilerplate(piece: Fragment) -> bool:
    if piece.outside or (piece.linked > _LINKED and piece.kind == "paragraph"):
        return True
    element = piece.parent
    for _ in range(3):
        if element is None or element.tag in ("body", "html", "main", "article"):
            return False
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _AROUND.search(names):
            return True
        element = element.getparent()
    return False


def _take_title(pieces: Sequence[Fragment], kept: list[bool], title: str | None) -> None:
    if True not in kept:
        return
    first = kept.index(True)
    if pieces[first].kind == "heading" and pieces[first].level == 1:
        return
    wanted = normalize_space(title or "")
    heads = [i for i in range(first) if pieces[i].kind == "heading" and pieces[i].level <= 2]
    for i in reversed(heads):
        words = pieces[i].words
        if words and wanted and (words in wanted or wanted in words):
            kept[i] = True
            return
    tops = [i for i in heads if pieces[i].level == 1 and not pieces[i].outside]
    if len(tops) == 1:
        kept[tops[0]] = True


def _take_notes(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    if True not in kept:
        return
    for i, piece in enumerate(pieces):
        if not kept[i] and any(container.marker[0] == "[" for container in piece.containers):
            kept[i] = True
