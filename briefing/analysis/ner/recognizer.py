"""What the analysis asks of a recogniser."""

from collections.abc import Callable
from typing import Protocol

from briefing.model import Mention


def no_progress(_share: float) -> None:
    """A report of progress that nobody reads."""


class Recognizer(Protocol):
    """Finds names in text."""

    def mentions(
        self, text: str, report: Callable[[float], None] = no_progress
    ) -> tuple[Mention, ...]:
        """The names in `text`, in order and without overlap; `report` is told the share done, 0 to 1."""
        ...
