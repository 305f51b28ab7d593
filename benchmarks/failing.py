"""A disk that fails: SQLite's calls of the system go through it, and the one that is chosen is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import apsw

KINDS = ("write", "sync", "truncate", "open", "short", "full")
"""What fails: a write, a flush, a truncation, an opening, a write that stops half-way, or a write for want of room."""
_WRITES = ("write", "short", "full")


@dataclass
class Plan:
    """Which call fails: the one with the number `at` of its kind, and the `length` - 1 after it."""

    kind: str = "write"
    at: int = 0
    length: int = 1
    calls: int = 0
    failed: int = 0

    def fails(self, kind: str) -> bool:
        """Counts a call and tells whether it has to fail."""
        if kind != ("write" if self.kind in _WRITES else self.kind):
            return False
        self.calls += 1
        due = self.at <= self.calls < self.at + self.length
        self.failed += due
        return due


def refused(plan: Plan) -> apsw.Error:
    if plan.kind == "full":
        return apsw.FullError("no room")
    return apsw.CantOpenError("refused") if plan.kind == "open" else apsw.IOError("refused")


class FailingFile(apsw.VFSFile):
    def __init__(self, name: Any, flags: list[int], plan: Plan) -> None:
        super().__init__("unix", name, flags)
        self._plan = plan

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._plan.fails("write"):
            if self._plan.kind == "short":
                super().xWrite(bytes(data)[: len(data) // 2], offset)
            raise refused(self._plan)
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        """Flushes nothing, as nobody cuts the power, and 400 sessions would wait for it."""
        if self._plan.fails("sync"):
            raise refused(self._plan)

    def xTruncate(self, size: int) -> None:
        if self._plan.fails("truncate"):
            raise refused(self._plan)
        super().xTruncate(size)


class FailingDisk(apsw.VFS):
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        super().__init__("failing", "unix", makedefault=True)

    def xOpen(self, name: Any, flags: list[int]) -> FailingFile:
        if self._plan.fails("open"):
            raise refused(self._plan)
        return FailingFile(name, flags, self._plan)


@contextmanager
def failing(plan: Plan) -> Iterator[None]:
    """Everything that is opened meanwhile is on a disk that fails as planned."""
    disk = FailingDisk(plan)
    try:
        yield
    finally:
        disk.unregister()
