import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import product

from briefing.model.english_words import known_words
from briefing.sources.pdf.line import Line
from briefing.sources.pdf.page_text import UNKNOWN

_LIGATURES = ("fi", "fl", "ff", "ffi", "ffl", "ti", "tt", "ft")
_WORD = re.compile(rf"[\w{UNKNOWN}]+")
_MOST = 2
"""Unknown letters of a word."""

Ligatures = tuple[str, ...]


def mend_unknown_letters(lines: Iterable[Line]) -> None:
    broken = [line for line in lines if UNKNOWN in line.text]
    found = {word.casefold() for line in broken for word in _WORD.findall(line.text)}
    words = [word for word in found if UNKNOWN in word]
    choices = {word: _choices(word) for word in words}
    seen = Counter(sign for found in choices.values() if len(found) == 1 for sign in found[0])
    sure = {word: sign for word, found in choices.items() if (sign := _surest(found, seen))}
    for line in broken:
        _mend(line, sure)


def _choices(word: str) -> list[Ligatures]:
    parts = word.split(UNKNOWN)
    if len(parts) - 1 > _MOST or len(word) < 3:
        return []
    tried = product(_LIGATURES, repeat=len(parts) - 1)
    return [signs for signs in tried if _filled(parts, signs) in known_words()]


def _filled(parts: list[str], signs: Ligatures) -> str:
    return parts[0] + "".join(sign + part for sign, part in zip(signs, parts[1:], strict=True))


def _surest(found: list[Ligatures], seen: Counter[str]) -> Ligatures:
    if len(found) > 1:
        found = [signs for signs in found if all(seen[sign] for sign in signs)]
    return found[0] if len(found) == 1 else ()


def _mend(line: Line, sure: Mapping[str, Ligatures]) -> None:
    for match in reversed(list(_WORD.finditer(line.text))):
        signs = list(sure.get(match[0].casefold(), ()))
        place = match.end()
        while signs:
            place = line.text.rindex(UNKNOWN, match.start(), place)
            sign = signs.pop()
            line.text = line.text[:place] + sign + line.text[place + 1 :]
            more = len(sign) - 1
            line.marks = [
                (a + more * (a > place), b + more * (b > place), mark) for a, b, mark in line.marks
            ]
