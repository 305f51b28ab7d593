import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct

from briefing.sources.html.alike_fragments import describe_alike
from briefing.sources.html.fragments import Fragment, fragment_names
from briefing.sources.html.phrase_kinds import describe_phrases

_NAMED = {
    "content": r"article|body|content|entry|post|text|story|main|blog|markdown|prose|rte|copy|abstract",
    "comment": r"comments?|respon[ds]\w*|reply|replies|disqus|discussion",
    "around": r"related|promo\w*|newsletter|subscri\w*|shar(?:e|ing)|social|sidebar|advert\w*|ads?|sponsor\w*|recommend\w*|"
    r"trending|popular|cookies?|paywall|more|outbrain|taboola|widgets?|rail|teasers?|signup|modal|popup|banner|cta|upsell|recirc\w*",
    "menu": r"nav\w*|menus?|header|footer|foot|toc|paginat\w*|pager|skip|topbar|masthead|utility|breadcrumbs?|toolbar|tabs?",
    "head": r"byline|authors?|dates?|meta|bio|captions?|credits?|time|timestamp|tags?|categor\w*|kicker|dek",
    "card": r"cards?|items?|tiles?|grid|list\w*|products?|results?|carousel|slider|swiper|gallery",
    "forum": r"message|messages|thread|topic|answers?|question|postbody|bbp|forum",
    "person": r"users?|avatar|signature|profile|members?|reputation|votes?|karma|rank",
    "ware": r"descriptions?|specs?|specifications?|details?|price\w*|sku|variants?|reviews?|ratings?|cart|faqs?|accordion",
}
_NAMES = {
    group: re.compile(rf"(?:^|[^a-z])(?:{names})(?:$|[^a-z])") for group, names in _NAMED.items()
}
_MOST_ALIKE = 21
_TAGS = (
    "main",
    "article",
    "section",
    "aside",
    "nav",
    "header",
    "footer",
    "form",
    "li",
    "td",
    "blockquote",
    "figure",
    "a",
    "details",
    "dd",
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENDS = (".", "!", "?", ":", "…", "。", "！", "？", "”", '"', "»")
_STOPS = re.compile(r"[.!?,;。，！？、]")
_DEPTH = 9
"""Ancestors whose names are read."""
_PARAGRAPH = 25
"""Characters from which a paragraph speaks for the elements that hold it."""
_DIGITS, _CAPITALS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHINGLE = 4
"""Words that stand together in a text and its reference."""


class Surroundings(Struct, eq=False):
    size: float = 0.0
    linked: float = 0.0
    fragments: int = 0
    paragraphs: int = 0
    prose: float = 0.0
    score: float = 0.0


def shingles(words: Sequence[str]) -> "zip[tuple[str, ...]]":
    return zip(*(words[i:] for i in range(SHINGLE)), strict=False)


class KnownText:
    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = set(lines)
        words: list[str] = []
        for line in lines:
            words += line.split(" ")
        self._shingles = set(shingles(words))

    def share(self, words: str) -> float:
        """Of a fragment's words, those that stand there together; few words make a whole line."""
        own = words.split(" ")
        if len(own) < SHINGLE + 1:
            return float(words in self._lines)
        found = sum(map(self._shingles.__contains__, shingles(own)))
        return found / (len(own) - SHINGLE + 1)


def size_of(piece: Fragment) -> float:
    return max(piece.words.count(" ") + 1.0, len(piece.words) / 12) if piece.words else 0.0


def describe_fragments(
    pieces: Sequence[Fragment], known: Sequence[KnownText], page: Sequence[float]
) -> list[list[float]]:
    """A row for each fragment; `page` is what all rows share."""
    sizes = [size_of(piece) for piece in pieces]
    around = _surroundings(pieces, sizes)
    names = _NamesOfElements()
    heads = [i for i, piece in enumerate(pieces) if piece.kind == "heading" and piece.level == 1]
    counts = Counter(piece.words for piece in pieces)
    shares = [[text.share(piece.words) for text in known] for piece in pieces]
    said = describe_phrases(pieces)
    alike = describe_alike(pieces, sizes, shares)
    total = sum(sizes) or 1.0
    holders = _holders({piece.parent for piece in pieces}, around, total)
    before = 0.0
    rows = []
    held = [
        [share[k] * size for share, size in zip(shares, sizes, strict=True)]
        for k in range(len(known))
    ]
    own = [
        _own(piece, size, counts) + share
        for piece, size, share in zip(pieces, sizes, shares, strict=True)
    ]
    for i, piece in enumerate(pieces):
        rows.append(
            own[i]
            + (own[i - 1][:8] + shares[i - 1] if i else [0.0] * (8 + len(known)))
            + (own[i + 1][:8] + shares[i + 1] if i + 1 < len(pieces) else [0.0] * (8 + len(known)))
            + _near(held, sizes, i)
            + names.describe(piece.parent)
            + holders[piece.parent]
            + [i / len(pieces), before / total, float(len(pieces) - i), _since(heads, i)]
            + said[i]
            + alike[i]
            + list(page)
        )
        before += sizes[i]
    return rows


def _own(piece: Fragment, size: float, counts: Counter[str]) -> list[float]:
    letters = max(1, len(piece.body))
    return [
        size,
        piece.linked,
        float(piece.kind == "heading") * (7 - piece.level),
        float(piece.outside),
        float(piece.body.rstrip(" *_)\\").endswith(_ENDS)),
        100 * len(_STOPS.findall(piece.body)) / letters,
        float(piece.kind in ("table", "code")),
        float(len(piece.containers)),
        _count(piece.words, str.isdigit, _DIGITS) / letters,
        _count(piece.body, str.isupper, _CAPITALS) / letters,
        float(min(counts[piece.words], 5)),
        piece.pictured,
        float(piece.body.startswith("![")),
    ]


def _count(text: str, is_one: Callable[[str], bool], among_ascii: bytes) -> int:
    if not text.isascii():
        return sum(map(is_one, text))
    return len(text) - len(text.encode().translate(None, among_ascii))


def _near(held: Sequence[list[float]], sizes: list[float], i: int) -> list[float]:
    near: list[float] = []
    for low, high in ((max(0, i - 6), i), (i + 1, i + 7)):
        weight = sum(sizes[low:high]) or 1.0
        near += [sum(one[low:high]) / weight for one in held]
        near.append(weight)
    return near


def _since(heads: list[int], i: int) -> float:
    """Fragments since the page's first heading of level 1; negative before it, 0 without one."""
    return float(max(-50, min(200, i - heads[0]))) if heads else 0.0


def _surroundings(pieces: Sequence[Fragment], sizes: Sequence[float]) -> dict[Any, Surroundings]:
    around: dict[Any, Surroundings] = {}
    for piece, size in zip(pieces, sizes, strict=True):
        prose = piece.kind == "paragraph" and len(piece.body) >= _PARAGRAPH
        points = _points(piece) if prose and not piece.outside else 0.0
        element, depth = piece.parent, 0
        while element is not None:
            found = around.setdefault(element, Surroundings())
            found.size += size
            found.linked += size * piece.linked
            found.fragments += 1
            found.paragraphs += prose
            found.prose += size if prose and piece.body.rstrip().endswith(_ENDS) else 0.0
            found.score += points / (1, 1, 2, 6, 9, 12)[min(depth, 5)]
            element, depth = element.getparent(), depth + 1
    for found in around.values():
        found.score *= 1 - found.linked / max(found.size, 1.0)
    return around


def _points(piece: Fragment) -> float:
    stops = len(_STOPS.findall(piece.body))
    return (1 + stops + min(3, len(piece.body) // 100)) * (1 - piece.linked)


def _holders(
    parents: Iterable[Any], around: dict[Any, Surroundings], total: float
) -> dict[Any, list[float]]:
    best = max((s.score for s in around.values()), default=0.0) or 1.0
    return {parent: _holders_of(parent, around, total, best) for parent in parents}


def _holders_of(
    parent: Any, around: dict[Any, Surroundings], total: float, best: float
) -> list[float]:
    row: list[float] = []
    element, top = parent, 0.0
    for _ in range(3):
        held = around.get(element)
        if held is None:
            row += [0.0] * 5
            continue
        size = max(held.size, 1.0)
        row += [
            size,
            held.linked / size,
            float(held.fragments),
            held.prose / size,
            held.score / best,
        ]
        element = element.getparent()
    element = parent
    while element is not None:
        top = max(top, around[element].score)
        element = element.getparent()
    return [*row, top / best, row[0] / total]


class _NamesOfElements:
    """Nearness of such a name: 1 for the parent, less for those above."""

    def __init__(self) -> None:
        self._known: dict[Any, tuple[frozenset[str], str, int]] = {}
        self._rows: dict[Any, list[float]] = {}
        self._alike: dict[Any, Counter[tuple[Any, str | None]]] = {}

    def describe(self, element: Any) -> list[float]:
        if element not in self._rows:
            self._rows[element] = self._row(element)
        return self._rows[element]

    def _row(self, element: Any) -> list[float]:
        groups = dict.fromkeys(_NAMES, 0.0)
        tags = dict.fromkeys(_TAGS, 0.0)
        alike, depth = 0.0, 0
        while element is not None and element.tag not in ("body", "html"):
            found, tag, siblings = self._look(element)
            if depth < _DEPTH:
                for group in found:
                    groups[group] = groups[group] or 1 / (1 + depth)
                alike = max(alike, float(siblings))
            if tag in tags:
                tags[tag] = tags[tag] or 1 / (1 + depth)
            element, depth = element.getparent(), depth + 1
        return [*groups.values(), *tags.values(), alike, float(depth)]

    def _look(self, element: Any) -> tuple[frozenset[str], str, int]:
        if element not in self._known:
            names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
            names = _CAMEL.sub("-", names[:400]).lower()
            found = frozenset(group for group, pattern in _NAMES.items() if pattern.search(names))
            self._known[element] = (found, element.tag, self._siblings(element))
        return self._known[element]

    def _siblings(self, element: Any) -> int:
        parent, names = element.getparent(), element.get("class")
        if parent is None or element.tag in ("p", "li", "tr", "td") or not names:
            return 0
        if parent not in self._alike:
            self._alike[parent] = Counter((child.tag, child.get("class")) for child in parent)
        return min(self._alike[parent][element.tag, names], _MOST_ALIKE) - 1


_ARTICLES = fragment_names("article newsarticle blogposting reportage techarticle scholarlyarticle")
_TALKS = fragment_names("discussionforumposting qapage question answer comment")
_WARES = fragment_names("product offer aggregateoffer productgroup")
_LISTS = fragment_names("itemlist collectionpage searchresultspage")


def describe_page(
    pieces: Sequence[Fragment], types: Sequence[str], known_sizes: Sequence[float]
) -> list[float]:
    """`types` are those of its structured data, in lower case."""
    sizes = [size_of(piece) for piece in pieces]
    total = sum(sizes) or 1.0
    prose = [s for s, p in zip(sizes, pieces, strict=True) if s > 15 and p.linked < 0.5]
    kinds = Counter(piece.kind for piece in pieces)
    families = (_ARTICLES, _TALKS, _WARES, _LISTS)
    return [
        total,
        sum(s * p.linked for s, p in zip(sizes, pieces, strict=True)) / total,
        float(len(prose)),
        sum(prose) / total,
        kinds["heading"] / len(pieces),
        kinds["code"] / len(pieces),
        *(float(sum(name in family for name in types)) for family in families),
        *(size / total for size in known_sizes),
    ]
