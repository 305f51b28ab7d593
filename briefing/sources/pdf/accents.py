"""Puts accents on letters that are drawn apart, as by TeX."""

import re
import unicodedata
from collections.abc import Callable, Iterator

_SIGNS = "´`¨ˆ˜ˇ˘˙˚¯˝¸˛"
_COMBINING = "\u0301\u0300\u0308\u0302\u0303\u030c\u0306\u0307\u030a\u0304\u030b\u0327\u0328"
_MARKS = dict(zip(_SIGNS, _COMBINING, strict=True))
_PLAIN = str.maketrans("ıȷ", "ij")
_ACCENT = re.compile(f"[{_SIGNS}]")
_OVERLAP = 0.5
"""Least share of the narrower one's width."""

Sides = tuple[float, float]
"""Left and right."""


def compose_accents(text: str, sides: Callable[[int], Sides]) -> tuple[str, list[int]]:
    """The text, and the places of its letters in what it was."""
    if not any(sign in text for sign in _SIGNS):
        return text, []
    letters = list(text)
    for accent in _ACCENT.finditer(text):
        place = accent.start()
        for other in _neighbours(text, place):
            letter = unicodedata.normalize("NFC", text[other].translate(_PLAIN) + _MARKS[accent[0]])
            if len(letter) == 1 and _overlap(sides(place), sides(other)):
                letters[other] = letter
                for between in range(min(place, other + 1), max(place + 1, other)):
                    letters[between] = ""
                break
    return "".join(letters), [place for place, letter in enumerate(letters) if letter]


def _neighbours(text: str, place: int) -> Iterator[int]:
    for step in (1, -1):
        other = place + step
        if text[other : other + 1] == " ":
            other += step
        if 0 <= other < len(text) and text[other].isalpha():
            yield other


def _overlap(one: Sides, other: Sides) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= _OVERLAP * min(one[1] - one[0], other[1] - other[0]) > 0
