"""A cut: the place where a section starts, and why."""

from enum import StrEnum

from msgspec import Struct


class Evidence(StrEnum):
    """What speaks most for a cut."""

    START = "start"
    MARKUP = "markup"
    LINE = "line"
    NUMBER = "number"
    GAP = "gap"
    TOPIC = "topic"


class Boundary(Struct, frozen=True):
    """The start of a section at a unit."""

    unit: int
    """The index of the section's first unit, its heading where it has one."""
    evidence: Evidence
    confidence: float = 1.0
    level: int = 1
    headed: bool = False
    """Whether the unit is the section's heading."""
