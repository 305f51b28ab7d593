import re
from datetime import date

from briefing.analysis.dates.date_words import DIGITS_OF_YEAR, YEAR
from briefing.analysis.dates.day_ranges import DayRange, months, years
from briefing.analysis.dates.found_date import Precision
from briefing.analysis.dates.nearest_year import in_nearest_year
from briefing.analysis.dates.reading import Reading, Value, rule
from briefing.analysis.entities.lexicon import word_set
from briefing.model import Span

_MEASURED = re.compile(
    r"\s?(?:%|°|[$€£])|\s{1,3}(?:hours|miles|km|kg|feet|ft|meters|metres|dollars|euros|percent|per\s|times|"
    r"block\b|[A-Z][\w.]*\s(?:[A-Z]\w+\s)?(?:Street|St|Avenue|Ave|Road|Rd|Drive|Blvd|Boulevard|Lane|NW|SW|NE)\b)"
)
_MANY = re.compile(r"\s{1,3}(?:[a-z-]{2,12}\s{1,3})?([a-z-]{3,}s|people|men|women|children)\b")
_EVENTS = word_set(
    "elections primaries caucuses games olympics midterms attacks results figures sales levels "
    "rates riots was has is does protests talks floods fires series this standards regulations "
    "guidelines hearings wildfires uprisings championships playoffs finals plans promises "
    "campaigns sanctions tariffs revenues earnings profits taxes terms as thus always perhaps "
    "across towards sometimes"
)
"""What is said of a year in the plural; others are counted: "1500 troops"."""
_NUMBERED = re.compile(
    r"(?:[$€£#@_&+=*\\]|(?<![\w’'])(?:no|nos|section|sect|resolution|route|flight|room|page|p|pp|line|model|lines|chapter|"
    r"article|bill|act|highway|interstate|suite|box|channel|version|build|windows|office|hr|hb|sb|s|"
    r"article|rule|order|unit|number|about|some|over|than|nearly|almost|of\s{1,3}the)\.?\s{1,3})$",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|before|after|during|through|to|year|between|and|circa|early|late|"
    r"of|for|throughout|the)\s{1,3}|[(\[]|\b(?:mid|pre|post)[-–])$",
    re.IGNORECASE,
)
_NEAR = 200
"""Code points."""
_LONGEST = 20
"""Years between 1998 and 18 in "1998-18"."""
_CENTURIES = ["sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first"]
_TENS = [
    "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
    "nineties",
]  # fmt: skip
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}  # fmt: skip
_MONEY = re.compile(
    r"profit|revenue|earning|sales|growth|grew|GDP|econom|results|percent|per cent|%|[$€£]|fiscal|income|loss",
    re.IGNORECASE,
)


def _read_year(match: re.Match[str], reading: Reading) -> Value | None:
    year, end = int(match["year"]), match.end()
    before, after = reading.before(match.start()), reading.after(end)
    if _NUMBERED.search(before) or _MEASURED.match(after):
        return None
    told = bool(match["fiscal"]) or _YEARLY.search(before) is not None
    many = _MANY.match(after)
    if (many and many[1] not in _EVENTS) or not (told or 1900 <= year < 2060):
        return None
    return Value(years(year, year), Precision.YEAR)


def _read_short_fiscal(match: re.Match[str], reading: Reading) -> Value:
    year = int(match["short"]) % 100 + 2000
    return Value(years(year, year), Precision.YEAR)


def _read_years(match: re.Match[str], reading: Reading) -> Value | None:
    first, end = int(match["year"]), match["end"]
    last = int(end) if len(end) == 4 else first // 100 * 100 + int(end)
    if last <= first:
        hyphened = match["sep"] == "-" and len(end) == 2 and 1 <= int(end) <= 12
        return Value(months(first, int(end), 1), Precision.MONTH) if hyphened else None
    if len(end) == 2 and last - first > _LONGEST:
        return None
    return Value(years(first, last), Precision.RANGE)


def _read_decade(match: re.Match[str], reading: Reading) -> Value | None:
    first = int(match["decade"])
    if first % 100 == 0 and first < 2000:
        return Value(years(first, first + 99), Precision.CENTURY)
    return Value(years(first, first + 9), Precision.DECADE)


def _read_short_decade(match: re.Match[str], reading: Reading) -> Value | None:
    if not reading.before(match.start()).endswith(("'", "’", "‘")):
        return None
    first = 1900 + int(match["short"])
    return Value(years(first, first + 9), Precision.DECADE, "century")


def _read_spelled_decade(match: re.Match[str], reading: Reading) -> Value:
    first = 1920 + 10 * _TENS.index(match["tens"].lower())
    return Value(years(first, first + 9), Precision.DECADE, "century")


def _read_century(match: re.Match[str], reading: Reading) -> Value | None:
    word = match["nth"].lower()
    number = int(word) if word.isdigit() else 16 + _CENTURIES.index(word.replace(" ", "-"))
    if not 1 <= number <= 30:
        return None
    return Value(years(100 * number - 99, 100 * number), Precision.CENTURY)


def _read_part(match: re.Match[str], reading: Reading) -> Value | None:
    length = 3 if match["part"].lower().startswith("q") else 6
    number = _QUARTERS.get(match["nth"].lower()) or int(match["nth"])
    precision = Precision.QUARTER if length == 3 else Precision.RANGE
    if number * length > 12:
        return None

    def days(year: int) -> DayRange:
        return months(year, (number - 1) * length + 1, length)

    if match["year"]:
        return Value(days(int(match["year"])), precision)
    step = {"last": -1, "this": 0, "the": 0, "next": 1}.get((match["which"] or "").lower())
    if step is not None:
        known = reading.published
        return Value(days(known.year + step) if known else None, precision, "year")
    if length == 6 or not _speaks_of_money(reading, match.start()):
        return None
    return in_nearest_year(reading, Span(*match.span()), days, precision)


def _speaks_of_money(reading: Reading, at: int) -> bool:
    start, end = max(reading.sentence.start, at - _NEAR), min(reading.sentence.end, at + _NEAR)
    return _MONEY.search(reading.text, start, end) is not None


def _read_attacks(match: re.Match[str], reading: Reading) -> Value:
    return Value((date(2001, 9, 11),) * 2, Precision.DAY, "year")


_OF_YEAR = rf"(?: (?:of |in )?(?:(?:the )?(?:fiscal (?:year )?)?{YEAR}|(?P<which>last|this|next|the) year(?![^\W_])))?"

RANGES = (
    rule(
        rf"(?P<year>{DIGITS_OF_YEAR})\s?(?P<sep>[-–—/])\s?(?P<end>{DIGITS_OF_YEAR}|\d\d)(?![\w/-])",
        _read_years,
    ),
    rule(r"(?P<decade>(?:1[5-9]|20)\d0)[’']?s(?![^\W_])", _read_decade),
    rule(r"(?P<short>\d0)[’']?s(?![^\W_])", _read_short_decade),
    rule(r"(?P<nth>\d{1,2})(?:st|nd|rd|th)(?: |-)century", _read_century),
    rule(r"9/11(?![\w/])", _read_attacks),
)
YEARS = (rule(rf"(?P<fiscal>(?:fiscal|fy) (?:year )?)?{YEAR}(?![-/]\d)", _read_year),)
FISCAL = (*YEARS, rule(r"fy\s?(?:20)?(?P<short>\d\d)(?![^\W_])", _read_short_fiscal))
NTH = (
    rule(
        rf"(?P<nth>first|second|third|fourth|final|[1-4](?:st|nd|rd|th))(?: |-)(?P<part>quarter|half)(?![^\W_]){_OF_YEAR}",
        _read_part,
    ),
)
SHORT_QUARTERS = (
    rule(rf"(?P<part>Q)(?P<nth>[1-4])(?![^\W_])(?P<which>)(?: (?:of )?{YEAR})?", _read_part),
    rule(rf"(?P<part>H)(?P<nth>[12])(?P<which>) (?:of )?{YEAR}", _read_part),
)
CENTURIES = (rule(rf"(?P<nth>{'|'.join(_CENTURIES)})(?: |-)century", _read_century),)
SPELLED = (rule(rf"the (?P<tens>{'|'.join(_TENS)})(?![^\W_])", _read_spelled_decade),)
