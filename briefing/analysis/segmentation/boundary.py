from enum import StrEnum

from msgspec import Struct


class Evidence(StrEnum):
    START = "start"
    MARKUP = "markup"
    LINE = "line"
    NUMBER = "number"
    LEAD = "lead"
    GAP = "gap"
    BORDER = "border"
    DAY = "day"
    TOPIC = "topic"


class Boundary(Struct, frozen=True):
    unit: int
    """Index of the section's first paragraph or heading."""
    evidence: Evidence
    confidence: float = 1.0
    level: int = 1
    headed: bool = False
    title: str = ""
    """Words that the text itself begins the section with, though not in a line of their own."""
