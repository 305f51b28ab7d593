import re
from collections.abc import Sequence
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, Any

from briefing.sources.html.alike_fragments import take_alike
from briefing.sources.html.clutter_lines import drop_closing_links, drop_controls, drop_related
from briefing.sources.html.content_model import choose_by_expected_score, find_probabilities
from briefing.sources.html.contents_lists import drop_contents, settle_chapter_lists
from briefing.sources.html.element_roles import ancestors, is_caption, is_repeated
from briefing.sources.html.fragment_features import (
    KnownText,
    describe_fragments,
    describe_page,
    size_of,
)
from briefing.sources.html.fragments import Fragment, find_headlines, normalize_words
from briefing.sources.html.html_tables import is_long_table
from briefing.sources.html.import_trafilatura import import_extraction
from briefing.sources.html.named_parts import PROMOTION, drop_named_parts, find_named_parts
from briefing.sources.html.page_questions import (
    are_in_like_rows,
    take_headings,
    take_questions,
)
from briefing.sources.html.repeated_text import (
    drop_copies,
    drop_echoes,
    drop_repeated,
    drop_told_pictures,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LINKED = 0.6
"""Above this share of link text a fragment is navigation."""
_MOST_JUDGED = 6_000
"""Fragments; beyond, by structure alone."""
_TAB = re.compile(r"(?:^|[\s_-])tab-?(?:pane|panel|content)s?(?:$|[\s_-])", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][*_]*(?:\]\(<[^<>\n]*>\)[*_]*)?\Z")
_LONGEST_BYLINE = 8
_LEVELS = 3
_SHORTEST_ARTICLE = 40
_RUNNING = 12
_AROUND = ("nav", "header", "footer", "aside", "form", "button", "main", "article")
_FEWEST_ALONE, _MOST_LISTED, _LINKS = 30, 0.1, 3
_SURE = 0.8
"""What an article holds of what its odds add up to."""
_MAY, _CODE_MAY, _LEAD_MAY = 0.4, 0.15, 0.2
_LEAD = 20
_RUN, _LIKE = 3, 0.75
"""Paragraphs of one kind, and the share of their odds from which the next is of it too."""


def make_reference(tree: "HtmlElement") -> list[str]:
    """The lines that trafilatura takes for the text, normalized; may change `tree`."""
    bare_extraction = import_extraction()
    for image in list(tree.iter("img")):
        if image.getparent() is not None:
            image.drop_tree()  # Trafilatura loses the paragraph around it.
    try:
        found: Any = bare_extraction(
            tree, fast=True, favor_recall=True, include_comments=False, include_tables=True
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        found = None  # It fails on some damaged pages.
    lines = map(normalize_words, (found.text or "").split("\n")) if found is not None else ()
    return [line for line in lines if line]


def describe(
    pieces: Sequence[Fragment], reference: Sequence[str], types: Sequence[str]
) -> list[list[float]]:
    size = sum(line.count(" ") + 1.0 for line in reference)
    return describe_fragments(pieces, [KnownText(reference)], describe_page(pieces, types, [size]))


def choose_main_content(
    pieces: Sequence[Fragment],
    tree: "HtmlElement",
    types: Sequence[str],
    title: str | None,
    *,
    forum: bool = False,
    article: bool = False,
) -> list[bool]:
    """`types` are those of the page's structured data; may change `tree`."""
    sizes = [size_of(piece) for piece in pieces]
    parts = find_named_parts(tree)
    share = _SURE if article and not forum else 1.0
    kept, odds = _choose(pieces, tree, types, share)
    _take_enclosed(pieces, kept, sizes, odds)
    _take_what_runs_on(pieces, kept, sizes, odds)
    _take_code(pieces, kept)
    if forum:
        take_alike(pieces, kept, odds)
    take_questions(pieces, kept, odds)
    take_headings(pieces, kept, odds)
    if parts.lists_chapters:
        settle_chapter_lists(pieces, kept)
    drop_named_parts(parts, pieces, kept, sizes, forum=forum)
    _drop_teasers(pieces, kept)
    drop_repeated(pieces, kept, sizes)
    drop_copies(pieces, kept)
    _take_title(pieces, kept, odds, title)
    _take_byline(pieces, kept, sizes)
    _take_headlines(pieces, kept)
    _drop_clutter(pieces, kept, title or "")
    if article and not forum:
        drop_closing_links(pieces, kept, sizes)
    _drop_bare_headings(pieces, kept)
    _take_between(pieces, kept)
    _take_figures(pieces, kept)
    return kept


def _drop_clutter(pieces: Sequence[Fragment], kept: list[bool], title: str) -> None:
    drop_contents(pieces, kept)
    drop_echoes(pieces, kept)
    drop_told_pictures(pieces, kept, title)
    drop_controls(pieces, kept)
    drop_related(pieces, kept)


def _choose(
    pieces: Sequence[Fragment], tree: "HtmlElement", types: Sequence[str], share: float
) -> tuple[list[bool], list[float]]:
    odds = [0.0] * len(pieces)
    if _stands_alone(pieces, tree):
        kept = [not piece.outside for piece in pieces]
    elif len(pieces) > _MOST_JUDGED:
        kept = [not piece.outside and piece.linked <= _LINKED for piece in pieces]
    else:
        odds = find_probabilities(describe(pieces, make_reference(tree), types))
        kept = choose_by_expected_score(odds, list(map(size_of, pieces)), share)
    if not any(known and piece.words for known, piece in zip(kept, pieces, strict=True)):
        kept = [not piece.outside for piece in pieces]
    kept = [
        (known or (is_long_table(piece.body) and not piece.outside)) and not piece.aside
        for known, piece in zip(kept, pieces, strict=True)
    ]
    return kept, odds


def _stands_alone(pieces: Sequence[Fragment], tree: "HtmlElement") -> bool:
    """A manual that a program wrote out, with nothing around its text."""
    if next(tree.iter(*_AROUND), None) is not None or tree.find(".//script[@src]") is not None:
        return False
    told = [piece for piece in pieces if piece.words and not piece.outside]
    words = sum(piece.words.count(" ") + 1 for piece in told)
    listed = sum(p.words.count(" ") + 1 for p in told if p.linked > _LINKED and _leads_away(p))
    return words >= _FEWEST_ALONE and listed <= _MOST_LISTED * words


def _leads_away(piece: Fragment) -> bool:
    links = piece.parent.iter("a") if piece.parent is not None else ()
    return any((link.get("href") or "#")[0] != "#" for link in islice(links, _LINKS))


def _drop_teasers(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    heading = next((p for p in pieces if p.kind == "heading" and p.level == 1), None)
    article = _article_of(heading.parent) if heading is not None else None
    if article is None or any(True for _ in article.iter("article") if _ is not article):
        return
    inside = [_article_of(piece.parent) is article for piece in pieces]
    text = sum(size_of(p) for p, own in zip(pieces, inside, strict=True) if own and not p.linked)
    for i, piece in enumerate(pieces[: inside.index(True)]):
        if kept[i] and text >= _SHORTEST_ARTICLE:
            kept[i] = not (piece.linked and piece.containers) and not is_repeated(piece.parent)


def _article_of(element: Any) -> Any:
    return next((e for e in ancestors(element) if e.tag == "article"), None)


def _take_title(
    pieces: Sequence[Fragment], kept: list[bool], odds: Sequence[float], title: str | None
) -> None:
    first = kept.index(True) if True in kept else 0
    wanted = normalize_words(title or "")
    if not wanted or (pieces[first].kind == "heading" and pieces[first].level == 1):
        return
    for i in reversed(range(first)):
        piece = pieces[i]
        named = piece.words in wanted or wanted in piece.words
        if piece.kind == "heading" and piece.level <= 2 and piece.words and named:
            kept[i] = odds[i] >= _MAY
            return


def _take_byline(pieces: Sequence[Fragment], kept: list[bool], sizes: Sequence[float]) -> None:
    told = [i for i, piece in enumerate(pieces) if piece.words and not piece.aside]
    for above, i, below in zip(told, told[1:], told[2:], strict=False):
        if kept[i] or sizes[i] > _LONGEST_BYLINE or not pieces[i].words.startswith("by "):
            continue
        heads = kept[above] and pieces[above].kind == "heading" and pieces[above].level == 1
        leads = kept[below] and _is_running(pieces[below], sizes[below])
        kept[i] = not pieces[i].outside and (heads or leads)


def _take_headlines(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    told = [i for i, piece in enumerate(pieces) if piece.words and not piece.aside]
    above = {id(pieces[a]): b for a, b in pairwise(told)}
    headlines = {id(p) for p in find_headlines([pieces[i] for i in told])}
    for i in told:
        if id(pieces[i]) in headlines and not pieces[i].outside:
            kept[i] = kept[i] or kept[above[id(pieces[i])]]


def _take_enclosed(
    pieces: Sequence[Fragment], kept: list[bool], sizes: Sequence[float], odds: Sequence[float]
) -> None:
    """Code, and what may be text, between two paragraphs in what holds both."""
    told = [i for i, piece in enumerate(pieces) if piece.words and not piece.aside]
    texts = [i for i in told if kept[i] and _is_running(pieces[i], sizes[i])]
    for above, below in pairwise(texts):
        if below > above + 1 and pieces[above].parent is pieces[below].parent:
            alike = _LIKE * max(odds[above], odds[below])
            for i in range(above + 1, below):
                may = odds[i] >= min(alike, _least_likely(pieces[i], sizes[i]))
                kept[i] = kept[i] or (may and _belongs(pieces[i], pieces[above].parent))
    article = _article_of(pieces[texts[0]].parent) if texts else None
    for i in range(max(0, texts[0] - _LEVELS * 2), texts[0]) if article is not None else ():
        piece = pieces[i]
        least = _LEAD_MAY if sizes[i] >= _LEAD and _is_below_title(pieces, kept, i) else _MAY
        leads = sizes[i] >= _LONGEST_BYLINE and odds[i] >= least and not piece.linked
        if leads and not piece.outside and _article_of(piece.parent) is article:
            kept[i] = True


def _take_what_runs_on(
    pieces: Sequence[Fragment], kept: list[bool], sizes: Sequence[float], odds: Sequence[float]
) -> None:
    """Beside the last taken, hardly less likely."""
    told = [i for i, piece in enumerate(pieces) if piece.words and not piece.aside]
    last = next((at for at in reversed(range(len(told))) if kept[told[at]]), -1)
    end = told[max(0, last - _RUN + 1) : last + 1]
    if len(end) < _RUN or not all(kept[i] and _is_beside(pieces, i, end[-1]) for i in end):
        return
    if min(odds[i] for i in end) < _LIKE * max(odds[i] for i in end):
        return
    waiting: list[int] = []
    for i in told[last + 1 :]:
        unlike = odds[i] < _LIKE * min(odds[taken] for taken in end[-_RUN:])
        if unlike or pieces[i].parent is not pieces[end[-1]].parent or len(waiting) == _RUN:
            break
        waiting.append(i)
        if _is_beside(pieces, i, end[-1]):
            end += waiting
            waiting.clear()
    for i in end:
        kept[i] = True


def _is_beside(pieces: Sequence[Fragment], i: int, other: int) -> bool:
    piece = pieces[i]
    text = piece.kind == "paragraph" and not piece.containers and piece.linked <= _LINKED
    return text and not piece.outside and piece.parent is pieces[other].parent


def _is_below_title(pieces: Sequence[Fragment], kept: Sequence[bool], i: int) -> bool:
    told = (p for p, known in zip(pieces[:i], kept, strict=False) if known and not p.outside)
    above = next((p for p in reversed(list(told)) if p.words), None)
    heads = above is not None and above.kind == "heading" and above.level == 1
    return heads and pieces[i].kind == "paragraph" and not pieces[i].pictured


def _take_code(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    known = [i for i, piece in enumerate(pieces) if kept[i] and piece.words]
    for i in range(known[0], known[-1]) if known else ():
        piece = pieces[i]
        if piece.kind == "code" and piece.words and not piece.aside:
            kept[i] = kept[i] or not piece.outside or any(map(_is_tab, ancestors(piece.parent)))


def _is_tab(element: Any) -> bool:
    return element.get("role") == "tabpanel" or bool(_TAB.search(element.get("class") or ""))


def _least_likely(piece: Fragment, size: float) -> float:
    if _is_linked_sentence(piece, size):
        return _LEAD_MAY
    figure = next((e for e in islice(ancestors(piece.parent), 3) if e.tag == "figure"), None)
    shown = figure is not None and next(figure.iter("pre", "blockquote"), None) is not None
    return _CODE_MAY if piece.kind == "code" or shown else _MAY


def _is_running(piece: Fragment, size: float) -> bool:
    return size >= _RUNNING and piece.kind == "paragraph" and not piece.containers


def _belongs(piece: Fragment, holder: Any) -> bool:
    linked = piece.linked > _LINKED and not _is_linked_sentence(piece, piece.words.count(" ") + 1)
    if piece.outside or piece.aside or linked or not piece.words:
        return False
    around = list(takewhile(lambda element: element is not holder, ancestors(piece.parent)))
    return not any(PROMOTION.search(element.get("class") or "") for element in around)


def _is_linked_sentence(piece: Fragment, size: float) -> bool:
    ended = _SENTENCE_END.search(piece.body) is not None
    return ended and size >= _LEAD and piece.kind == "paragraph" and not piece.containers


def _drop_bare_headings(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    head, left_out = -1, False
    for i, piece in enumerate([*pieces, Fragment("heading", "", "end")]):
        if not piece.words or piece.aside:
            continue
        ended = piece.kind == "heading"
        if head >= 0 and not ended and not _is_under(piece, pieces[head].parent):
            ended = not (kept[i] and are_in_like_rows(pieces[head].parent, piece.parent))
        if ended and left_out and head >= 0 and _only_heads(pieces[head]):
            kept[head] = False
        if ended:
            head, left_out = (i if piece.kind == "heading" and i < len(pieces) else -1), False
            head = head if head >= 0 and kept[head] else -1
        elif kept[i]:
            head = -1
        else:
            left_out = True


def _only_heads(piece: Fragment) -> bool:
    says = piece.words.count(" ") + 1 >= _RUNNING and piece.linked <= _LINKED
    return piece.level > 1 and not says


def _is_under(piece: Fragment, holder: Any) -> bool:
    return holder is None or any(element is holder for element in ancestors(piece.parent))


def _take_between(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    known = [i for i, piece in enumerate(pieces) if kept[i] and piece.words]
    inside = range(known[0], known[-1]) if known else range(0)
    around = _between_kept(pieces, kept)
    for i, piece in enumerate(pieces):
        if piece.kind == "rule":
            kept[i] = i in inside and kept[i - 1]
        elif piece.kind == "embed":
            kept[i] = i in around
        elif any(container.marker[0] == "[" for container in piece.containers):
            kept[i] = kept[i] or bool(known)


def _between_kept(pieces: Sequence[Fragment], kept: Sequence[bool]) -> set[int]:
    found: set[int] = set()
    waiting: list[int] = []
    last = False
    for i, piece in enumerate(pieces):
        if not piece.words:
            waiting.append(i)
        elif not piece.aside:
            found.update(waiting if last and kept[i] else ())
            waiting, last = [], kept[i]
    return found


def _is_captioned(figure: Any) -> bool:
    caption = figure.find(".//figcaption")
    return caption is not None and bool("".join(caption.itertext()).strip())


def _take_figures(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    told = [i for i, piece in enumerate(pieces) if piece.words and not piece.aside]
    for before, i, after in zip(told, told[1:], told[2:], strict=False):
        piece = pieces[i]
        shown = piece.pictured < 1 or _is_captioned(piece.parent)
        if is_caption(piece.parent) and shown and kept[before] and kept[after]:
            kept[i] = True
