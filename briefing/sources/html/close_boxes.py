import re
from itertools import islice
from typing import Any

from briefing.sources.html.element_roles import (
    HEADINGS,
    holds_headings,
    is_block,
    is_repeated,
)

_KIND = re.compile(
    r"(?:[\w-]+[_-])?(?:note|tip|hint|callout|admonition|warning|caution|danger|infobox)(?:--\w+)?",
    re.IGNORECASE,
)
LONGEST_BOX = 4000
"""Characters; what is longer is a part of the text."""
_DEEPEST = 8
"""Elements around the heading of a box."""
_TEXTS = ("p", "div", "ul", "ol", "pre", "blockquote", "table", "dl", "section")
_LINKED = 0.5
_LONG_ITEM = 30
"""Words of an item, on average, from which it is a part of the text."""
_SHORTEST_TEXT = 8
"""Words of a paragraph that goes on after a box."""
_MOST, _MOST_AFTER = 400, 100


def close_boxes(tree: Any) -> None:
    # Their headings would take the text that follows for theirs.
    boxes = [e for e in tree.iter("details", "aside", "div", "section") if _is_box(e)]
    lists = [e for e in tree.iter("ul", "ol") if holds_headings(e) and _has_short_items(e)]
    for element in islice((e for e in (*boxes, *lists) if _goes_on_after(e)), _MOST):
        close_box(element)


def close_box(box: Any) -> None:
    if box.tag == "table":
        for part in list(box.iter("tbody", "tr", "td", "th")):
            part.tag = "div"
    if box.tag not in ("ul", "ol"):
        box.tag = "blockquote"
    for summary in list(box.iter("summary")):
        if not any(map(is_block, summary.iterdescendants())):
            summary.tag = "h6"
    for heading in list(box.iter(*HEADINGS)):
        if heading.getparent().tag == "li":
            _open_item(heading)
        else:
            heading.tag = "p"
            _embolden(heading)


def begins_with_heading(box: Any) -> bool:
    for element in islice(box.iter(), _DEEPEST):
        if element.tag in HEADINGS:
            return True
        if (element.text or "").strip():
            return False
    return False


def _is_box(element: Any) -> bool:
    if element.tag == "details":
        return True
    kinds = (element.get("class") or "").split()
    named = element.get("role") == "note" or any(map(_KIND.fullmatch, kinds))
    return named and begins_with_heading(element)


def _has_short_items(listed: Any) -> bool:
    items = [item for item in listed if item.tag == "li"]
    if any(map(_is_linked, listed.iter(*HEADINGS))):
        return False  # Cards, each of another page.
    return sum(map(_count_words, items)) < _LONG_ITEM * len(items)


def _is_linked(heading: Any) -> bool:
    return heading.find(".//a") is not None or next(heading.iterancestors("a"), None) is not None


def _goes_on_after(box: Any) -> bool:
    if len("".join(box.itertext())) > LONGEST_BOX or not _is_told(box) or is_repeated(box):
        return False
    told = box.tail
    for after in islice(box.itersiblings(), _MOST_AFTER):
        if len((told or "").split()) >= _SHORTEST_TEXT:
            return True
        if after.tag in HEADINGS:
            return False
        if after.tag in _TEXTS and _count_words(after):
            return _is_told(after) and not begins_with_heading(after)
        told = after.tail
    return len((told or "").split()) >= _SHORTEST_TEXT


def _is_told(element: Any) -> bool:
    words = _count_words(element)
    linked = sum(_count_words(link) for link in islice(element.iter("a"), _MOST))
    return words >= _SHORTEST_TEXT and linked < _LINKED * words


def _count_words(element: Any) -> int:
    return len("".join(islice(element.itertext(), _MOST)).split())


def _open_item(heading: Any) -> None:
    after = heading.getnext()
    heading.tag = "strong"
    line = heading.makeelement("br", {})
    heading.addnext(line)
    line.tail, heading.tail = heading.tail, None
    if after is not None and after.tag == "p":
        after.drop_tag()


def _embolden(paragraph: Any) -> None:
    strong = paragraph.makeelement("strong", {})
    strong.text, paragraph.text = paragraph.text, None
    strong.extend(list(paragraph))
    paragraph.append(strong)
