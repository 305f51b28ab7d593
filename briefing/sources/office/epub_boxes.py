"""Makes quotations of boxes beside the text of a chapter, so that their headings start no part."""

import re
from typing import Any

from briefing.sources.html.close_boxes import LONGEST_BOX, begins_with_heading, close_box

_KIND = re.compile(
    r"\b(?:note|tip|warning|caution|important|info|sidebar|box|callout|admonition|example|hint)s?\b"
    r"|\b(?:text|info|note|side)[_-]?(?:box|bar)\b",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"footnote|endnote|rearnote|note-?ref|\bfn\b", re.IGNORECASE)


def close_book_boxes(tree: Any) -> None:
    """Asides and divisions that say that they are a note, tip or the like, and begin with a heading."""
    for element in list(tree.iter("aside", "div", "section", "table")):
        kind = " ".join(element.get(name) or "" for name in ("epub:type", "class", "role"))
        boxed = element.tag == "aside" or _KIND.search(kind)
        if not boxed or _FOOTNOTE.search(kind) or len(element.text_content()) > LONGEST_BOX:
            continue
        if begins_with_heading(element):
            close_box(element)


def empty_page_breaks(tree: Any) -> None:
    for element in tree.iter("span", "div", "a", "p", "hr"):
        if "pagebreak" in f"{element.get('epub:type')} {element.get('role')}":
            element.text = None
            del element[:]
