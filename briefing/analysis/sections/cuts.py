"""A cut: the place where a section starts, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Evidence(StrEnum):
    """What speaks most for a cut."""

    START = "start"
    MARKUP = "markup"
    LINE = "line"
    NUMBER = "number"
    GAP = "gap"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Cut:
    """The start of a section at a unit."""

    unit: int
    """The index of the section's first unit, its heading where it has one."""
    evidence: Evidence
    confidence: float = 1.0
    level: int = 1
    headed: bool = False
    """Whether the unit is the section's heading."""
