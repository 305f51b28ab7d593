"""Numbers of dates, times, sections, telephones, models and names."""

import re

from briefing.analysis.figures.number_phrases import Number
from briefing.model.calendar_words import MONTH_PATTERN

_LABELS = (
    "section|article|chapter|clause|paragraph|number|page|room|route|highway|interstate|flight|title|figure|table"
    "|volume|version|channel|level|grade|suite|box|proposition|amendment|resolution|rule|item|line|day|week|season"
    "|episode|terminal|gate|pier|platform|model|category|apartment|district|ward|exhibit|tel|phone|fax|zip|id|isbn|issn"
)
_BEFORE = re.compile(
    rf"(?:\b(?:{MONTH_PATTERN})\.?\s|\b(?:{_LABELS})s?\.?:?\s|\b(?:nos?|arts?|secs?|pp?|vol|fig|ch|apt|ext)\.\s|[#§№]\s?"
    r"|\b[A-Z]\.\s?[A-Z]?\.?\s?|\d[\s./-]|\bone[\s-]in[\s-])$",
    re.I,
)
_AFTER = re.compile(
    rf"(?:st|nd|rd|th)\b|\s?[ap]\.?\s?m\b|\s?o['’]clock|[:/.]\d|\s(?:{MONTH_PATTERN})\b|\s?(?:GMT|UTC|EST|EDT|CET)\b|\s?°"
    r"|\s\d{3,4}\b|-\d|[\s-]in[\s-](?:\d|two|three|four|five|six|seven|eight|nine|ten)|[\s-](?:thirds?|quarters?|fifths?)\b",
    re.I,
)
_NAMED = re.compile(r"(?<!^)\b[A-Z][\w’'&.]{0,40}[\s-]$")
_UNIT = re.compile(r"\s?%|\sper\s?cent|\s[a-z]+(?:s|ren|people|men)\b")
_LEADS = re.compile(r"^[\"“‘'(]*$")


def counts_nothing(words: str, number: Number) -> bool:
    first = number.end - len(words[number.start : number.end].split()[-1])
    before, after = words[: number.start], words[number.end :]
    plain = not number.currency and number.scale == 1.0
    if plain and not number.in_words and _is_year(words[number.start : number.end]):
        return True
    if _LEADS.match(before) and re.match(r"[.)]", after):
        return True
    return plain and bool(
        _BEFORE.search(words[max(0, first - 40) : first])
        or _BEFORE.search(before[-40:])
        or (_AFTER.match(after) and not _UNIT.match(after))
        or (_NAMED.search(before[-40:]) and not _UNIT.match(after))
    )


def _is_year(digits: str) -> bool:
    return bool(re.fullmatch(r"(?:1[5-9]|20)\d\d", digits))
