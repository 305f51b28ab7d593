import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import islice, takewhile
from typing import Any

from briefing.sources.office.word_styles import Style
from briefing.sources.office.word_xml import (
    W,
    child_of,
    local_name,
    number_of,
    paragraph_texts,
    value_of,
)

_RUN, _TEXT, _TAB, _PLACED_TAB = W + "r", W + "t", W + "tab", W + "ptab"
_LEADS = tuple(W + name for name in ("hyperlink", "fldChar", "fldSimple", "instrText"))
_PAGE = re.compile(r"(?:[\t…]|\.\.|[.\s]\s)(?:\d{1,4}|[ivxlc]{1,8}|[A-Z]{1,3}-\d{1,4})\Z")
_FEW = 6
"""Lines in a style of contents, none of which leads to a page, that a writer took for headings."""
_LOOKED_AT = 20
"""Empty paragraphs that may stand below a heading."""


def goes_on(look: Any) -> bool:
    """Whether a tracked change joins the paragraph with the next one, or it is a drop cap."""
    if look is None:
        return False
    frame, own = child_of(look, "framePr"), child_of(look, "rPr")
    dropped = frame is not None and frame.get(W + "dropCap") in ("drop", "margin")
    return dropped or (own is not None and child_of(own, "del") is not None)


def bare_words(paragraph: Any) -> str:
    found = []
    for run in paragraph[:]:
        text = run[0] if run.tag == _RUN and len(run) == 1 else None
        if text is None or text.tag != _TEXT:
            return ""
        found.append(text.text or "")
    words = "".join(found)
    return escape(words, quote=False) if words.strip() else ""


def is_contents(control: Any) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj")
    return value_of(gallery, "docPartGallery") == "Table of Contents"


def heads_as_contents(paragraph: Any, styles: Mapping[str, Style]) -> bool:
    def listed(element: Any) -> bool:
        style = styles.get(value_of(child_of(element, "pPr"), "pStyle") or "")
        return style is not None and style.contents_level > 0

    if not listed(paragraph):
        return False
    run = [paragraph]
    for following in (True, False):
        run += takewhile(listed, _siblings(paragraph, following=following))
    return len(run) <= _FEW and not any(map(_leads_to_page, run))


def _leads_to_page(paragraph: Any) -> bool:
    if next(paragraph.iter(*_LEADS), None) is not None:
        return True
    return _PAGE.search("".join(_tabbed(paragraph)).rstrip()) is not None


def _tabbed(paragraph: Any) -> Iterator[str]:
    for part in paragraph.iter(_TEXT, _TAB, _PLACED_TAB):
        yield part.text or "" if part.tag == _TEXT else "\t" * (part.getparent().tag == _RUN)


def is_bold(inner: str) -> bool:
    return inner.startswith("<b>") and inner.find("</b>") == len(inner) - len("</b>")


def heads_text(item: Any) -> bool:
    name, level = _list_place(item)
    for following in _siblings(item):
        if local_name(following) != "p":
            return local_name(following) == "tbl"
        if any(map(str.strip, paragraph_texts(following))):
            other, depth = _list_place(following)
            return other != name or depth > level
    return False


def _siblings(item: Any, *, following: bool = True) -> list[Any]:
    return list(islice(item.itersiblings(preceding=not following), _LOOKED_AT))


def _list_place(paragraph: Any) -> tuple[str | None, int]:
    """The list of an item and its level; None for a paragraph that is no item by itself."""
    numbers = paragraph.find(f"{W}pPr/{W}numPr")
    return value_of(numbers, "numId"), number_of(value_of(numbers, "ilvl"))
