import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait

from msgspec import Struct
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import StorageRefused
from briefing.library.bulk.import_task import Result, Task, fault, run
from briefing.storage.import_journal import ImportAttempt, ImportJournal
from briefing.storage.repositories import Repositories
from briefing.user_paths import absolute

AHEAD = 4
"""Per worker."""


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


class BulkImport:
    """Continues where it was stopped; skips unchanged files, and failed ones unless `retry` is set."""

    def __init__(
        self, paths: Iterable[str], config: Config, *, people: bool = True, retry: bool = False
    ) -> None:
        self._paths = list(dict.fromkeys(absolute(path) for path in paths))
        self._config, self._people, self._retry = config, people, retry

    def __len__(self) -> int:
        return len(self._paths)

    def run(
        self,
        store: Repositories,
        executor: Executor,
        workers: int,
        tell: Callable[[FileOutcome], None] = lambda outcome: None,
    ) -> list[FileOutcome]:
        """Outcomes come in order of completion; `workers` tasks run at once."""
        outcomes: list[FileOutcome] = []

        def note(outcome: FileOutcome) -> None:
            outcomes.append(outcome)
            tell(outcome)

        journal = ImportJournal(store.database)
        for results in self._run_tasks(journal, executor, workers * AHEAD, note):
            lacking = [result for result in results if result.incomplete]
            made = _save_results(journal, [result for result in results if not result.incomplete])
            for result in (*made, *lacking):
                note(_outcome(result))
        return outcomes

    def _run_tasks(
        self,
        journal: ImportJournal,
        executor: Executor,
        most: int,
        note: Callable[[FileOutcome], None],
    ) -> Iterator[list[Result]]:
        waiting: set[Future[Result]] = set()
        try:
            for task in self._find_tasks(journal, note):
                if len(waiting) >= most:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield [each.result() for each in done]
                waiting.add(executor.submit(run, task))
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield [each.result() for each in done]
        finally:
            for each in waiting:
                each.cancel()

    def _find_tasks(
        self, journal: ImportJournal, note: Callable[[FileOutcome], None]
    ) -> Iterator[Task]:
        config = self._config
        for path in self._paths:
            size, modified = file_state(path)
            before = journal.done(path, size, modified, people=self._people)
            if before is None or (before and self._retry):
                yield Task(path, size, modified, config.largest, self._people, config.recogniser)
            else:
                note(FileOutcome(path, failure=before, before=True))


def _outcome(result: Result) -> FileOutcome:
    path, failure = result.task.path, result.failure
    return FileOutcome(path, len(result.found), failure, incomplete=result.incomplete)


def file_state(path: str) -> tuple[int, int]:
    """Size in bytes and time in nanoseconds, 0 without a file.

    The time wraps to SQLite's 64 bits, which reach from 1677 to 2262.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return 0, 0
    return found.st_size, (found.st_mtime_ns + (1 << 63)) % (1 << 64) - (1 << 63)


def _save_results(journal: ImportJournal, results: list[Result]) -> list[Result]:
    try:
        journal.keep([_make_attempt(result) for result in results])
    except StorageRefused as error:
        if len(results) == 1:
            failed = replace(results[0], found=[], failure=fault(results[0].task.path, error))
            journal.keep([_make_attempt(failed)])
            return [failed]
        return [kept for result in results for kept in _save_results(journal, [result])]
    return results


def _make_attempt(result: Result) -> ImportAttempt:
    task = result.task
    file = (task.path, task.size, task.modified, task.people)
    return ImportAttempt(*file, result.failure, result.found)
