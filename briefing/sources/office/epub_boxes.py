"""Makes quotations of boxes beside the text of a chapter, so that their headings start no part."""

import re
from itertools import islice
from typing import Any

_KIND = re.compile(
    r"\b(?:note|tip|warning|caution|important|info|sidebar|box|callout|admonition|example|hint)s?\b"
    r"|\b(?:text|info|note|side)[_-]?(?:box|bar)\b",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"footnote|endnote|rearnote|note-?ref|\bfn\b", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DEEPEST = 8
"""Elements around the heading of a box."""
_LONGEST = 4000
"""Characters of a box; what is longer is a part of the chapter."""


def close_boxes(tree: Any) -> None:
    """Asides and divisions that say that they are a note, tip or the like, and begin with a heading."""
    for element in list(tree.iter("aside", "div", "section", "table")):
        kind = " ".join(element.get(name) or "" for name in ("epub:type", "class", "role"))
        boxed = element.tag == "aside" or _KIND.search(kind)
        if not boxed or _FOOTNOTE.search(kind) or len(element.text_content()) > _LONGEST:
            continue
        if not _begins_with_heading(element):
            continue
        for part in list(element.iter("tbody", "tr", "td", "th")) if element.tag == "table" else ():
            part.tag = "div"
        element.tag = "blockquote"
        for heading in list(element.iter(*_HEADINGS)):
            heading.tag = "p"
            _embolden(heading)


def _begins_with_heading(box: Any) -> bool:
    for element in islice(box.iter(), _DEEPEST):
        if element.tag in _HEADINGS:
            return True
        if (element.text or "").strip():
            return False
    return False


def _embolden(paragraph: Any) -> None:
    strong = paragraph.makeelement("strong", {})
    strong.text, paragraph.text = paragraph.text, None
    strong.extend(list(paragraph))
    paragraph.append(strong)


def empty_page_breaks(tree: Any) -> None:
    for element in tree.iter("span", "div", "a", "p", "hr"):
        if "pagebreak" in f"{element.get('epub:type')} {element.get('role')}":
            element.text = None
            del element[:]
