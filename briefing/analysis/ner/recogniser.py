from collections.abc import Callable
from typing import Protocol

from briefing.model import Mention


def no_progress(_share: float) -> object: ...


class Recogniser(Protocol):
    @property
    def language(self) -> str: ...

    def mentions(
        self, text: str, report: Callable[[float], object] = no_progress
    ) -> tuple[Mention, ...]:
        """In order, without overlap; `report` gets the finished share, 0 to 1; True ends it."""
        ...
