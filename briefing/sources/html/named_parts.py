import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from typing import Any

from msgspec import Struct

from briefing.sources.html.contents_lists import LISTS_CHAPTERS
from briefing.sources.html.element_roles import HEADINGS, ancestors
from briefing.sources.html.fragments import Fragment, normalize_words

PROMOTION = re.compile(
    r"(?:^|[\s_-])(?:newsletter|promo|subscri\w*|sign-?up|share|sharing|social|advert\w*|sponsor\w*|cookies?|paywall|"
    r"outbrain|taboola)(?:$|[\s_-])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-]|(?-i:(?<=[a-z])(?=C)))(?:comments?|commentlist|disqus|respond)(?:[_-](?:list|area|section|body|content|thread|wrapper|container|form))?(?:$|\s)",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:about-?(?:the-?)?(?:author|writer)|(?:author|writer)s?[_-]*(?:about|bio|box|card|desc|details|info|profile|wrap)|"
    r"saboxplugin-)",
    re.IGNORECASE,
)
_SLUGS = 3
_LONGEST_PROMOTION = 40
_LEVELS = 3
_MOST_COMMENTS, _MOST_ON_FORUM = 0.5, 0.33
"""Share of the text from which comments are the text."""
_MOST_OF_AUTHOR = 0.25


class NamedParts(Struct):
    asks_address: bool
    promotes: bool
    author: bool
    lists_chapters: bool
    holds_comments: Callable[[Any], bool] | None


def find_named_parts(tree: Any) -> NamedParts:
    asked = tree.find(".//input[@type='email']") is not None
    classes = set(tree.xpath("//@class", smart_strings=False))
    names = classes.union(tree.xpath("//@id", smart_strings=False))
    return NamedParts(
        asked,
        asked or any(map(PROMOTION.search, classes)),
        any(map(_AUTHOR.search, classes)),
        any(map(LISTS_CHAPTERS.search, classes)),
        _comments_of(tree) if any(map(_COMMENTS.search, names)) else None,
    )


def drop_named_parts(
    parts: NamedParts,
    pieces: Sequence[Fragment],
    kept: list[bool],
    sizes: Sequence[float],
    *,
    forum: bool,
) -> None:
    if parts.promotes:
        _drop_promotions(pieces, kept, sizes, asked=parts.asks_address)
    if parts.holds_comments is not None:
        most = _MOST_ON_FORUM if forum else _MOST_COMMENTS
        _drop_named(pieces, kept, sizes, parts.holds_comments, most)
    if parts.author:
        _drop_named(pieces, kept, sizes, _describes_author, _MOST_OF_AUTHOR)


def _drop_promotions(
    pieces: Sequence[Fragment], kept: list[bool], sizes: Sequence[float], *, asked: bool
) -> None:
    """What holds half of the text is no promotion."""
    sizes = [size if known else 0.0 for size, known in zip(sizes, kept, strict=True)]
    held: dict[Any, float] = {}
    holders = [list(islice(ancestors(piece.parent), _LEVELS)) for piece in pieces]
    for size, around in zip(sizes, holders, strict=True):
        for element in around if size else ():
            held[element] = held.get(element, 0.0) + size
    half = sum(sizes) / 2
    small = {
        e
        for e, size in held.items()
        if size < half
        and (PROMOTION.search(e.get("class") or "") or (asked and _asks_address(e, size)))
    }
    promoted = [
        i
        for i, size in enumerate(sizes)
        if kept[i] and size < _LONGEST_PROMOTION and any(e in small for e in holders[i])
    ]
    if sum(sizes[i] for i in promoted) < half:
        for i in promoted:
            kept[i] = False


def _asks_address(element: Any, size: float) -> bool:
    asked = size < 2 * _LONGEST_PROMOTION and element.tag not in ("article", "main", "section")
    return asked and element.find(".//input[@type='email']") is not None


def _drop_named(
    pieces: Sequence[Fragment],
    kept: list[bool],
    sizes: Sequence[float],
    is_named: Callable[[Any], bool],
    most: float,
) -> None:
    named = cache(is_named)
    said = [kept[i] and any(map(named, ancestors(piece.parent))) for i, piece in enumerate(pieces)]
    sizes = [size if known else 0.0 for size, known in zip(sizes, kept, strict=True)]
    held = sum(size for size, inside in zip(sizes, said, strict=True) if inside)
    if held < most * sum(sizes):
        kept[:] = [known and not inside for known, inside in zip(kept, said, strict=True)]


def _comments_of(tree: Any) -> Callable[[Any], bool]:
    # A page that makes ids of its headings may have a chapter on comments.
    made = sum(map(_is_slug, tree.iter("section", "div"))) >= _SLUGS

    def holds_comments(element: Any) -> bool:
        names = element.get("class") or ""
        if not (made and _is_slug(element)):
            names = f"{names} {element.get('id') or ''}"
        return _COMMENTS.search(names) is not None

    return holds_comments


def _is_slug(element: Any) -> bool:
    if not (slug := element.get("id")):
        return False
    heading = next((child for child in islice(element, 2) if child.tag in HEADINGS), None)
    words = normalize_words("".join(heading.itertext())) if heading is not None else ""
    return bool(words) and words.endswith(normalize_words(slug.replace("_", " ")))


def _describes_author(element: Any) -> bool:
    return _AUTHOR.search(element.get("class") or "") is not None
