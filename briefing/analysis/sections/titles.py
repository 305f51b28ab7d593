"""Titles for sections that have none."""

import re

_WORD = re.compile(r"[^\s\"“”()\[\]]+")


def first_words(text: str, most: int = 5) -> str:
    """The first words of a text, for want of a better title."""
    return " ".join(_WORD.findall(text)[:most]).rstrip(".,;:!?") or "Untitled"
