import html
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from briefing.sources.html.clean_names import LABEL
from briefing.sources.html.element_roles import first_elements, is_block, is_outside, is_repeated
from briefing.sources.html.fragments import normalize_words
from briefing.sources.html.page_bylines import (
    find_byline,
    headline,
    is_article,
    is_forum,
    short_text,
)
from briefing.sources.html.structured_data import StructuredData, names_in
from briefing.sources.text.dates import find_date

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
_BEFORE = 25
_BELOW = 10
"""Words between the first heading and a `time` that is rather its date than another `time` above it."""
_BESIDE = 8
"""Words beside a date in a line that dates the page; a caption has more."""
_UNSEEN = ("script", "style", "head", "title", "meta", "link", "noscript", "template")
_WORDLESS = ("script", "style", "svg", "button", "select", "template")
_MOST_SAME = 0.6
_FEW_SAME = 0.35
"""Share of a heading's words in the title from which it is the title, among several and alone."""
_FEW_WORDS = 3
_LONG = 8
"""Words of a heading that is no slogan."""
_LONGEST_SITE = 5
"""Words of a site's name."""
_FEW_CHILDREN = 4
_LONGEST = 400
_NEAR = 60
"""Words after the first heading among which a date is that of the page."""
_DATED = re.compile(
    r"(?:^|[-_\s])(?:pub(?:lish(?:ed)?)?|post(?:ed)?|article|story|entry|blog|news)?[-_]{0,2}dates?(?:$|[-_\s])",
    re.IGNORECASE,
)
_PUBLISHED_LABEL = re.compile(
    r"(?:first |originally )?(?:published|publish(?:ed)? date|date published|publication date)(?: on)?:?",
    re.IGNORECASE,
)
_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dc.date.created",
    "dcterms.created", "dc.date", "dcterms.date", "publication_date", "publish-date", "publishdate", "publish_date", "pubdate",
    "date", "ms.date", "published-date", "published_date", "publication-date", "originalpublicationdate", "article_date_original", "rnews:datepublished", "created",
)  # fmt: skip


class PageMetadata(Struct, frozen=True):
    title: str | None = None
    byline: str | None = None
    site: str | None = None
    published: str | None = None
    """ISO 8601, with its zone where the page gives it."""
    language: str | None = None


def find_page_metadata(tree: Any, data: StructuredData, address: str = "") -> PageMetadata:
    site = _site(data)
    title = _title(tree, data, _names_of_site(tree, data, site))
    return PageMetadata(
        title or None,
        find_byline(tree, data, site or "", title),
        site,
        _published(tree, data),
        _language(tree),
    )


def _site(data: StructuredData) -> str | None:
    name = data.first("og:site_name", "application-name", "apple-mobile-web-app-title")
    if not name:
        publishers = [o.get("publisher") for o in data.articles()]
        name = next((n for p in publishers for n in names_in(p)), "")
    name = html.unescape(name)
    return name if name and len(name) <= 80 and "://" not in name else None


def _names_of_site(tree: Any, data: StructuredData, site: str | None) -> frozenset[str]:
    links = (e.get("href") or "" for e in tree.iter("link") if e.get("rel") == "canonical")
    address = next(filter(None, (*links, data.first("og:url", "twitter:url"))), "")
    host = re.sub(r"^www\.", "", urlsplit(address).netloc.lower())
    said = [site or "", host, host.rpartition(".")[0], *host.split(".")[-2:-1]]
    return frozenset(filter(None, (normalize_words(name).replace(" ", "") for name in said)))


def _title(tree: Any, data: StructuredData, names: frozenset[str]) -> str:
    element = tree.find(".//title")
    written = " ".join((element.text or "").split()) if element is not None else ""
    shared = html.unescape(data.first("og:title", "twitter:title"))
    full = html.unescape(written) or shared
    told = shared if shared and normalize_words(shared) in normalize_words(full) else full
    told_of = [e for e in islice(tree.iter("h1"), 20) if heading_text(e)]
    marked = [e for e in told_of if _TITLED.search(e.get("class") or "")]
    heads = list(map(heading_text, marked if len(marked) == 1 else told_of))
    own = [head for head in heads if not _is_site(head, full, names)]
    agreed = _agreed([head for head in own if not _SEPARATOR.search(head)], shared, data)
    head = agreed or max(own, key=lambda head: (_same(head, told), _leads(head, full)), default="")
    alike = _same(head, told) >= (_FEW_SAME if len(heads) == 1 else _MOST_SAME)
    part = len(heads) > 1 and not agreed and _is_word_of(head, full)
    reworded = len(heads) == 1 and not agreed and _is_reworded(head, (full, shared), names, data)
    if agreed or (alike and not part and not reworded):
        copied = normalize_words(head) == normalize_words(full)
        cut = without_site if copied else without_name
        return _COUNT.sub("", _LABEL.sub("", cut(head, names)))
    if len(own) == 1 and _named_by(full, names):
        return own[0]
    whole = full if part or _GENERIC.fullmatch(shared) else shared or full
    short = without_site(whole, names) if not _SEPARATOR.match(f" {full}") else ""
    short = next((part for part in _headlines_in(short, data) if not heads), short)
    return _COUNT.sub("", short) if short or len(heads) != 1 else heads[0]


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
    """Whether the title is one phrase with most of the words of the heading, on a page that is no article."""
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


def text_of(element: Any) -> str:
    return " ".join("".join(islice(element.itertext(), 60)).split())[:_LONGEST]


def _published(tree: Any, data: StructuredData) -> str | None:
    said = [
        o.get("datePublished") or o.get("dateCreated") for o in (*data.posts(), *data.articles())
    ]
    said += [data.first(name) for name in _PUBLISHED]
    said += [o.get("datePublished") for o in data.objects]
    shown = _labelled_date(tree) or _date_on_page(tree)
    for value in said:
        day = read_date(value) if isinstance(value, str) else None
        if day:
            return shown if shown and _is_rather(shown, day) else day
    return shown or _only_date(tree) or _date_beside_name(tree, is_forum(tree, data))


def _is_rather(shown: str, told: str) -> bool:
    """Whether a page that shows one day and tells programs another means the one it shows.

    What was updated shows a later day; one day later may be the same moment in the reader's zone.
    """
    first, second = date.fromisoformat(shown[:10]), date.fromisoformat(told[:10])
    zoned = "+" in shown[10:] and not shown.endswith("+00:00")
    return first < second or (zoned and first - second == timedelta(days=1))


def _only_date(tree: Any) -> str | None:
    days = set()
    for element in first_elements(tree, "time", "span", "p", "div", "small", "li"):
        marked = element.tag == "time" or _DATED.search((element.get("class") or "")[:200])
        if not marked or is_repeated(element):
            continue
        day = _marked_date(element) or next(
            (found[0] for text in islice(element.itertext(), 4) if (found := _short_date(text))),
            None,
        )
        days.add((day or "")[:10])
    days.discard("")
    return days.pop() if len(days) == 1 else None


def _date_beside_name(tree: Any, forum: bool) -> str | None:
    days: dict[str, str] = {}
    named = False
    for element in first_elements(tree, "p", "span", "div", "li"):
        said = short_text(element) if len(element) <= _FEW_CHILDREN else ""
        was_named = named and element.getprevious() is not None
        named = bool(LABEL.match(said)) or "author" in (element.get("class") or "").split()
        found = _short_date(said) if named or was_named else None
        if found and (forum or not is_repeated(element)):
            days.setdefault(found[0][:10], found[0])
    return next(iter(days.values()), None) if forum or len(days) == 1 else None


def _labelled_date(tree: Any) -> str | None:
    """The only date behind a word such as "Published", wherever that stands."""
    days, label = set(), False
    for element in first_elements(tree):
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        if label and (day := _marked_date(element)) and not is_repeated(element):
            days.add(day)
        for text in (element.text, element.tail) if not len(element) else (element.text,):
            if text and text.strip():
                label = bool(_PUBLISHED_LABEL.fullmatch(text.strip()))
    return days.pop() if len({day[:10] for day in days}) == 1 else None


def read_date(value: str) -> str | None:
    value = value.strip()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        found = find_date(value[:200])
        return found[0] if found else None
    if not 1800 < moment.year < 2100:
        return None
    if re.fullmatch(r"[\d\-/]{4,10}", value):
        return moment.date().isoformat()
    return moment.isoformat()


def _date_on_page(tree: Any) -> str | None:
    before, words, near = None, 0, tree.find(".//h1") is None
    above, last, timed = None, 0, False
    for element in first_elements(tree):
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            words += len((element.tail or "").split()) if isinstance(element.tag, str) else 0
            continue
        if element.tag == "h1" and not near:
            above = before if words - last <= _BEFORE else None
            near, words = True, 0
        day = _marked_date(element) or next(
            (found[0] for text in (element.text, element.tail) if (found := _short_date(text))),
            None,
        )
        below = _BELOW if timed else _NEAR
        if above and near and (words > below or (day and element.tag != "time")):
            return above
        if day and near and words <= _NEAR * (1 if element.tag != "time" else 5):
            return day
        if day and not near:
            before, last, timed = day, words, element.tag == "time"
        words += sum(len(text.split()) for text in (element.text, element.tail) if text)
        if near and words > 5 * _NEAR:
            return None
    return above


def _marked_date(element: Any) -> str | None:
    if element.tag == "time" or element.get("itemprop") in ("datePublished", "dateCreated"):
        return read_date(element.get("datetime") or element.get("content") or text_of(element))
    return None


def _short_date(text: str | None) -> tuple[str, int, int] | None:
    found = find_date(text) if text and 5 < len(text) < 120 else None
    beside = len(text.split()) - len(text[found[1] : found[2]].split()) if text and found else 0
    return found if beside <= _BESIDE else None


def _language(tree: Any) -> str | None:
    code = (tree.get("lang") or "").split("-")[0].lower()
    return code if code.isalpha() and len(code) in (2, 3) else None
