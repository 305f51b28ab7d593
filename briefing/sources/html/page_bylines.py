"""None rather than a wrong one."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from briefing.sources.html.clean_names import LABEL, LONGEST_NAME, NO_NAME, clean_name
from briefing.sources.html.element_roles import first_elements, is_repeated
from briefing.sources.html.fragments import normalize_words
from briefing.sources.html.structured_data import StructuredData, person_names
from briefing.sources.text.dates import find_date

_META = (
    "author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.contributor", "byl", "article:author", "article:author_name",
)  # fmt: skip
_COMPANY = re.compile(r"\b(?:inc|ltd|llc|gmbh|corp|co)\.?\Z", re.IGNORECASE)
_WRITTEN_BY = re.compile(r"(?:written|interview|article|words|story) by|author", re.IGNORECASE)
_FAMILY_FIRST = re.compile(r"^([^,]+), ([^,]+)$")
_NAMED = re.compile(
    r"(?:^|[^a-z])(?:byline|by-line|authors?|author-?name|writer)(?:$|[^a-z])", re.IGNORECASE
)
_AUTHOR_NAME = re.compile(r"(?:^|[\s_-])author[\w-]{0,30}[_-]name(?:$|\s)")
_AROUND = re.compile(
    r"comment|related|sidebar|widget|footer|(?<!v)card|recommend|bio|avatar|image|img|photo|social|popular|review",
    re.IGNORECASE,
)
_FORUM = re.compile(
    r"forum|thread|phpbb|vbulletin|xenforo|discourse|\bsmf|invision|question-page|simple machines|mybb|flarum|nodebb",
    re.IGNORECASE,
)
_TALK = re.compile(r"/(?:DiscussionForumPosting|QAPage|Question)\Z")
_POSTER = re.compile(
    r"(?:^|[^a-z])(?:user-?names?|poster(?:name)?|post-?author|authors?|creator|memberlink|user_name|nickname)(?:$|[^a-z])",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"avatar|image|icon|title|badge", re.IGNORECASE)
_UNSEEN = ("script", "style", "head", "title")
_FEW_CHILDREN = 4
_LONGEST_LINE = 12
_NEAR_POST = 250
_LONGEST_POSTER = 40
_ONE_WORD = re.compile(r"by [^\W\d][\w.-]{1,30}", re.IGNORECASE)
_WRITER = re.compile(
    r"\W*(?:(?:(?:this |the )?(?:post|article|story|guide) (?:was |is )?)?written by "
    r"|(?:(?:see|view|read) )?(?:all|more) (?:posts|articles|stories) (?:by|from) )",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"/(?:u|users?|members?|profiles?|people|authors?|editors?|writers?|contributors?|staff|reporters?|columnists?)/([^/?#]+)/?\Z|/~([^/?#]+)/?\Z"
)
_PERSON_ICON = re.compile(r"(?:^|[\s-])(?:person|user|author)(?:$|[\s-])")
_BARE_LABEL = re.compile(
    r"(?:(?:article|written|words|story|post(?:ed)?|published) by|by|author)\s*:?", re.IGNORECASE
)
_QUOTE = re.compile(r"(?:^|[\s_-])(?:block-?quote|testimonial)s?(?:$|[\s_-])", re.IGNORECASE)
_QUOTE_LEVELS = 3
_SAME_MARKS = 4
"""Marks of one writer's name, for wide and for narrow screens."""
_MANUAL = re.compile(r"//(?:docs|developers?)\.|/(?:docs|documentation)(?:/|\Z)")
_PICTURED = re.compile(
    r"\A(?:picture|image|photo|portrait|avatar) of | (?:image|photo|picture|avatar|portrait)\Z",
    re.IGNORECASE,
)
_NAME_TAGS = ("a", "span", "p", "div", "em", "cite")
_TEAM = ("team", "staff", "editors", "editorial")
_MOST_NAMES = 5
"""Names marked on a page from which it lists what others wrote, if it is no article."""
_NEAR = 80
"""Words after the first heading among which a byline stands."""


class Marked(Struct, frozen=True):
    name: str
    near: bool
    """Below the first heading."""
    repeated: bool
    labelled: bool


def find_byline(
    tree: Any, data: StructuredData, site: str, title: str, *, forum: bool
) -> str | None:
    if not forum and not data.articles() and _is_no_article(data):
        return None
    article, tagged = is_article(data), _tagged(data)
    found = _first(_told(data, title), site)
    if found is None and forum:
        found = _first_poster(tree)
    marked = [] if found or forum else list(_marked(tree, site))
    if not article and len({m.name for m in marked}) > _MOST_NAMES:
        marked = []
    found = found or _shown(marked, tagged) or _first(tagged, site) or _linked(tree, data)
    found = (
        found or _among(marked, data) or _on_card(data, site) or _written_by(tree, site, article)
    )
    if article and (not found or _is_team(found, site)):
        found = _pictured_writer(tree, site, strict=not found) or found
    if not found and article:
        return _first([*_told(data, title), *tagged], "")
    is_manual = bool(_MANUAL.search(data.first("og:url", "twitter:url")))
    return None if found and (is_manual or not article) and _is_host(found, data) else found


def _pictured_writer(tree: Any, site: str, *, strict: bool) -> str:
    said = (_PICTURED.sub("", e.get("alt") or "") for e in first_elements(tree, "img"))
    shown = set(map(_letters, said)) - {"", _letters(site)}
    words, near = 0, False
    for element in first_elements(tree):
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        near = near or element.tag == "h1"
        text = short_text(element) if near and not len(element) else ""
        named = element.tag in _NAME_TAGS and _letters(text) in shown and text[0].isupper()
        if named and (name := clean_name(text, site, strict=strict)):
            return name
        words += sum(len(t.split()) for t in (element.text, element.tail) if t) if near else 0
        if words > _NEAR:
            break
    return ""


def _is_team(name: str, site: str) -> bool:
    words = normalize_words(name).split()
    return bool(site) and " ".join(words[:-1]) == normalize_words(site) and words[-1] in _TEAM


def _linked(tree: Any, data: StructuredData) -> str | None:
    """The name of the link to the address that is given as the author."""
    for address in filter(_PROFILE.search, data.meta.get("article:author", ())):
        name = _last_piece(address)
        named = (e for e in tree.iter("a") if _last_piece(e.get("href") or "") == name)
        shown = next(filter(None, map(short_text, named)), "")
        if shown and _letters(shown) == _letters(name):
            return shown
    return None


def _last_piece(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]


def _shown(marked: list[Marked], tagged: list[list[str]]) -> str | None:
    said = normalize_words(" ".join(name for names in tagged for name in names))
    lines = (m.name for m in marked if m.near and m.labelled and not m.repeated)
    name = next(lines, "")
    return name if name and normalize_words(name) not in said else None


def _written_by(tree: Any, site: str, article: bool) -> str | None:
    """The only name behind "Written by", or that an article links as its author."""
    names = set()
    for element in first_elements(tree, "p", "div", "span", "em", "li", "a"):
        said = short_text(element) if len(element) <= _FEW_CHILDREN else ""
        linked = element.get("rel") == "author" or _is_profile(element, said)
        label = _WRITER.match(said)
        labelled = (element.text or "").strip() and label
        if labelled or (article and linked):
            names.add(clean_name(said[label.end() :] if label else said, site))
    names.discard("")
    return names.pop() if len(names) == 1 else None


def _is_host(name: str, data: StructuredData) -> bool:
    host = urlsplit(data.first("og:url", "twitter:url")).netloc.lower()
    return " " not in name and name.lower() in host.replace("-", "").split(".")


def is_article(data: StructuredData) -> bool:
    return data.first("og:type").lower() == "article" or bool(data.articles())


def _first(told: list[list[str]], site: str) -> str | None:
    return next(filter(None, (_join(names, site, strict=False) for names in told)), None)


def _on_card(data: StructuredData, site: str) -> str | None:
    said = data.first("twitter:data1")
    is_article = data.first("og:type").lower() == "article"
    company = normalize_words(site).startswith(f"{normalize_words(said)} ")
    named = is_article and not company and _WRITTEN_BY.fullmatch(data.first("twitter:label1"))
    return _join([said], site, strict=True) if named else None


def is_forum(tree: Any, data: StructuredData) -> bool:
    body = tree.find("body")
    names = [
        e.get(key) or ""
        for e in (tree, body)
        if e is not None
        for key in ("class", "id", "data-template")
    ]
    said = " ".join((*names, data.first("generator")))[:2000]
    marked = [e.get("itemtype") for e in first_elements(tree) if e.get("itemtype")]
    talk = any(map(_TALK.search, marked)) and not any(kind.endswith("/FAQPage") for kind in marked)
    return bool(data.posts() or _FORUM.search(said)) or talk or _described_poster(tree) is not None


def _described_poster(tree: Any) -> Any:
    return tree.find(".//div[@class='postleft']/dl/dt")


def _told(data: StructuredData, title: str) -> list[list[str]]:
    posts = [person_names(value.get("author")) for value in data.posts()[:1]]
    articles = data.articles()
    if len(articles) > 1:
        wanted = normalize_words(title)
        heads = [(o, headline(o)) for o in articles]
        told = [o for o, h in heads if h and (h in wanted or (wanted and wanted in h))]
        articles = told[:1] or (articles[:1] if len(articles) < 3 else [])
    return posts + [person_names(value.get("author")) for value in articles]


def _tagged(data: StructuredData) -> list[list[str]]:
    cited = [
        _FAMILY_FIRST.sub(r"\2 \1", name)
        for key in ("citation_author", "citation_authors", "dc.creator", "dcterms.creator")
        for name in data.meta.get(key, ())
    ]
    return [cited, *(data.meta[name] for name in _META if name in data.meta)]


def headline(value: dict[str, Any]) -> str:
    said = value.get("headline") or value.get("name")
    return normalize_words(said) if isinstance(said, str) else ""


def _is_no_article(data: StructuredData) -> bool:
    kind = data.first("og:type").lower()
    return kind.startswith(("product", "og:product", "profile")) or any(
        name in ("product", "itemlist", "collectionpage", "searchresultspage")
        for name in data.types
    )


def _join(names: list[str], site: str, *, strict: bool) -> str | None:
    kept: list[str] = []
    for name in names:
        clean = clean_name(name, site, strict=strict)
        if clean and clean not in kept:
            kept.append(clean)
    persons = [name for name in kept if not _COMPANY.search(name)]
    return ", ".join((persons or kept)[:8]) or None


def _among(marked: list[Marked], data: StructuredData) -> str | None:
    one = len({m.name for m in marked}) == 1 and len(marked) <= _SAME_MARKS
    near = [m.name for m in marked if m.near and (one or data.articles() or not m.repeated)]
    alone = {m.name for m in marked if not m.repeated}
    if near:
        return next((name for name in near if " " in name), near[0])
    only = alone or ({m.name for m in marked} if is_article(data) else alone)
    return only.pop() if len(only) == 1 else None


def _marked(tree: Any, site: str) -> Iterator[Marked]:
    words, near, label = 0, False, False
    for element in first_elements(tree):
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        if element.tag == "h1":
            near, words = True, 0
        close = near and words <= _NEAR
        found = _candidate(element, site, near=close)
        said = bool(found) and bool(LABEL.match(short_text(element)))
        if label and not found and not len(element) and (element.text or "").strip():
            found, said = clean_name(element.text, site), True
        listed = element.tag == "a" and element.getparent().tag == "li"
        after = " ".join((element.tail or "").split()) if close and not (found or listed) else ""
        if after and len(after.split()) <= _LONGEST_LINE and LABEL.match(after):
            found, said = clean_name(after, site), True
        if found:
            yield Marked(found, close, is_repeated(element), said)
        text = (element.text or "").strip()
        label = bool(_BARE_LABEL.fullmatch(text)) or (label and not text)
        words += sum(len(text.split()) for text in (element.text, element.tail) if text)


def _first_poster(tree: Any) -> str | None:
    described = _described_poster(tree)
    if described is not None:
        return short_text(described)[:_LONGEST_POSTER] or None
    words, near = 0, tree.find(".//h1") is None
    names: list[str] = []
    for element in first_elements(tree):
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        if element.tag == "h1":
            near, words = True, 0
        close = near and words <= _NEAR_POST
        found = _poster(element)
        if found and element.get("itemprop") == "author":
            names.append(found)
        if found and close:
            return names[0] if names else found
        words += sum(len(text.split()) for text in (element.text, element.tail) if text)
    return names[0] if names else None


def short_text(element: Any) -> str:
    return " ".join(" ".join(islice(element.itertext(), 12)).split())[:200]


def _poster(element: Any) -> str:
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"[:300]
    if not _POSTER.search(names) or _PICTURE.search(names):
        return ""
    named = element.find(".//*[@itemprop='name']") if element.get("itemprop") == "author" else None
    links = [element] if element.tag == "a" else list(islice(element.iter("a"), 4))
    holders = [holder for holder in (named, *links, element) if holder is not None]
    tagged = [named.get("content") or ""] if named is not None else []
    read = (" ".join(" ".join(islice(holder.itertext(), 4)).split()) for holder in holders)
    said = chain(tagged, read)
    name = next(filter(None, said), "")
    fits = (
        0 < len(name.split()) <= 3 and not NO_NAME.fullmatch(name) and any(map(str.isalpha, name))
    )
    return name if fits and len(name) <= _LONGEST_POSTER and not find_date(name) else ""


def _candidate(element: Any, site: str, *, near: bool) -> str:
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"[:300]
    named = element.get("rel") == "author" or (_NAMED.search(names) and not _AROUND.search(names))
    if named and any(map(_is_quote, islice(element.iterancestors(), _QUOTE_LEVELS))):
        return ""
    if not named and (not near or len(element) > _FEW_CHILDREN):
        return ""
    whole = short_text(element)
    linked, labelled = _is_profile(element, whole), LABEL.match(whole) is not None
    if not named and (linked or _is_pictured(element, whole)):
        name = clean_name(whole, site, strict="/u/" not in (element.get("href") or ""))
        return name if normalize_words(name) not in ("", normalize_words(site)) else ""
    longest = _LONGEST_LINE * (2 if find_date(whole) else 1)
    if not named and (len(whole.split()) > longest or not labelled):
        return ""
    name = clean_name(whole, site)
    told_of = named and (bool(_AUTHOR_NAME.search(names)) or (near and (linked or labelled)))
    by_itself = told_of or (near and _is_dated_word(element, whole))
    return name or (clean_name(whole, strict=False) if by_itself else "")


def _is_dated_word(element: Any, shown: str) -> bool:
    before = element.getprevious()
    dated = before is not None and isinstance(before.tag, str) and find_date(short_text(before))
    timed = dated or (before is not None and before.find(".//time") is not None)
    return bool(timed and _ONE_WORD.fullmatch(shown))


def _is_quote(element: Any) -> bool:
    return element.tag == "blockquote" or bool(_QUOTE.search((element.get("class") or "")[:200]))


def _is_profile(element: Any, shown: str) -> bool:
    found = _PROFILE.search(element.get("href") or "") if element.tag == "a" else None
    return found is not None and _letters(found[1] or found[2]) == _letters(shown)


def _is_pictured(element: Any, shown: str) -> bool:
    """Whether a name stands beside a picture of that name, or a sign for people."""
    before = element.getprevious()
    inside = [before] if before is not None and not (before.tail or "").strip() else []
    pictures = (*islice(element.iter("img", "i", "svg"), 2), *inside)
    return 1 < len(shown.split()) <= LONGEST_NAME and any(
        _letters(p.get("alt") or "") == _letters(shown)
        if p.tag == "img"
        else p.tag in ("i", "svg") and _PERSON_ICON.search(p.get("class") or "")
        for p in pictures
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
