import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from briefing.sources.html.close_boxes import close_boxes
from briefing.sources.html.element_roles import HEADINGS, HIDDEN
from briefing.sources.html.footnotes import write_titled_notes
from briefing.sources.html.picture_sources import PICTURES, find_picture_source
from briefing.sources.math_text import raise_signs

_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre-wrap|pre-line|break-spaces)", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<\w[^>]*>\s*\Z")
_VERSE = re.compile(
    r"(?:^|[\s_-])(?:verses?|poems?|poetry|stanza|strophe|linegroup|lg|lyrics)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LINES = frozenset(("p", "div", "span"))
_LONGEST_LINE = 90
_SIGNATURE = re.compile(r"(?:^|\s)sig(?:-object)?(?:$|\s)")
_FOLD = re.compile(
    r"(?:^|[\s_-])(?:accordions?|collaps(?:e|ed|ible)|toggle|tabs?-?(?:panes?|panels?|contents?)|expand(?:able)?|read-?more|faqs?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_FOLD = re.compile(
    r"nav|menu|header|footer|modal|dialog|popup|drawer|dropdown|cookie|consent|filter|facet|sort|search|login|cart|lang|share|comment",
    re.IGNORECASE,
)
_NO_TEXT = frozenset(("nav", "header", "footer", "form", "dialog", "aside"))
_FEWEST, _MOST_LINKED = 8, 0.5
_MOST_CONTROLS = 2_000
_MOST_HIDDEN = 500
_MOST_TEXTS = 5_000
_POWER = re.compile(r"\s*[-−+]?(?:\d{1,3}|n)\s*\Z")
_BASE = re.compile(r"(?:\d|\)|\b[^\W\d_]|\b[kcdm]m)\Z")


def prepare_tree(tree: Any) -> None:
    for raised in tree.iter("sup"):
        if not len(raised) and _POWER.match(raised.text or "") and _BASE.search(_before(raised)):
            raised.text = raise_signs(raised.text)
    write_titled_notes(tree)
    for template in list(tree.iter("template")):
        if template.get("shadowrootmode") or template.get("shadowroot"):
            template.tag = "div"
    for noscript in list(tree.iter("noscript")):
        _take_picture(noscript)
    for element in list(tree.iter("p", "div", "span")):
        if _KEEPS_LINES.search(element.get("style") or ""):
            _break_lines(element)
    for holder in list(tree.iter("div", "blockquote", "section")):
        if _VERSE.search(holder.get("class") or ""):
            _join_verse(holder)
    for term in list(tree.iter("dt")):
        if _SIGNATURE.search(term.get("class") or ""):
            _head_signature(term)
    for element in list(_find_folds(tree)):
        element.attrib.pop("hidden", None)
        element.attrib.pop("style", None)
    close_boxes(tree)


def _join_verse(holder: Any) -> None:
    lines = holder[:]
    if len(lines) < 2 or any(line.tag not in _LINES or _holds_blocks(line) for line in lines):
        return
    if any(len("".join(line.itertext())) > _LONGEST_LINE for line in lines):
        return
    if (holder.text or "").strip() or any((line.tail or "").strip() for line in lines):
        return
    holder.tag = "p"
    for line in lines[:-1]:
        line.tag, line.tail = "span", None
        line.addnext(holder.makeelement("br"))
    lines[-1].tag = "span"


def _holds_blocks(line: Any) -> bool:
    return (
        next(line.iterdescendants("p", "div", "img", "table", "ul", "ol", "br"), None) is not None
    )


def _head_signature(term: Any) -> None:
    deep, above = 0, None
    for holder in term.iterancestors():
        deep += holder.tag == "dl"
        above = next(holder.iterchildren(*HEADINGS), None) if holder.tag != "dl" else None
        if above is not None:
            break
    term.tag = f"h{min(6, deep + (int(above.tag[1]) if above is not None else 1))}"
    for link in term.iter("a"):
        if "".join(link.itertext()).strip() == "[source]":
            link.set("class", "noprint")


def _find_folds(tree: Any) -> Iterator[Any]:
    controls = islice(tree.iterfind(".//*[@aria-controls]"), _MOST_CONTROLS)
    opened = {e.get("aria-controls") for e in controls if e.get("aria-haspopup") is None}
    hidden = filter(_is_hidden, tree.iter("div", "section", "p", "ul", "dd", "article"))
    for element in islice(hidden, _MOST_HIDDEN):
        get = element.get
        named = f"{get('class') or ''} {get('id') or ''}"
        folds = get("role") == "tabpanel" or get("id") in opened or _FOLD.search(named)
        if folds and not _NO_FOLD.search(named) and _holds_text(element):
            yield element


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))


def _holds_text(element: Any) -> bool:
    for above in element.iterancestors():
        if above.tag in _NO_TEXT or _NO_FOLD.search(above.get("class") or ""):
            return above.tag in ("body", "html")
    words = _count_words(element)
    linked = sum(_count_words(link) for link in islice(element.iter("a"), _MOST_CONTROLS))
    return words >= _FEWEST and linked <= _MOST_LINKED * words


def _count_words(element: Any) -> int:
    return len("".join(islice(element.itertext(), _MOST_TEXTS)).split())


def _before(element: Any) -> str:
    before = element.getprevious()
    if before is None:
        return element.getparent().text or ""
    return before.tail or "".join(before.itertext())


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
