import re
from typing import Any

from briefing.sources.html.picture_sources import PICTURES, find_picture_source

_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre-wrap|pre-line|break-spaces)", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<\w[^>]*>\s*\Z")


def prepare_tree(tree: Any) -> None:
    for template in list(tree.iter("template")):
        if template.get("shadowrootmode") or template.get("shadowroot"):
            template.tag = "div"
    for noscript in list(tree.iter("noscript")):
        _take_picture(noscript)
    for element in list(tree.iter("p", "div", "span")):
        if _KEEPS_LINES.search(element.get("style") or ""):
            _break_lines(element)


def _take_picture(noscript: Any) -> None:
    parent = noscript.getparent()
    if parent is None:
        return
    if not len(noscript) and _MARKUP.match(noscript.text or ""):
        noscript.drop_tree()
        return
    pictures = list(noscript.iter("img"))
    if len(pictures) != 1 or "".join(noscript.itertext()).strip():
        return
    before = noscript.getprevious()
    shown = [] if before is None else list(before.iter(*PICTURES))
    if len(shown) == 1 and not "".join(before.itertext()).strip():
        if find_picture_source(shown[0]):
            return
        shown[0].drop_tree()
    picture = pictures[0]
    picture.tail = noscript.tail
    parent.replace(noscript, picture)


def _break_lines(element: Any) -> None:
    for child in reversed(element):
        child.tail = _broken(element, element.index(child) + 1, child.tail)
    element.text = _broken(element, 0, element.text)


def _broken(element: Any, at: int, text: str | None) -> str | None:
    lines = (text or "").split("\n")
    if len("".join(lines).split()) == 0:
        return text
    for line in reversed(lines[1:]):
        br = element.makeelement("br")
        br.tail = line
        element.insert(at, br)
    return lines[0]
