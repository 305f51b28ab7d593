"""Digits raised behind a number, as of notes, powers and fractions, would change its value."""

import re

from briefing.sources.math_text import RAISED
from briefing.sources.pdf.line import Line

_PLAIN = {raised: plain for plain, raised in RAISED.items()}
_RAISED_END = re.compile(r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}\Z")
_DIGITS = re.compile(r"\s*(?:[-−–+,;]?\s?\d{1,3}(?:[,;*] ?\d{1,3}){0,4}[,;*]?|[,;*])\s*\Z")
_MINUS = str.maketrans("−–", "--")
_FRACTION = re.compile(r"\d{1,3}[/⁄](?:\d{1,3}\b)?")
_SLASHES = ("/", "⁄")
_SMALLER, _HIGHER = 0.85, 0.15
"""Size of raised digits, and how far they stand above the number, in its size."""


def words_behind(line: Line, run: Line) -> str:
    """What `run` adds to `line`, whose end may begin a fraction."""
    text = run.text
    if text.startswith(_SLASHES) and (raised := _RAISED_END.search(line.text)):
        line.text = f"{line.text[: raised.start()]} {raised[0].translate(_PLAIN)}"
    elif _ends_in_digit(line.text) and _is_raised(line, run):
        if _FRACTION.match(text):
            return f" {text}"
        if _DIGITS.match(text):
            return text.translate(_MINUS).translate(RAISED)
    return text


def _ends_in_digit(text: str) -> bool:
    last = text[-2:-1] if text[-1:] in ",;*" else text[-1:]
    return last.isdigit() and (last == text[-1:] or not last.isdecimal())


def _is_raised(line: Line, run: Line) -> bool:
    higher = run.bottom - line.bottom
    return run.size < _SMALLER * line.size and higher > _HIGHER * line.size
