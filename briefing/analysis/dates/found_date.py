from datetime import date
from enum import StrEnum

from msgspec import Struct

from briefing.model import Span


class Precision(StrEnum):
    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"


class FoundDate(Struct, frozen=True):
    span: Span
    sentence: Span
    precision: Precision
    first: date | None = None
    """None if it is relative to a day that is not known."""
    last: date | None = None
    """Inclusive."""
    inferred: str = ""
    """What the text does not say, such as "year"."""
    about: bool = False
