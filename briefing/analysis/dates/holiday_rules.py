import re
from datetime import date, timedelta

from briefing.analysis.dates.date_words import YEAR
from briefing.analysis.dates.day_ranges import DayRange
from briefing.analysis.dates.found_date import Precision
from briefing.analysis.dates.nearest_year import in_nearest_year
from briefing.analysis.dates.reading import Reading, Rule, Value, rule
from briefing.model import Span

_FIXED = {
    r"new year['’]?s day": (1, 1),
    r"valentine['’]?s day": (2, 14),
    r"may day": (5, 1),
    r"(?:the )?fourth of july": (7, 4),
    r"independence day": (7, 4),
    r"halloween": (10, 31),
    r"veterans day": (11, 11),
    r"christmas eve": (12, 24),
    r"christmas(?: day)?": (12, 25),
    r"boxing day": (12, 26),
    r"new year['’]?s eve": (12, 31),
}
_MOVABLE = {
    r"martin luther king(?: jr\.?)? day": (1, 0, 15),
    r"memorial day": (5, 0, 25),
    r"labor day": (9, 0, 1),
    r"election day": (11, 1, 2),
    r"thanksgiving(?: day)?": (11, 3, 22),
}
"""Month, weekday from 0 for Monday, and the first day on which it may fall."""


def _rule(name: str, when: tuple[int, ...]) -> Rule:
    def days(year: int) -> DayRange:
        number, *weekday, first = when
        day = date(year, number, first)
        day += timedelta((weekday[0] - day.weekday()) % 7 if weekday else 0)
        return day, day

    def read(match: re.Match[str], reading: Reading) -> Value | None:
        if not match.group()[0].isupper():
            return None
        if match["year"]:
            return Value(days(int(match["year"])), Precision.DAY)
        return in_nearest_year(reading, Span(*match.span()), days, Precision.DAY)

    return rule(rf"(?:{name})(?![^\W_])(?:,? (?:of )?{YEAR})?", read)


HOLIDAYS: dict[str, tuple[Rule, ...]] = {}
"""By the first word, in lower case."""

for _name, _when in {**_FIXED, **_MOVABLE}.items():
    for _first in {
        re.split(r"\W", part)[0] for part in _name.replace("(?:the )?", "the ").split("|")
    }:
        HOLIDAYS[_first] = (*HOLIDAYS.get(_first, ()), _rule(_name, _when))
