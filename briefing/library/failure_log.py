"""Failures of the library that stop nobody: they are noted, and whoever looks on is told."""

from collections.abc import Callable
from typing import TypeVar

from briefing.errors import StorageError

T = TypeVar("T")
U = TypeVar("U")


class FailureLog:
    """Used where reading goes on without the library: around a read or a write, by who decides that it may fail."""

    def __init__(self) -> None:
        self._tell: Callable[[str], object] | None = None
        self._early: list[str] = []
        self.last = ""
        """The sentence of the last failure."""

    def subscribe(self, tell: Callable[[str], object]) -> None:
        """Calls `tell` with the sentence of every failure, those until now too, in whatever thread it happens."""
        self._tell = tell
        while self._early:
            tell(self._early.pop(0))

    def note(self, error: StorageError) -> None:
        self.last = str(error)
        if self._tell is None:
            self._early.append(self.last)
        else:
            self._tell(self.last)

    def attempt(self, otherwise: U, call: Callable[..., T], *arguments: object) -> T | U:
        """What `call` returns; `otherwise` where the library fails, which is noted."""
        try:
            return call(*arguments)
        except StorageError as error:
            self.note(error)
            return otherwise

    def failure_of(self, call: Callable[..., object], *arguments: object) -> str:
        """Calls, and returns the sentence of the failure that is noted; "" without one."""
        try:
            call(*arguments)
        except StorageError as error:
            self.note(error)
            return self.last
        return ""
