"""Calendar units as (first, last) days, both inclusive. Weeks begin on Monday."""

from calendar import monthrange
from datetime import date, timedelta
from typing import TypeAlias

from briefing.analysis.dates.found_date import Precision

DayRange: TypeAlias = tuple[date, date]
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month, in the north."""
_MONTHS = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.YEAR: 12,
    Precision.DECADE: 120,
    Precision.CENTURY: 1200,
}
DAY = timedelta(1)


def month(year: int, number: int) -> DayRange:
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def months(year: int, number: int, length: int) -> DayRange:
    """`number` may be beyond 1 to 12."""
    end = number + length - 2
    first = month(year + (number - 1) // 12, (number - 1) % 12 + 1)[0]
    return first, month(year + end // 12, end % 12 + 1)[1]


def years(first: int, last: int) -> DayRange:
    return date(first, 1, 1), date(last, 12, 31)


def season(year: int, name: str) -> DayRange:
    return months(year, SEASONS[name], 3)


def unit_around(day: date, unit: Precision, steps: int = 0) -> DayRange:
    if unit is Precision.DAY:
        return day + steps * DAY, day + steps * DAY
    if unit in (Precision.WEEK, Precision.WEEKEND):
        monday = day + (7 * steps - day.weekday()) * DAY
        return monday + (5 * DAY if unit is Precision.WEEKEND else 0 * DAY), monday + 6 * DAY
    if unit is Precision.MONTH:
        return months(day.year, day.month + steps, 1)
    if unit is Precision.QUARTER:
        return months(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * steps, 3)
    if unit is Precision.YEAR:
        return years(day.year + steps, day.year + steps)
    if unit is Precision.DECADE:
        start = day.year // 10 * 10 + 10 * steps
        return years(max(start, 1), start + 9)
    start = (day.year - 1) // 100 * 100 + 1 + 100 * steps
    return years(start, start + 99)


def shifted(day: date, unit: Precision, steps: int) -> date:
    """The same day `steps` units later; the last of its month if there is no such day."""
    if unit not in _MONTHS:
        return day + steps * (7 * DAY if unit is Precision.WEEK else DAY)
    number = day.year * 12 + day.month - 1 + steps * _MONTHS[unit]
    year, at = divmod(number, 12)
    return date(year, at + 1, min(day.day, monthrange(year, at + 1)[1]))
