import time
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from briefing.errors import StorageRefused
from briefing.library.bulk.import_task import Result, fault
from briefing.storage.import_journal import ImportAttempt, ImportJournal

TOGETHER = 64
"""Most files kept in one transaction."""
_PATIENCE = 0.5
"""Seconds that a result waits for others."""


class FileOutcome(Struct, frozen=True):
    path: str
    documents: int = 0
    """Number of documents saved."""
    failure: str = ""
    """One sentence."""
    before: bool = False
    """Done by an earlier import."""
    incomplete: bool = False
    """A part of the program is missing; the next import tries again."""


class ResultKeeper:
    """Keeps results several together; `tell` hears of each once it is on the disk."""

    def __init__(self, journal: ImportJournal, tell: Callable[[FileOutcome], None]) -> None:
        self._journal, self._tell = journal, tell
        self._ready: list[Result] = []
        self._due = 0.0

    @property
    def patience(self) -> float | None:
        return max(0.0, self._due - time.monotonic()) if self._ready else None

    def add(self, results: Iterable[Result]) -> None:
        for each in results:
            if each.incomplete:
                self._tell(_outcome(each))
                continue
            if not self._ready:
                self._due = time.monotonic() + _PATIENCE
            self._ready.append(each)
            if len(self._ready) >= TOGETHER:
                self.keep_ready()
        if self._ready and not self.patience:
            self.keep_ready()

    def keep_ready(self) -> None:
        results, self._ready = self._ready, []
        if results:
            self._keep(results)

    def _keep(self, results: Sequence[Result]) -> None:
        try:
            self._journal.keep([_make_attempt(result) for result in results])
        except StorageRefused as error:
            if len(results) > 1:
                half = len(results) // 2
                self._keep(results[:half])
                self._keep(results[half:])
                return
            results = [replace(results[0], found=[], failure=fault(results[0].task.path, error))]
            self._journal.keep([_make_attempt(results[0])])
        for result in results:
            self._tell(_outcome(result))


def _outcome(result: Result) -> FileOutcome:
    path, failure = result.task.path, result.failure
    return FileOutcome(path, len(result.found), failure, incomplete=result.incomplete)


def _make_attempt(result: Result) -> ImportAttempt:
    task = result.task
    file = (task.path, task.size, task.modified, task.entities)
    return ImportAttempt(*file, result.failure, result.found)
