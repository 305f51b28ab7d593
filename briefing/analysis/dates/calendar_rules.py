import re
from datetime import date

from briefing.analysis.dates.date_words import (
    DIGITS_OF_YEAR,
    MONTH,
    NTH,
    SEASON,
    SHORT_WEEKDAY,
    YEAR,
)
from briefing.analysis.dates.day_ranges import month, season
from briefing.analysis.dates.found_date import Precision
from briefing.analysis.dates.nearest_year import in_nearest_year, year_given_later
from briefing.analysis.dates.reading import Reading, Value, rule
from briefing.model import Span
from briefing.model.calendar_words import MONTHS, WEEKDAYS, month_number

_VERBS = frozenset(("may", "mar", "march"))
"""Lower-case words that are no months."""
_NAMESAKES = frozenset(("april", "may", "june", "august", "march"))
_SHORT = frozenset((*MONTHS, "sept"))
_ATTACKS = re.compile(
    r"[\s,]{0,3}(?:terror|attack|hijack|commission|victim|memorial)", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\s?%|\s(?:per\s?cent|percent|million|billion|people|points|seats|votes|years|troops)\b|[.,:/]\d"
)
_IN = re.compile(
    r"(?:\b(?:in|by|since|until|till|of|last|this|next|early|late|through|during|before|after|ending|"
    r"ended|between|from|to)\s{1,3}|\bmid[- ])$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\b(?:the|a|an|and|or|every|each|or)\s{1,3}$", re.IGNORECASE)
_NAME = re.compile(r"\s{1,3}[A-Z]\w|['’]s\s")
_ADVANCE = re.compile(r"\s{1,3}(?:on|for|to|with|against|of|towards?|through|in)\b")
_OF = re.compile(r"\s{1,3}of\b")
_IN_THE = re.compile(r"\b(?:in|over|during|since|until|by)\s{1,3}the\s{1,3}$", re.IGNORECASE)


def _read_iso(match: re.Match[str], reading: Reading) -> Value | None:
    year, number = int(match["year"]), int(match["number"])
    if match["day"] is None:
        return Value(month(year, number), Precision.MONTH)
    day = date(year, number, int(match["day"]))
    return Value((day, day), Precision.DAY)


def _read_numeric(match: re.Match[str], reading: Reading) -> Value | None:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    day_first = match["sep"] == "." or one > 12 or (two <= 12 and bool(reading.months))
    number, day = (two, one) if day_first else (one, two)
    told = match["sep"] == "." or one > 12 or two > 12 or one == two
    found = date(year, number, day)
    return Value((found, found), Precision.DAY, "" if told else "order of day and month")


def _read_day(match: re.Match[str], reading: Reading) -> Value | None:
    number = month_number(match["month"])
    first, last = int(match["day"]), int(match["day2"] or match["day"])
    unclear = match["year"] is None and _COUNTED.match(reading.after(match.end()))
    if match["month"] in _VERBS or unclear or not 1 <= first <= last:
        return None
    precision = Precision.DAY if first == last else Precision.RANGE
    span = Span(*match.span())

    def days(year: int) -> tuple[date, date]:
        return date(year, number, first), date(year, number, last)

    if match["year"]:
        return Value(days(int(match["year"])), precision)
    if (number, first) == (9, 11) and _ATTACKS.match(reading.after(span.end)):
        return Value(days(2001), precision, "year")
    return in_nearest_year(reading, span, days, precision, _weekday(match.group()))


def _weekday(words: str) -> int | None:
    short = words[:3].lower()
    return next((at for at, name in enumerate(WEEKDAYS) if name.startswith(short)), None)


def _read_month(match: re.Match[str], reading: Reading) -> Value | None:
    name, number = match["month"], month_number(match["month"])
    if name in _VERBS or (not match["year"] and not _is_month(match, reading)):
        return None
    if match["year"]:
        return Value(month(int(match["year"]), number), Precision.MONTH)
    if match["which"] and reading.published:
        step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
        return Value(month(reading.published.year + step, number), Precision.MONTH, "year")
    span = Span(*match.span())
    return in_nearest_year(reading, span, lambda year: month(year, number), Precision.MONTH)


def _is_month(match: re.Match[str], reading: Reading) -> bool:
    name, before, after = match["month"], reading.before(match.start()), reading.after(match.end())
    if not name[0].isupper() or (name.lower() in _SHORT and name.lower() != "may"):
        return False
    if name.lower() not in _NAMESAKES or year_given_later(reading, match.end()):
        return True
    if _IN.search(before):
        return not (name.lower() == "may" and after.startswith(("'s", "’s")))
    return bool(_BESIDE.search(before)) and not _NAME.match(after) and not _ADVANCE.match(after)


def _read_foreign(match: re.Match[str], reading: Reading) -> Value | None:
    number = reading.months.get(match["name"].lower())
    if number is None:
        return None
    day, span = match["day"], Span(*match.span())

    def days(year: int) -> tuple[date, date]:
        found = date(year, number, int(day)) if day else None
        return (found, found) if found else month(year, number)

    precision = Precision.DAY if day else Precision.MONTH
    if match["year"]:
        return Value(days(int(match["year"])), precision)
    return in_nearest_year(reading, span, days, precision)


def _read_cjk(match: re.Match[str], reading: Reading) -> Value | None:
    year, number, day = (int(each) if each else 0 for each in match.group("year", "number", "day"))
    if not number:
        return Value((date(year, 1, 1), date(year, 12, 31)), Precision.YEAR)
    if not day:
        return Value(month(year, number), Precision.MONTH)
    return Value((date(year, number, day), date(year, number, day)), Precision.DAY)


def _read_season(match: re.Match[str], reading: Reading) -> Value | None:
    name, span = match["season"].lower(), Span(*match.span())
    if match["year"]:
        return Value(season(int(match["year"]), name), Precision.SEASON)
    after = reading.after(match.end())
    if _OF.match(after) or not _IN_THE.search(reading.before(match.start("season"))):
        return None
    return in_nearest_year(reading, span, lambda year: season(year, name), Precision.SEASON)


_CLOCK = r"(?:T\d\d:?\d\d(?::?\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/])"
_DAYS = rf"(?P<day>\d{{1,2}}){NTH}(?:\s?[-–—]\s?(?P<day2>\d{{1,2}}){NTH})?(?!\d|:\d)"
_COMMA_YEAR = rf"(?:,? {YEAR})?"
_NAME_OF_MONTH = r"(?P<name>[^\W\d_]{3,13})(?![^\W_])(?:\.(?= \d))?"

NUMBERED = (
    rule(
        rf"(?P<year>{DIGITS_OF_YEAR})(?P<sep>[-/.])(?P<number>0?[1-9]|1[0-2])(?P=sep)"
        rf"(?P<day>[12]\d|3[01]|0?[1-9]){_CLOCK}",
        _read_iso,
    ),
    rule(
        rf"(?P<one>\d{{1,2}})(?P<sep>[./-])(?P<two>\d{{1,2}})(?P=sep)(?P<year>{DIGITS_OF_YEAR})(?!\d)",
        _read_numeric,
    ),
    rule(rf"{SHORT_WEEKDAY}{_DAYS} (?:of )?{MONTH}{_COMMA_YEAR}", _read_day),
    rule(
        rf"(?P<year>{DIGITS_OF_YEAR})年(?:(?P<number>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?)?",
        _read_cjk,
    ),
)
"""They begin with a digit."""
NAMED = (
    rule(rf"{SHORT_WEEKDAY}{MONTH} {_DAYS}{_COMMA_YEAR}", _read_day),
    rule(
        rf"{MONTH}(?:,? (?:of )?(?:{YEAR}|(?P<which>last|this|next) year(?![^\W_])))?", _read_month
    ),
)
"""They begin with the name of a month."""
DATED_WEEKDAY = (
    rule(rf"{SHORT_WEEKDAY}{MONTH} {_DAYS}{_COMMA_YEAR}", _read_day),
    rule(rf"{SHORT_WEEKDAY}{_DAYS} (?:of )?{MONTH}{_COMMA_YEAR}", _read_day),
)
SEASONS_NAMED = (rule(rf"(?:the )?{SEASON}(?:,? (?:of )?{YEAR})?", _read_season),)
FOREIGN = (
    rule(
        rf"(?:(?P<day>\d{{1,2}})(?:\.|º|°|er|e)? (?:de )?)?{_NAME_OF_MONTH}(?:,? (?:del? )?{YEAR})?",
        _read_foreign,
    ),
)
"""In other languages than English."""
