from enum import StrEnum

from msgspec import Struct

from briefing.analysis.figures.number_phrases import Bound
from briefing.model import Span


class FigureKind(StrEnum):
    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    """In percent."""
    DURATION = "duration"
    AGE = "age"


class Figure(Struct, frozen=True):
    span: Span
    """With the words of its bound and its unit: "at least 12 people"."""
    sentence: Span
    kind: FigureKind
    low: float
    high: float
    """Other than `low` for a range only."""
    bound: Bound
    step: float
    """What its last digit that is not a round zero stands for."""
    unit: str
    """As written, in lower case: "people", "$", "%", "euros"."""
    subject: str
    """What it is a figure of, in the words of the text: "killed", "unemployment"; or ""."""
    earlier: bool
    """Whether the text only compares with it: "up from 10"."""
