"""Finds numbers in digits and in words, with what stands before them: "at least", "nearly", "$"."""

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from briefing.model.languages import ENGLISH


class Bound(StrEnum):
    EXACT = "exactly"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"


class Number(Struct, frozen=True):
    start: int
    """With currency and the words of its bound."""
    end: int
    low: float
    high: float
    bound: Bound
    currency: str
    step: float
    """What its last digit that is not a round zero stands for."""
    scale: float
    """Of the word with it: 1e6 for "million", 1 without one."""
    in_words: bool


_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_ONES.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), 2)
}
_SCALES: dict[str, float] = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALES |= {"trillion": 1e12, "dozen": 12.0}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_ELSEWHERE = (
    "tausend tsd mille mil miglaia duizend|1e3",
    "million millionen mio millions millón millones milioni milione milhão milhões miljoen mln miljoner млн|1e6",
    "milliarde milliarden mrd milliard milliards miliardi miliardo miljard mld bilhão bilhões млрд|1e9",
)
_OTHER_SCALES = {
    word: float(value)
    for words, value in (part.split("|") for part in _ELSEWHERE)
    for word in words.split()
}
_WORD = "|".join([*_SMALL, *_SCALES])
_CURRENCY = r"(?:(?:US|A|C|NZ|HK|R)?\$|[€£¥₹₽])"
_ENGLISH = re.compile(
    rf"(?<![\w.,/:#@$€£-])(?:(?P<currency>{_CURRENCY})\s?)?"
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d+)?)(?!,?\d)"
    r"(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen)\b|(?P<short>bn|mn|tn|[kmb])\b)?"
    rf"|(?P<words>\b(?:(?:half\s)?a(?=\s(?:dozen|hundred|thousand|million|billion)\b)|{_WORD})"
    rf"(?:[\s-](?:and\s)?(?:{_WORD})){{0,8}}\b))",
    re.I,
)
_COMMA = re.compile(
    rf"(?<![\w.,/:#@$€£-])(?:(?P<currency>{_CURRENCY})\s?)?"
    r"(?P<digits>\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?|\d{1,15}(?:,\d+)?)(?![.,]?\d)"
    rf"(?:[\s\u00a0](?P<scale>{'|'.join(map(re.escape, _OTHER_SCALES))})\b)?",
    re.I,
)
_COMMA_WRITING = "de fr es it pt nl sv da no nn fi pl cs sk sl hr ro hu tr el ru uk bg ca"
COMMA_LANGUAGES = frozenset(_COMMA_WRITING.split())
_BOUNDS = (
    (
        Bound.AT_LEAST,
        r"at least|more than|over|no fewer than|no less than|upwards? of|a minimum of|well over",
    ),
    (
        Bound.AT_MOST,
        r"at most|up to|as many as|as much as|fewer than|less than|under|no more than|a maximum of|below",
    ),
    (
        Bound.ABOUT,
        r"about|around|some|roughly|approximately|nearly|almost|close to|an estimated|estimated|an average of"
        r"|approaching|just over|just under|a little over|or so|~|circa",
    ),
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<{bound.name}>{words})' for bound, words in _BOUNDS)})\s*(?:the\s)?$",
    re.I,
)
_REACH = 24
"""Code points before a number that may say how exact it is."""
_MORE = re.compile(r"(?:\s?\+|-plus\b|\s(?:or|and) more\b)")


def find_numbers(text: str, language: str) -> Iterator[Number]:
    pattern = _ENGLISH if language == ENGLISH else _COMMA
    if language not in (ENGLISH, *COMMA_LANGUAGES):
        return
    for match in pattern.finditer(text):
        words = match.groupdict().get("words")
        value = _spelled(words) if words else _digits(match, language)
        if value is None:
            continue
        start, bound = _bound(text, match)
        more = _MORE.match(text, match.end())
        yield Number(
            start,
            more.end() if more else match.end(),
            value,
            value,
            Bound.AT_LEAST if more else bound,
            match["currency"] or "",
            _step(match, value, language),
            1.0 if words else _scale(match),
            words is not None,
        )


def _bound(text: str, match: re.Match[str]) -> tuple[int, Bound]:
    low = max(0, match.start() - _REACH)
    before = _BEFORE.search(text[low : match.start()])
    if before is not None and before.lastgroup is not None:
        return low + before.start(), Bound[before.lastgroup]
    vague = (match.groupdict().get("words") or "").lower().endswith("dozen")
    return match.start(), Bound.ABOUT if vague else Bound.EXACT


def _digits(match: re.Match[str], language: str) -> float | None:
    digits = match["digits"]
    if language != ENGLISH:
        digits = re.sub(r"[.\u00a0\u202f ]", "", digits).replace(",", ".")
    return float(digits.replace(",", "")) * _scale(match)


def _scale(match: re.Match[str]) -> float:
    found = match.groupdict()
    scale, short = (found.get("scale") or "").lower(), (found.get("short") or "").lower()
    if short:
        return _SHORT[short]
    return _SCALES.get(scale) or _OTHER_SCALES.get(scale, 1.0)


def _step(match: re.Match[str], value: float, language: str) -> float:
    if not match["digits"]:
        plain = str(int(value))
        return 10.0 ** (len(plain) - len(plain.rstrip("0"))) if value >= 100 else 1.0
    point = "." if language == ENGLISH else ","
    whole, _, part = match["digits"].partition(point)
    if part:
        return 10.0 ** -len(part) * _scale(match)
    plain = re.sub(r"\D", "", whole)
    zeros = len(plain) - len(plain.rstrip("0")) if len(plain) > 2 else 0
    return 10.0 ** min(zeros, len(plain) - 1) * _scale(match)


def _spelled(words: str) -> float | None:
    whole = part = 0.0
    smallest = float("inf")
    for word in re.split(r"[\s-]+(?:and\s+)?", words.lower()):
        if word == "half":
            part = 0.5
        elif word == "a":
            part = part or 1.0
        elif word in _SMALL:
            if part % 100 and not (part % 10 == 0 and part % 100 >= 20 and _SMALL[word] < 10):
                return None
            part += _SMALL[word]
        elif word == "hundred" or word == "dozen":
            part = (part or 1.0) * _SCALES[word]
        elif _SCALES[word] >= smallest:
            return None
        else:
            smallest = _SCALES[word]
            whole, part = whole + (part or 1.0) * smallest, 0.0
    return whole + part
