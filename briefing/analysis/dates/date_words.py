"""A space in these patterns stands for white space."""

import re

from briefing.model.calendar_words import MONTH_PATTERN, WEEKDAYS

MONTH = rf"(?P<month>{MONTH_PATTERN})(?![^\W_])"
DIGITS_OF_YEAR = r"(?:1[5-9]|20)\d\d"
YEAR = rf"(?P<year>{DIGITS_OF_YEAR})(?![^\W_])"
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})(?![^\W_])"
SHORT_WEEKDAY = (
    r"(?:(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)\.?,? (?:the )?)?"
)
NTH = r"(?:st|nd|rd|th)?"
UNITS = r"day|week|weekend|month|quarter|year|decade|century"
SEASON = r"(?P<season>spring|summer|fall|autumn|winter)(?![^\W_])"
PARTS = r"(?: (?:morning|afternoon|evening|night))?"
_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
]  # fmt: skip
_NUMBERS = {name: at for at, name in enumerate(_SMALL)} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100,
}  # fmt: skip
NUMBER = (
    r"(?P<number>\d{1,3}|(?:twenty|thirty|forty|fifty)-(?:one|two|three|four|five|six|seven|eight|nine)|"
    + "|".join(sorted(_NUMBERS, reverse=True))
    + r"|(?:a )?couple(?: of)?)"
)
NUMBER_WORDS = frozenset(_NUMBERS) | {"couple"}
_PART_OF = re.compile(
    r"\b(?:early|late|mid|middle|end|start|beginning|turn)(?:\s{1,3}(?:of|in))?(?:\s{1,3}the)?[\s-]{1,3}$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|circa|ca\.?|nearly|almost|roughly|approximately|than|over|some)\s{1,3}$",
    re.IGNORECASE,
)


def read_number(words: str) -> int:
    word = words.lower()
    if word.isdigit():
        return int(word)
    return 2 if "couple" in word else sum(_NUMBERS[part] for part in word.split("-"))


def is_approximate(before: str, *, counted: bool) -> bool:
    """`counted`: whether a number or a year follows, as in "over ten years ago"."""
    found = _PART_OF.search(before) or (counted and _ABOUT.search(before))
    return bool(found)
