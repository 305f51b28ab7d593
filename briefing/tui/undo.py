"""What was done and can be undone."""

from collections.abc import Callable

from msgspec import Struct


class Step(Struct, frozen=True):
    """One thing that was done."""

    undone: str
    """What to say when it is undone."""
    undo: Callable[[], object]
