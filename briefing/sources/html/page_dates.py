import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from lxml import etree

from briefing.sources.html.clean_names import LABEL, clean_name
from briefing.sources.html.element_roles import first_elements, is_repeated
from briefing.sources.html.page_bylines import short_text
from briefing.sources.html.structured_data import StructuredData
from briefing.sources.text.dates import find_date

_BEFORE = 25
_BELOW = 10
"""Words between the first heading and the `time` that is its date, whatever is above."""
_BESIDE = 8
"""Words beside a date in a line that dates the page; a caption has more."""
_UNSEEN = ("script", "style", "head", "title", "meta", "link", "noscript", "template")
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
_STARTED = re.compile(r"\s*(?:(?:started|posted|asked|written) )?by \S", re.IGNORECASE)
_UPDATED = re.compile(
    r"\b(?:updated|modified|revised|refreshed|(?:reviewed|edited)(?: on|:))", re.IGNORECASE
)
_MODIFIED = re.compile(r"dateModified|(?:^|[\s_-])(?:updated|modified)(?:$|[\s_-])")
_MOST_PIECES = 40_000
_LABEL = 40
"""Characters before a date that may say what day it is."""
_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dc.date.created",
    "dcterms.created", "dc.date", "dcterms.date", "publication_date", "publish-date", "publishdate", "publish_date", "pubdate",
    "date", "ms.date", "published-date", "published_date", "publication-date", "originalpublicationdate", "article_date_original", "rnews:datepublished", "created",
)  # fmt: skip

_CHANGED = ("article:modified_time", "og:updated_time")


def find_published(tree: Any, data: StructuredData, *, forum: bool) -> str | None:
    said = [
        o.get("datePublished") or o.get("dateCreated") for o in (*data.posts(), *data.articles())
    ]
    said += [data.first(name) for name in _PUBLISHED]
    said += [o.get("datePublished") for o in data.objects]
    shown, updated = _labelled_date(tree), False
    if not shown:
        shown, updated = _date_on_page(tree)
    for value in said:
        day = read_date(value) if isinstance(value, str) else None
        if day:
            dated = forum or (updated and not _is_by_hand(shown, data))
            return shown if shown and _is_rather(shown, day, dated) else day
    return shown or _only_date(tree) or _date_beside_name(tree, forum)


def _is_rather(shown: str, told: str, updated: bool) -> bool:
    """An update shows a later day; one day may be the same moment in the reader's zone."""
    first, second = date.fromisoformat(shown[:10]), date.fromisoformat(told[:10])
    zoned = "+" in shown[10:] and not shown.endswith("+00:00")
    later = first - second > timedelta(days=1) and not updated
    return first < second or later or (zoned and first - second == timedelta(days=1))


def _is_by_hand(shown: str | None, data: StructuredData) -> bool:
    """Whether programs are not told the day of an update."""
    said = [o.get("dateModified") for o in data.objects]
    said += [data.first(name) for name in _CHANGED]
    days = [day[:10] for value in said if isinstance(value, str) and (day := read_date(value))]
    return bool(days) and shown is not None and shown[:10] not in days


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
    days, label = set(), False
    for element in first_elements(tree):
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        if label and (day := _marked_date(element)) and not is_repeated(element):
            days.add(day)
        for text in (element.text, element.tail) if not len(element) else (element.text,):
            if text and text.strip():
                if _STARTED.match(text) and (found := _short_date(text)):
                    days.add(found[0])
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


def _date_on_page(tree: Any) -> tuple[str | None, bool]:
    heads = [e for e in islice(tree.iter("h1"), 20) if _text_of(e)]
    heading, again = (heads or [None])[0], heads[1:]
    before, words, near = None, 0, heading is None
    above, last, timed = None, 0, False
    context, updated = "", False
    for element, text in _pieces(tree):
        is_time = element is not None and element.tag == "time"
        if element is not None and element is heading and not near:
            above = before if words - last <= _BEFORE else None
            near, words = True, 0
        if element in again and _text_of(element) == _text_of(heading):
            words = 0
        marked = _marked_date(element) if element is not None else None
        day = marked or (found[0] if (found := _short_date(text)) else None)
        below = _BELOW if timed else _NEAR
        if above and near and (words > below or (day and not is_time)):
            return above, updated
        context = f"{context} {text[:_LABEL] if day else text}"[-2 * _LABEL :]
        if day and near and words <= _NEAR * (5 if is_time else 1):
            return day, _is_update(context, element)
        if day and not near:
            before, last, timed = day, words, is_time
            updated = _is_update(context, element)
        words += len(text.split())
        if near and words > 5 * _NEAR:
            return None, False
    return above, updated


def _pieces(tree: Any) -> Iterator[tuple[Any, str]]:
    for event, element in islice(etree.iterwalk(tree, ("start", "end", "comment")), _MOST_PIECES):
        if event != "start":
            if element.tail and element.tail.strip():
                yield None, element.tail
        elif element.tag not in _UNSEEN:
            yield element, element.text or ""


def _is_update(said: str, element: Any) -> bool:
    get = element.get if element is not None else {}.get
    marks = f"{get('itemprop') or ''} {(get('class') or '')[:200]}"
    inside = _text_of(element)[:_LABEL] if element is not None and element.tag == "time" else ""
    return bool(_UPDATED.search(f"{said} {inside}") or _MODIFIED.search(marks))


def _marked_date(element: Any) -> str | None:
    if element.tag == "time" or element.get("itemprop") in ("datePublished", "dateCreated"):
        return read_date(element.get("datetime") or element.get("content") or _text_of(element))
    return None


def _short_date(text: str | None) -> tuple[str, int, int] | None:
    found = find_date(text) if text and 5 < len(text) < 120 else None
    beside = len(text.split()) - len(text[found[1] : found[2]].split()) if text and found else 0
    names = beside > _BESIDE and LABEL.match(text or "") and clean_name(text or "")
    return found if beside <= (2 * _BESIDE if names else _BESIDE) else None


def _text_of(element: Any) -> str:
    return " ".join("".join(islice(element.itertext(), 60)).split())[:_LONGEST]
