import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import product

from briefing.model.english_words import known_words
from briefing.sources.pdf.line import Line
from briefing.sources.pdf.page_text import UNKNOWN

_LIGATURES = ("fi", "fl", "ff", "ffi", "ffl", "ti", "tt", "ft", "tti")
_CONTROLS = "\x01\x03-\x08\x0b\x0c\x0e-\x1f"
"""Places that fonts give to ligatures, and show as if these were their Unicode."""
_SIGN = re.compile(f"[{UNKNOWN}{_CONTROLS}\u0180-\u019f\u01a2-\u01ae\u01b1-\u01bf]")
_WORD = re.compile(rf"[\w{UNKNOWN}{_CONTROLS}]+")
_BESIDE = re.compile(rf"(?<=[^\W\d])[{_CONTROLS}]|[{_CONTROLS}](?=[^\W\d])")
_MOST = 2
"""Unknown letters of a word."""
_SEVERAL = 3

Ligatures = tuple[str, ...]


def mend_unknown_letters(lines: Iterable[Line]) -> None:
    broken = [
        line
        for line in lines
        if not (line.text.isascii() and line.text.isprintable()) and _SIGN.search(line.text)
    ]
    found = {word for line in broken for word in _WORD.findall(line.text)}
    words = [word for word in found if _SIGN.search(word)]
    choices = {word: _choices(word) for word in words}
    seen = Counter(
        pair
        for word, found in choices.items()
        if len(found) == 1
        for pair in _pairs(word, found[0])
    )
    sure = {word: signs for word, found in choices.items() if (signs := _surest(word, found, seen))}
    usual = _find_usual(seen)
    for word in words:
        own = _SIGN.findall(word)
        if word not in sure and len(word) > len(own) and usual.keys() >= set(own):
            sure[word] = tuple(usual[sign] for sign in own)
    for line in broken:
        _mend(line, sure)


def _choices(word: str) -> list[Ligatures]:
    parts = _SIGN.split(word)
    if len(parts) - 1 > _MOST or len(word) < 3:
        return []
    tried = product(_LIGATURES, repeat=len(parts) - 1)
    return [signs for signs in tried if _filled(parts, signs).casefold() in known_words()]


def _filled(parts: list[str], signs: Ligatures) -> str:
    return parts[0] + "".join(sign + part for sign, part in zip(signs, parts[1:], strict=True))


def _pairs(word: str, signs: Ligatures) -> Iterable[tuple[str, str]]:
    return zip(_SIGN.findall(word), signs, strict=True)


def _find_usual(seen: Counter[tuple[str, str]]) -> dict[str, str]:
    ways = Counter(sign for sign, _ in seen)
    return {
        sign: letters
        for (sign, letters), count in seen.items()
        if ways[sign] == 1 and count >= _SEVERAL and sign != UNKNOWN
    }


def _surest(word: str, found: list[Ligatures], seen: Counter[tuple[str, str]]) -> Ligatures:
    if len(found) > 1:
        found = [signs for signs in found if seen.keys() >= set(_pairs(word, signs))]
    return found[0] if len(found) == 1 else ()


def _mend(line: Line, sure: Mapping[str, Ligatures]) -> None:
    for match in reversed(list(_WORD.finditer(line.text))):
        signs = sure.get(match[0], ())
        places = (
            [match.start() + sign.start() for sign in _SIGN.finditer(match[0])] if signs else []
        )
        for place, sign in zip(reversed(places), reversed(signs), strict=True):
            line.text = line.text[:place] + sign + line.text[place + 1 :]
            more = len(sign) - 1
            line.marks = [
                (a + more * (a > place), b + more * (b > place), mark) for a, b, mark in line.marks
            ]
    line.text = _BESIDE.sub(UNKNOWN, line.text)
