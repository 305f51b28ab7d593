import re
from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from briefing.analysis.dates.day_ranges import DayRange
from briefing.analysis.dates.found_date import FoundDate, Precision
from briefing.model import Span


class Value(Struct, frozen=True):
    days: DayRange | None
    precision: Precision
    inferred: str = ""
    about: bool = False


class Reading(Struct):
    text: str
    published: date | None
    months: Mapping[str, int]
    """Names of the text's language, where it is not English."""
    block: Span = Span(0, 0)
    sentence: Span = Span(0, 0)
    anchor: FoundDate | None = None
    """The date before, from which "a year earlier" counts."""

    def before(self, start: int) -> str:
        return self.text[max(self.sentence.start, start - 30) : start]

    def after(self, end: int) -> str:
        return self.text[end : min(self.sentence.end, end + 30)]


Reader = Callable[[re.Match[str], Reading], Value | None]


class Rule(Struct, frozen=True):
    pattern: re.Pattern[str]
    read: Reader


def rule(pattern: str, read: Reader) -> Rule:
    """A space in a pattern stands for up to three characters of white space."""
    return Rule(re.compile(pattern.replace(" ", r"\s{1,3}"), re.IGNORECASE), read)
