"""What was done and can be undone."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done."""

    undone: str
    """What to say when it is undone."""
    undo: Callable[[], object]
