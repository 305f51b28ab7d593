import html
import re
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from briefing.sources.html.element_roles import (
    ancestors,
    first_elements,
    is_block,
    is_outside,
)
from briefing.sources.html.fragments import normalize_words
from briefing.sources.html.page_bylines import (
    find_byline,
    headline,
    is_article,
    is_forum,
)
from briefing.sources.html.page_dates import find_published
from briefing.sources.html.structured_data import StructuredData, names_in

_SEPARATOR = re.compile(r" (?:[|\-–—·•»«]+|::|(?<!\d )/) | ?[|｜] ?")
_GENERIC = re.compile(
    r"(?:view )?(?:topic|thread|question|discussion)|home(?: ?page)?|forums?", re.IGNORECASE
)
_LABEL = re.compile(r"^(?:thread|topic|question|title)\s*:\s*", re.IGNORECASE)
_TAG = re.compile(r"(?:label|badge|prefix)(?:-|Link|\Z)")
_COUNT = re.compile(
    r"(?<!\s)\s*\((?:(?!1\d{3}\)|20\d\d\))[\d,.]+\+?(?: [a-z]+)?\)|(?:[a-z\d-]+\.)+[a-z]{2,6}\)(?: \d+)?)\Z",
    re.IGNORECASE,
)
"""Of the items listed on a page, or after a link's site."""
_SIGNS = " |-–—·•»«/:"
_TITLED = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|topic|thread|page)[-_]?title(?:$|\s)", re.IGNORECASE
)
_ENTRY = re.compile(r"(?:^|\s)(?:hentry|h-entry)(?:$|\s)")
_ENTRY_TITLE = re.compile(r"(?:^|\s)(?:entry-title|p-name)(?:$|\s)")
_PART_OF_ENTRY = re.compile(r"(?:^|\s)(?:vcard|h-(?!entry)[a-z]+)(?:$|\s)")
"""Microformats."""
_WORDLESS = ("script", "style", "svg", "button", "select", "template")
_MOST_SAME = 0.6
_FEW_SAME = 0.35
"""Share of a heading's words in the title from which it is the title, among several and alone."""
_FEW_WORDS = 3
_LONG = 8
"""Words of a heading that is no slogan."""
_LONGEST_SITE = 5
"""Words of a site's name."""
_LONGEST = 400


class PageMetadata(Struct, frozen=True):
    title: str | None = None
    byline: str | None = None
    site: str | None = None
    published: str | None = None
    """ISO 8601, with its zone where the page gives it."""
    language: str | None = None
    forum: bool = False


def find_page_metadata(tree: Any, data: StructuredData) -> PageMetadata:
    site, forum, address = _site(data), is_forum(tree, data), _find_address(tree, data)
    names = _names_of_site(address, site)
    is_front = _is_front(address)
    title = "" if is_front else _entry_title(tree)
    title = title or _title(tree, data, names, is_front=is_front)
    return PageMetadata(
        title or None,
        find_byline(tree, data, site or "", title, forum=forum),
        site,
        find_published(tree, data, forum=forum),
        _language(tree),
        forum,
    )


def _site(data: StructuredData) -> str | None:
    name = data.first("og:site_name", "application-name", "apple-mobile-web-app-title")
    if not name:
        publishers = [o.get("publisher") for o in data.articles()]
        name = next((n for p in publishers for n in names_in(p)), "")
    name = html.unescape(name)
    return name if name and len(name) <= 80 and "://" not in name else None


def _find_address(tree: Any, data: StructuredData) -> str:
    links = (e.get("href") or "" for e in tree.iter("link") if e.get("rel") == "canonical")
    return next(filter(None, (*links, data.first("og:url", "twitter:url"))), "")


def _is_front(address: str) -> bool:
    told = urlsplit(address)
    return bool(told.netloc) and told.path in ("", "/")


def _names_of_site(address: str, site: str | None) -> frozenset[str]:
    host = re.sub(r"^www\.", "", urlsplit(address).netloc.lower())
    said = [site or "", host, host.rpartition(".")[0], *host.split(".")[-2:-1]]
    return frozenset(filter(None, (normalize_words(name).replace(" ", "") for name in said)))


def _title(tree: Any, data: StructuredData, names: frozenset[str], *, is_front: bool) -> str:
    element = tree.find(".//title")
    written = " ".join((element.text or "").split()) if element is not None else ""
    shared = html.unescape(data.first("og:title", "twitter:title"))
    full = html.unescape(written) or shared
    if not is_front:  # The title of a front page says what the site is.
        shared, full = (_without_lead(title, names) for title in (shared, full))
    told = shared if shared and normalize_words(shared) in normalize_words(full) else full
    told_of = [e for e in islice(tree.iter("h1"), 20) if heading_text(e)]
    marked = [e for e in told_of if _TITLED.search(e.get("class") or "")]
    heads = list(map(heading_text, marked if len(marked) == 1 else told_of))
    if not (heads or shared) and (said := _headline(data)):
        return said
    own = [head for head in heads if not _is_site(head, full, names)]
    agreed = _agreed([head for head in own if not _SEPARATOR.search(head)], shared, data)
    head = agreed or max(own, key=lambda head: (_same(head, told), _leads(head, full)), default="")
    alike = _same(head, told) >= (_FEW_SAME if len(heads) == 1 else _MOST_SAME)
    if len(own) == 1 and not _SEPARATOR.search(head):
        short = without_site(shared or full, names)
        alike = alike or _leads(short, head) or (bool(short) and _same(short, head) == 1)
    part = len(heads) > 1 and not agreed and _is_word_of(head, full)
    reworded = len(heads) == 1 and not agreed and _is_reworded(head, (full, shared), names, data)
    if agreed or (alike and not part and not reworded):
        head = _without_capitals(head, without_site(told, names))
        copied = normalize_words(head) == normalize_words(full)
        cut = without_site if copied else without_name
        return _COUNT.sub("", _LABEL.sub("", cut(head, names)))
    if len(own) == 1 and _named_by(full, names):
        return own[0]
    whole = full if part or _GENERIC.fullmatch(shared) else shared or full
    cut = without_name if whole is shared and _names_more(full, shared) else without_site
    short = cut(whole, names) if not _SEPARATOR.match(f" {full}") else ""
    short = next((part for part in _headlines_in(short, data) if not heads), short)
    return _COUNT.sub("", short) if short or len(heads) != 1 else heads[0]


def _entry_title(tree: Any) -> str:
    entries = [
        e
        for e in first_elements(tree, "article", "div", "main", "section", "body")
        if _ENTRY.search(e.get("class") or "")
    ]
    titles = [e for entry in entries[:1] for e in entry.iter() if _is_title_of(e, entry)]
    return heading_text(titles[0]) if len(entries) == len(titles) == 1 else ""


def _is_title_of(element: Any, entry: Any) -> bool:
    if not isinstance(element.tag, str) or not _ENTRY_TITLE.search(element.get("class") or ""):
        return False
    around = takewhile(lambda above: above is not entry, ancestors(element))
    return not any(_PART_OF_ENTRY.search(above.get("class") or "") for above in around)


def _headline(data: StructuredData) -> str:
    articles = data.articles()
    said = articles[0].get("headline") if len(articles) == 1 else None
    return " ".join(html.unescape(said).split()) if isinstance(said, str) else ""


def _without_capitals(head: str, title: str) -> str:
    alike = min(_same(head, title), _same(title, head)) >= _MOST_SAME
    return title if alike and " " in head and head.isupper() and not title.isupper() else head


def _headlines_in(title: str, data: StructuredData) -> list[str]:
    said = {headline(value) for value in data.articles()}
    return [part for part in _SEPARATOR.split(title) if normalize_words(part) in said]


def _agreed(heads: list[str], shared: str, data: StructuredData) -> str:
    """Told to other programs too, or too long for a slogan."""
    articles = data.articles()
    said = {normalize_words(title) for title in (shared, *map(headline, articles))} - {""}
    alone = heads if len(heads) == 1 and (articles or data.first("og:type") == "article") else []
    long = (head for head in alone if len(head.split()) >= _LONG)
    return next((head for head in heads if normalize_words(head) in said), next(long, ""))


def heading_text(heading: Any) -> str:
    """Without buttons, hidden words and blocks after its words."""
    return " ".join(_heading_words(heading).replace("\xad", "").split())[:_LONGEST].strip(" #¶\xa0")


def _heading_words(heading: Any) -> str:
    parts = [heading.text or ""]
    for child in heading:
        names = (child.get("class") or "").split() if isinstance(child.tag, str) else []
        skipped = not isinstance(child.tag, str) or is_outside(child) or child.tag in _WORDLESS
        if skipped or any(_TAG.match(name) for name in names):
            pass
        elif (is_block(child) or "block" in names or "d-block" in names) and "".join(parts).strip():
            break
        else:
            parts.append(_heading_words(child))
        parts.append(" " if child.tag == "br" or is_block(child) else "")
        parts.append(child.tail or "")
    return "".join(parts)


def _same(head: str, title: str) -> float:
    mine, theirs = set(normalize_words(head).split()), set(normalize_words(title).split())
    return len(mine & theirs) / len(mine) if mine else 0.0


def _is_word_of(head: str, title: str) -> bool:
    phrases = [normalize_words(part).split() for part in _SEPARATOR.split(title)]
    word = normalize_words(head)
    longer = any(word in phrase and len(phrase) > _FEW_WORDS for phrase in phrases)
    return longer and [word] not in phrases


def _leads(head: str, title: str) -> bool:
    return normalize_words(title).startswith(normalize_words(head))


def _is_reworded(
    head: str, told: Sequence[str], names: frozenset[str], data: StructuredData
) -> bool:
    """Whether the title of a page that is no article is one phrase like the heading."""
    if is_article(data) or any(normalize_words(head) in normalize_words(title) for title in told):
        return False
    title = next(filter(None, reversed(told)), "")
    phrases = [part for part in _SEPARATOR.split(title) if not _is_name(part, names)]
    return _same(head, title) > _MOST_SAME and len(phrases) == 1


def _is_site(head: str, title: str, names: frozenset[str]) -> bool:
    words = normalize_words(head)
    first, *others = _SEPARATOR.split(title)
    last = normalize_words(others[-1]) if others else ""
    return _is_name(head, names) or (
        bool(words) and words in last and words not in normalize_words(first)
    )


def _is_name(part: str, names: frozenset[str]) -> bool:
    return normalize_words(part).replace(" ", "") in names


def _named_by(title: str, names: frozenset[str]) -> bool:
    return _is_name(_SEPARATOR.split(title)[0], names)


def without_name(title: str, names: frozenset[str]) -> str:
    parts = _SEPARATOR.split(title)
    if len(parts) < 2 or not _is_name(parts[-1], names):
        return title
    return title[: title.rindex(parts[-1])].rstrip(_SIGNS)


def _names_more(full: str, shared: str) -> bool:
    return bool(full.startswith(shared) and _SEPARATOR.match(full, len(shared)))


def _without_lead(title: str, names: frozenset[str]) -> str:
    before, colon, after = title.partition(": ")
    return after.strip() if colon and _is_name(before, names) and " " in after.strip() else title


def without_site(title: str, names: frozenset[str]) -> str:
    parts = [part.strip() for part in _SEPARATOR.split(title)]
    called = next((i for i, part in enumerate(parts[:-1]) if i and _GENERIC.fullmatch(part)), None)
    if called is not None:
        title = title[title.index(parts[called]) + len(parts[called]) :].lstrip(_SIGNS)
        parts = parts[called + 1 :]
    parts = [part for part in parts if part and not _GENERIC.fullmatch(part)]
    if len(parts) < 2:
        return parts[0] if parts else title
    named = [part for part in parts if not _is_name(part, names)]
    if len(named) == 1:
        return named[0]
    if 0 < len(named) < len(parts):
        return title[title.index(named[0]) : title.rindex(named[-1]) + len(named[-1])]
    if len(parts) > 2 and len(parts[0].split()) > 1:
        return parts[0]
    before = title[: title.rindex(parts[-1])]
    separator = before.rstrip()[-1:]
    short = len(parts[-1].split()) <= _LONGEST_SITE and len(parts[0].split()) >= 2
    if separator != ":" and (short or separator == "|"):
        return before.rstrip(_SIGNS)
    return title


def _language(tree: Any) -> str | None:
    code = (tree.get("lang") or "").split("-")[0].lower()
    return code if code.isalpha() and len(code) in (2, 3) else None
