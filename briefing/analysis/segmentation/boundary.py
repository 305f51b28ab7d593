from enum import StrEnum

from msgspec import Struct


class Evidence(StrEnum):
    START = "start"
    MARKUP = "markup"
    LINE = "line"
    NUMBER = "number"
    GAP = "gap"
    BORDER = "border"
    TOPIC = "topic"


class Boundary(Struct, frozen=True):
    unit: int
    """Index of the section's first paragraph or heading."""
    evidence: Evidence
    confidence: float = 1.0
    level: int = 1
    headed: bool = False
