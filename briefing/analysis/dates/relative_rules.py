"""Dates that count from the publication, or from the date before them."""

import re
from collections.abc import Callable
from datetime import date

from briefing.analysis.dates.date_words import (
    MONTH,
    NUMBER,
    PARTS,
    SEASON,
    UNITS,
    WEEKDAY,
    read_number,
)
from briefing.analysis.dates.day_ranges import (
    DAY,
    DayRange,
    month,
    season,
    shifted,
    unit_around,
)
from briefing.analysis.dates.found_date import Precision
from briefing.analysis.dates.nearest_year import nearest
from briefing.analysis.dates.reading import Reading, Value, rule
from briefing.analysis.dates.tense import leans_ahead
from briefing.model import Span
from briefing.model.calendar_words import WEEKDAYS, month_number

_PARTS_OF_DAYS = frozenset(("night", "morning", "afternoon", "evening"))
_FINE = frozenset((Precision.DAY, Precision.WEEK, Precision.WEEKEND))
_ROUGH = frozenset((Precision.YEAR, Precision.DECADE, Precision.CENTURY, Precision.SEASON))
_STEPS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
_NO_DATE = re.compile(
    r"\b(?:every|each|any|most|good|black|super|ash|bloody|palm|cyber|fat|one|easter)\s{1,3}$",
    re.IGNORECASE,
)
_SOME = re.compile(r"\b(?:a|an)\s{1,3}$", re.IGNORECASE)
_PAPERS = re.compile(
    r"\s{1,3}(?:Times|Telegraph|Mail|Express|School|Herald|Mirror|Night\s(?:Live|Football|Lights)|talk|show|"
    r"paper|newspaper|edition|column|service|school|Magazine)\b"
)
_WORD_AFTER = re.compile(r"\s{1,3}[a-z]")
_TODAY_NAMED = re.compile(r"(?:[a-z0-9A-Z]\s{1,3}|-)$")
_WORLD = re.compile(r"\bof\s{1,3}$|\bworld\s{1,3}$|\bAmerica\s{1,3}$")
_WHOLE = re.compile(
    r"\b(?:end|start|beginning|middle|rest|remainder|turn|course|close|half|part|quarter|weeks|months|days|later|earlier|"
    r"season|time|most|much|all)\s{1,3}(?:of|in)\s{1,3}$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s{1,3}(?:before|after|of|that|when|ending|ended|in\swhich|to|he|she|they|it|we|I)\b"
)
_OF = re.compile(r"\s{1,3}of\b")
_CLAUSE_ENDS = re.compile(r"\s?(?:[.,;:)!?”\"—–]|$)")


def _read_today(match: re.Match[str], reading: Reading) -> Value | None:
    word = (match["word"] or match["far"] or match["night"] or "today").lower()
    before = reading.before(match.start())
    capital = match.group()[0].isupper() and _TODAY_NAMED.search(before)
    if capital or (word == "today" and _WORLD.search(before)):
        return None
    steps = {"yesterday": -1, "tomorrow": 1, "last night": -1}.get(word.replace("\n", " "), 0)
    steps = steps or {"before": -2, "after": 2}.get(word.split()[0], 0)
    return _unit(reading, Precision.DAY, steps)


def _unit(reading: Reading, unit: Precision, steps: int) -> Value:
    day = reading.published
    return Value(unit_around(day, unit, steps) if day else None, unit, unit.value)


def _read_weekday(match: re.Match[str], reading: Reading) -> Value | None:
    before, after = reading.before(match.start()), reading.after(match.end())
    generic = _SOME.search(before) and not _WORD_AFTER.match(after)
    if (
        not match["weekday"][0].isupper()
        or _NO_DATE.search(before)
        or _PAPERS.match(after)
        or generic
    ):
        return None
    day, wanted = reading.published, WEEKDAYS.index(match["weekday"].lower())
    if day is None:
        return Value(None, Precision.DAY, "day")
    which = (match["which"] or "").lower().split()
    monday = day - day.weekday() * DAY
    if which[:1] == ["next"]:
        found = monday + (7 + wanted) * DAY
    elif which == ["this"]:
        found = monday + wanted * DAY
    elif "coming" in which or (not which and _is_ahead(match, reading)):
        found = day + (wanted - day.weekday()) % 7 * DAY
    else:
        found = day - ((day.weekday() - wanted) % 7 or 7 * bool(which)) * DAY
    return Value((found, found), Precision.DAY, "day")


def _is_ahead(match: re.Match[str], reading: Reading) -> bool:
    return leans_ahead(reading.text, reading.sentence, Span(*match.span())) > 0


def _read_unit(match: re.Match[str], reading: Reading) -> Value | None:
    which, unit = match["which"].lower().split(), _unit_of(match["unit"])
    if _OF.match(reading.after(match.end())):
        return None
    if which[-1] in ("that", "same"):
        return _anchored(reading, unit, 0)
    if which[-1] in ("previous", "following") or (unit is Precision.DAY and which[-1] == "next"):
        return _anchored(reading, unit, _STEPS[which[-1]])
    if unit is Precision.DAY:
        return None
    if unit is Precision.WEEKEND:
        return _read_weekend(match, reading, " ".join(which))
    if which in (["past"], ["coming"]):
        return _span_of(reading, unit, _STEPS[which[0]])
    return _unit(reading, unit, _STEPS.get(which[-1], 0))


def _read_weekend(match: re.Match[str], reading: Reading, which: str = "") -> Value:
    day = reading.published
    if day is None:
        return Value(None, Precision.WEEKEND, "weekend")
    weekend = day.weekday() > 4
    if which in ("", "this"):
        steps = 0 if weekend or _is_ahead(match, reading) else -1
    elif which == "this past":
        steps = 0 if weekend else -1
    elif which in ("this coming", "coming"):
        steps = 1 if weekend else 0
    else:
        steps = _STEPS[which]
    return _unit(reading, Precision.WEEKEND, steps)


def _read_the_unit(match: re.Match[str], reading: Reading) -> Value | None:
    unit = _unit_of(match["unit"])
    if _GOES_ON.match(reading.after(match.end())):
        return None
    if unit is Precision.WEEKEND:
        return _read_weekend(match, reading)
    if unit is Precision.DAY or not _WHOLE.search(reading.before(match.start())):
        return None
    return _unit(reading, unit, 0)


def _read_beside(match: re.Match[str], reading: Reading) -> Value | None:
    if not _CLAUSE_ENDS.match(reading.after(match.end())):
        return None
    unit = _unit_of(match["unit"])
    return _anchored(reading, unit, 1 if match["side"].lower() == "after" else -1)


def _anchor(reading: Reading, unit: Precision) -> date | None:
    anchor = reading.anchor
    if anchor is None or (anchor.precision not in _FINE and unit in _FINE):
        return None
    rough = unit in (Precision.MONTH, Precision.QUARTER) and anchor.precision in _ROUGH
    rough |= unit is Precision.YEAR and anchor.precision in (Precision.DECADE, Precision.CENTURY)
    return None if rough else anchor.first


def _anchored(reading: Reading, unit: Precision, steps: int) -> Value:
    start = _anchor(reading, unit)
    return Value(unit_around(start, unit, steps) if start else None, unit, unit.value)


def _read_ago(match: re.Match[str], reading: Reading) -> Value | None:
    unit, side = _unit_of(match["unit"]), match["side"].lower()
    number = read_number(match["number"])
    ahead = side in ("later", "after", "after that", "from now")
    if side in ("before", "after") and not _CLAUSE_ENDS.match(reading.after(match.end())):
        return None
    counted = side in ("ago", "from now")
    day = reading.published if counted else _anchor(reading, unit)
    about = "couple" in match["number"].lower()
    if day is None:
        return Value(None, unit, unit.value, about)
    if unit in (Precision.QUARTER, Precision.CENTURY, Precision.DECADE):
        about = True
    moved = shifted(day, unit, number if ahead else -number)
    return Value(unit_around(moved, _shown(unit)), _shown(unit), unit.value, about)


def _shown(unit: Precision) -> Precision:
    return Precision.YEAR if unit in (Precision.DECADE, Precision.CENTURY) else unit


def _unit_of(word: str) -> Precision:
    singular = word.lower().removesuffix("s")
    if singular in _PARTS_OF_DAYS:
        return Precision.DAY
    return Precision.CENTURY if singular == "centurie" else Precision(singular)


def _read_in(match: re.Match[str], reading: Reading) -> Value | None:
    if not _is_ahead(match, reading):
        return None
    unit = _unit_of(match["unit"])
    if reading.published is None:
        return Value(None, unit, unit.value)
    moved = shifted(reading.published, unit, read_number(match["number"]))
    return Value(unit_around(moved, _shown(unit)), _shown(unit), unit.value, about=True)


def _read_span(match: re.Match[str], reading: Reading) -> Value:
    steps = _STEPS[match["which"].lower()]
    return _span_of(reading, _unit_of(match["unit"]), steps * read_number(match["number"]))


def _span_of(reading: Reading, unit: Precision, steps: int) -> Value:
    day = reading.published
    if day is None:
        return Value(None, Precision.RANGE, "range")
    other = shifted(day, unit, steps)
    return Value((min(day, other), max(day, other)), Precision.RANGE, "range")


def _read_month(match: re.Match[str], reading: Reading) -> Value | None:
    name = match["month"]
    if not name[0].isupper():
        return None
    number = month_number(name)
    return _which(match, reading, lambda year: month(year, number), Precision.MONTH)


def _read_season(match: re.Match[str], reading: Reading) -> Value | None:
    name = match["season"].lower()
    return _which(match, reading, lambda year: season(year, name), Precision.SEASON)


def _which(
    match: re.Match[str],
    reading: Reading,
    days: Callable[[int], DayRange],
    precision: Precision,
) -> Value:
    day, which = reading.published, match["which"].lower()
    if day is None:
        return Value(None, precision, "year")
    near = [days(day.year + step) for step in (-1, 0, 1)]
    if which == "this":
        return Value(
            near[1]
            if precision is Precision.MONTH
            else nearest(reading, Span(*match.span()), near),
            precision,
            "year",
        )
    if _STEPS[which.split()[-1]] > 0:
        found = next(each for each in near if each[0] > day)
    else:
        found = next(each for each in near[::-1] if each[1] < day)
    return Value(found, precision, "year")


_WHICH = r"(?P<which>this past|this coming|this|last|past|previous|next|coming|following"
TODAY = (
    rule(
        rf"(?:the day (?P<far>before yesterday|after tomorrow)|(?P<night>last night)|"
        rf"this (?:morning|afternoon|evening)|(?P<word>today|tonight|yesterday|tomorrow)(?![^\W_]){PARTS})",
        _read_today,
    ),
)
WEEKDAY_ALONE = (rule(rf"(?:the )?(?:{_WHICH}) )?{WEEKDAY}{PARTS}", _read_weekday),)
WHICH = (
    *WEEKDAY_ALONE,
    rule(rf"(?:the )?{_WHICH}) {MONTH}", _read_month),
    rule(rf"(?:the )?{_WHICH}) {SEASON}", _read_season),
    rule(
        rf"(?:the )?(?:(?P<which>last|past|previous|next|coming|following)) {NUMBER}(?: |-)(?P<unit>(?:{UNITS})s)(?![^\W_])",
        _read_span,
    ),
    rule(
        rf"(?:the )?(?:very )?{_WHICH}|that|same) (?P<unit>{UNITS}|night|morning|afternoon|evening)(?![^\W_-])",
        _read_unit,
    ),
)
THE = (
    rule(rf"the (?P<unit>{UNITS}|night) (?P<side>before|earlier|after)(?![^\W_])", _read_beside),
    rule(rf"the (?P<unit>{UNITS})(?![^\W_-])", _read_the_unit),
)
COUNTED = (
    rule(
        rf"{NUMBER} (?:full |short |long |more )?(?P<unit>(?:{UNITS})s?|centuries) "
        rf"(?P<side>ago|earlier|later|before that|after that|before|after|from now)(?![^\W_])",
        _read_ago,
    ),
)
IN = (
    rule(
        rf"in (?:about |another |just |only )?{NUMBER} (?P<unit>(?:{UNITS})s?|centuries)(?:['’] time)?(?![^\W_])",
        _read_in,
    ),
)
