from collections.abc import Callable
from typing import TypeVar

from briefing.errors import StorageError

T = TypeVar("T")
U = TypeVar("U")


class FailureLog:
    def __init__(self) -> None:
        self._tell: Callable[[str], object] | None = None
        self._early: list[str] = []
        self.last = ""

    def subscribe(self, tell: Callable[[str], object]) -> None:
        """Calls with past and future failures, in the thread where they happen."""
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
        """Records a failure and returns `otherwise`."""
        try:
            return call(*arguments)
        except StorageError as error:
            self.note(error)
            return otherwise
