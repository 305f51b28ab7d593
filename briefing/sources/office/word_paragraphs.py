from html import escape
from typing import Any

from briefing.sources.office.word_xml import (
    W,
    child_of,
    local_name,
    number_of,
    paragraph_texts,
    value_of,
)

_RUN, _TEXT = W + "r", W + "t"
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


def _siblings(item: Any) -> list[Any]:
    found: list[Any] = []
    following = item.getnext()
    while following is not None and len(found) < _LOOKED_AT:
        found.append(following)
        following = following.getnext()
    return found


def _list_place(paragraph: Any) -> tuple[str | None, int]:
    """The list of an item and its level; None for a paragraph that is no item by itself."""
    numbers = paragraph.find(f"{W}pPr/{W}numPr")
    return value_of(numbers, "numId"), number_of(value_of(numbers, "ilvl"))
