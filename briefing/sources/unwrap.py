"""Tells the line breaks of a hard-wrapped paragraph from real ones."""

import re
from itertools import pairwise

NARROWEST = 40
"""Lines narrower than this are not taken for wrapped ones, in characters."""
WIDEST = 160
"""A longer line is a paragraph of its own, in characters."""

_SENTENCE_END = (".", "!", "?", ":", ";", '."', ".”", "?”", "!”")
_WORD = re.compile(r"\S+")


def soft_breaks(lines: list[str]) -> list[bool]:
    """For each line but the last of a paragraph, whether its break was made by wrapping.

    A break is soft when the next word would not have fitted (greedy wrapping to the longest line), or when a
    line of some length runs on into a lower-case word. `lines` are stripped.
    """
    width = max(map(len, lines))
    if width > WIDEST:
        return [False] * (len(lines) - 1)
    breaks = [_soft(line, following, width) for line, following in pairwise(lines)]
    wrapped = sum(breaks) * 10 >= len(breaks) * 6
    if not wrapped:
        return [False] * len(breaks)
    return breaks


def _soft(line: str, following: str, width: int) -> bool:
    if width < NARROWEST:
        return False
    word = _WORD.match(following)
    fits = len(line) + 1 + (len(word[0]) if word else 0) <= width
    runs_on = following[:1].islower() and not line.endswith(_SENTENCE_END)
    return not fits or (runs_on and len(line) * 2 > width)
