import re
from typing import Any

from briefing.sources.html.list_labels import is_marker

_LEVEL = re.compile(r"mso-list\s*:\s*l\d{1,9}\s+level(\d)", re.IGNORECASE)
_LABEL = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_COUNTED = re.compile(r"\(?(?:\w{1,6}[.)]|(?:\w{1,3}\.){1,8}\w{0,3}\)?)\Z")
_SIGN_FONT = re.compile(r"font-family\s*:\s*[\"']?wingdings", re.IGNORECASE)
_SIGNS = dict(zip("JKLàèßçüûþ", "☺😐☹→→←←✓✗☑", strict=True))


def writes_as_word(html: str) -> bool:
    return "mso-list" in html or "ingdings" in html


def mend_word_markup(tree: Any) -> None:
    """Word writes lists as paragraphs, and signs as letters of a font."""
    labels = {item: _find_label(item) for item in list(tree.iter("p")) if _level(item)}
    for item, label in labels.items():
        if label is None or item.tag != "p":
            continue
        if labels.get(item.getnext()) is not None or not label.text:
            _nest(item, labels)
        else:
            _join_bold(label)
    for span in tree.iter("span"):
        if _SIGN_FONT.search(span.get("style") or "") and span.text:
            span.text = "".join(_SIGNS.get(letter, letter) for letter in span.text)


def _level(item: Any) -> int:
    found = _LEVEL.search(item.get("style") or "")
    return int(found[1]) if found else 0


def _find_label(item: Any) -> Any:
    for span in item.iter("span"):
        if _LABEL.search(span.get("style") or ""):
            label = "".join(span.itertext()).strip()
            del span[:]
            span.text = f"{label} " if _COUNTED.match(label) else ""
            return span
    return None


def _nest(first: Any, labels: dict[Any, Any]) -> None:
    opened: list[tuple[int, Any]] = []
    item: Any = first
    while (label := labels.get(item)) is not None:
        following, level = item.getnext(), _level(item)
        while len(opened) > 1 and opened[-1][0] > level:
            opened.pop()
        if not opened or opened[-1][0] < level:
            listed = item.makeelement("ul")
            if opened:
                opened[-1][1][-1].append(listed)
            else:
                item.addprevious(listed)
            opened.append((level, listed))
        item.tag = "li"
        if is_marker(words := label.text.strip()):
            item.set("data-marker", words)
        if is_marker(words) or not words:
            _drop(label)
        opened[-1][1].append(item)
        item = following


def _drop(label: Any) -> None:
    around = label.getparent()
    label.drop_tree()
    if around.tag in ("b", "i", "span", "strong") and not len(around) and not around.text:
        _drop(around)


def _join_bold(label: Any) -> None:
    around = label.getparent()
    words = around.getnext()
    if around.tag in ("b", "strong") and words is not None and words.tag == around.tag:
        words.text, label.text = label.text + (words.text or ""), None
        _drop(label)
