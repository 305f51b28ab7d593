from briefing.tui.reader_interface import ReaderInterface

_SECONDS = 1.5
"""Seconds after which the next digit begins another number."""


class TypedNumber:
    def __init__(self, ui: ReaderInterface) -> None:
        self._ui = ui
        self.value = 0

    def add(self, digit: int, most: int) -> int:
        """A digit that would go beyond ten times `most` begins another number."""
        before = self.value if self.value * 10 <= most else 0
        self.value = before * 10 + digit
        self._ui.call_when_quiet("number", _SECONDS, self.take)
        return self.value

    def take(self) -> int:
        value, self.value = self.value, 0
        return value
