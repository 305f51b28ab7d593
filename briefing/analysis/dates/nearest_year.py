import re
from collections.abc import Callable, Iterator

from briefing.analysis.dates.day_ranges import DayRange
from briefing.analysis.dates.found_date import Precision
from briefing.analysis.dates.reading import Reading, Value
from briefing.analysis.dates.tense import leans_ahead
from briefing.model import Span
from briefing.model.calendar_words import MONTHS

_AGAINST = 8
"""How many times farther than its rival a day may be that agrees with the tense."""
_NO_TENSE = 2
_GIVEN_LATER = re.compile(
    rf"\s?(?:and|or|to|through|until|[-–—/,])\s?(?:\d{{1,2}}\s)?(?:{'|'.join(MONTHS)})[a-z]{{0,6}}\.?,?\s"
    r"(?:of\s)?(?:\d{1,2},?\s)?((?:1[5-9]|20)\d\d)(?!\w)",
    re.IGNORECASE,
)
"""The year of "June and July 2015" after June."""


def in_nearest_year(
    reading: Reading,
    span: Span,
    days: Callable[[int], DayRange],
    precision: Precision,
    weekday: int | None = None,
) -> Value | None:
    """The days of `days(year)` nearest to the publication. `weekday`, from 0 for Monday, is what
    the text says of the first day.
    """
    if later := year_given_later(reading, span.end):
        return Value(days(later), precision)
    if reading.published is None:
        return Value(None, precision, "year")
    found = list(_existing(days, reading.published.year))
    told = [each for each in found if each[0].weekday() == weekday]
    if not found:
        return None
    return Value(nearest(reading, span, told or found), precision, "year")


def year_given_later(reading: Reading, end: int) -> int:
    """0 if there is none."""
    later = _GIVEN_LATER.match(reading.after(end))
    return int(later[1]) if later else 0


def _existing(days: Callable[[int], DayRange], year: int) -> Iterator[DayRange]:
    for step in (-1, 0, 1):
        try:
            yield days(year + step)
        except ValueError:
            continue


def nearest(reading: Reading, span: Span, candidates: list[DayRange]) -> DayRange:
    """By the tense of what is around `span`."""
    day = reading.published
    assert day is not None
    lean = leans_ahead(reading.text, reading.sentence, span)
    weight = _AGAINST if lean else _NO_TENSE

    def far(days: DayRange) -> int:
        ahead = (days[0] - day).days
        away = ahead if ahead > 0 else max((day - days[1]).days, 0)
        return away * (weight if (ahead > 0) is not (lean > 0) else 1)

    return min(candidates, key=far)
