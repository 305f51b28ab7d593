import re
from collections.abc import Iterator
from html import escape
from typing import Any

_MARKER = re.compile(r"\d{1,9}[.)]")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]{1,20})", re.IGNORECASE)
_STYLES = {
    **dict.fromkeys(("lower-alpha", "lower-latin"), "a"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "A"),
    "lower-roman": "i",
    "upper-roman": "I",
}
LONGEST_LABEL = 60
"""Characters of what stands around the numbers of a label."""
_LARGEST = 4000
"""Numbers from here on are written in digits, in any format."""


def number_text(number: int, form: str) -> str:
    """`form` as HTML and OpenDocument have it: "1", "a", "A", "i" or "I"."""
    if form not in ("a", "A", "i", "I") or not 0 < number < _LARGEST:
        return str(number)
    if form in "aA":
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    else:
        text = ""
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
    return text.upper() if form in "AI" else text


def join_runs(inner: str) -> str:
    """Marks that end and begin again at once, as editors leave them, are one."""
    for sign in ("code", "b", "i") if "</" in inner else ():
        inner = inner.replace(f"</{sign}><{sign}>", "").replace(f"</{sign}> <{sign}>", " ")
    return inner


def is_marker(label: str) -> bool:
    """Whether markdown has it as the number of an item; other labels are part of the words."""
    return _MARKER.fullmatch(label) is not None


def list_form(listed: Any) -> str:
    """The `form` of an HTML list, by its type or its style."""
    style = _STYLE.search(listed.get("style") or "")
    return _STYLES.get(style[1].lower(), "1") if style else listed.get("type") or "1"


def first_number(listed: Any) -> int:
    items = 1 if listed.get("reversed") is None else sum(1 for _ in listed.iterchildren("li"))
    return whole_number(listed.get("start"), items)


def mark_items(listed: Any, number: int | None) -> Iterator[tuple[Any, str, str]]:
    """Each child of a list, an item with its markdown marker and its label in words.

    `number`: of the first item, None for bullets.
    """
    form = list_form(listed)
    step = -1 if listed.get("reversed") is not None else 1
    for child in listed:
        if child.tag != "li":
            yield child, "", ""
        elif number is None:
            marker = child.get("data-marker") or "-"
            yield child, marker if is_marker(marker) else "-", ""
        else:
            number = whole_number(child.get("value"), number)
            shown = number_text(number, form)
            counted = shown.isdigit() and step > 0
            yield (child, f"{shown}.", "") if counted else (child, "-", f"{shown}\\. ")
            number += step


def whole_number(value: str | None, default: int) -> int:
    usable = value and value.isascii() and value.isdigit() and len(value) < 9
    return int(value) if value and usable else default


class ListHtml:
    def __init__(self) -> None:
        self._levels: list[int] = []

    def item(self, level: int, label: str, inner: str) -> str:
        """`level` counts from 0; `label` is "" for a bullet. The item stays open for what follows."""
        parts = []
        while self._levels and self._levels[-1] > level:
            self._levels.pop()
            parts.append("</li></ul>")
        if self._levels and self._levels[-1] == level:
            parts.append("</li>")
        else:
            self._levels.append(level)
            parts.append("<ul>")
        marked = f' data-marker="{label}"' if is_marker(label) else ""
        words = "" if marked or not label else escape(label) + " "
        return "".join((*parts, f"<li{marked}>", words, inner))

    @property
    def is_open(self) -> bool:
        return bool(self._levels)

    def close(self) -> str:
        count = len(self._levels)
        self._levels.clear()
        return "</li></ul>" * count
