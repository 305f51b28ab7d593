"""Closes words whose letters are set apart: "R E P O R T"."""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from statistics import mean, median

_SPREAD = re.compile(
    r"(?<!\S)(?:[^\s\d.]{1,3} ){3,}[^\s\d.]{1,3}(?!\S)|"
    r"(?<!\S)(?:[^\W\d_a-zß-ÿ]{1,9} ){4,}[^\W\d_a-zß-ÿ]{1,9}(?!\S)"
)
_ALONE = re.compile(r" [^\W\d_] [^\W\d_] ")
_LONGEST = 400
_SHORT, _LETTERS = 0.4, 0.8
"""Least shares of the pieces of one or two letters, and of the signs that are letters."""
_FEWEST = 3
"""Single letters."""
_WORDS = 1.6
"""A space between words is wider than one between letters by this factor."""
_WITHIN = 0.5
"""Of the usual gap; nearer letters within the pieces are those of ordinary words."""
_MATHEMATICAL = 0x1D400

Sides = tuple[float, float]


def close_letters(text: str, sides: Callable[[int], Sides]) -> tuple[str, list[int]]:
    closed: set[int] = set()
    if not _ALONE.search(text):
        return text, []
    for found in _SPREAD.finditer(text):
        if len(found[0]) <= _LONGEST and _is_spread(found[0]):
            closed |= _inner_spaces(found[0], found.start(), sides)
    if not closed:
        return text, []
    places = [place for place in range(len(text)) if place not in closed]
    return "".join([text[place] for place in places]), places


def _is_spread(text: str) -> bool:
    pieces = text.split(" ")
    signs = "".join(pieces)
    if sum(len(piece) == 1 for piece in pieces) < _FEWEST or _is_formula(signs):
        return False
    short = sum(len(piece) < _FEWEST for piece in pieces)
    return short >= _SHORT * len(pieces) and not all(
        ord(after) - ord(sign) in (0, 1) for sign, after in pairwise(signs)
    )


def _is_formula(signs: str) -> bool:
    if any(unicodedata.category(sign) == "Sm" or sign >= chr(_MATHEMATICAL) for sign in signs):
        return True
    return sum(map(str.isalpha, signs)) < _LETTERS * len(signs)


def _inner_spaces(text: str, start: int, sides: Callable[[int], Sides]) -> set[int]:
    places = [start + i for i, sign in enumerate(text) if sign != " "]
    ends = [sides(place) for place in places]
    gaps = [after[0] - before[1] for before, after in pairwise(ends)]
    usual = median(gaps)
    within = [gap for gap, (a, b) in zip(gaps, pairwise(places), strict=True) if b == a + 1]
    if within and median(within) < _WITHIN * usual:
        return set()
    if not 0 < usual < mean([right - left for left, right in ends]):
        return set()
    return {
        place + 1
        for gap, (place, after) in zip(gaps, pairwise(places), strict=True)
        if after > place + 1 and gap < _WORDS * usual
    }
