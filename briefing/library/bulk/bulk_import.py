"""The import of many files: what is left to do is made by an executor's workers and written by one."""

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
"""Tasks that are handed out ahead, for each worker."""


class FileOutcome(Struct, frozen=True):
    """What came of one file."""

    path: str
    documents: int = 0
    """How many it held that are kept now."""
    failure: str = ""
    """Why it was not read, one sentence."""
    before: bool = False
    """Whether an import before this one had done it."""
    incomplete: bool = False
    """Whether it failed for a part of the program that is missing: the next import reads it again."""


class BulkImport:
    """An import of the files at `paths`; iterate over it to run it.

    Each file that was done before, and has the size and time that it had, is passed over; one that failed too,
    unless `retry` is given. It can be stopped at any moment, and goes on where it was when it is run again.
    """

    def __init__(
        self,
        paths: Iterable[str],
        config: Config,
        *,
        people: bool = True,
        retry: bool = False,
    ) -> None:
        self._paths = list(dict.fromkeys(absolute(path) for path in paths))
        self._config, self._people, self._retry = config, people, retry

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._paths)

    def run(
        self,
        store: Repositories,
        executor: Executor,
        workers: int,
        tell: Callable[[FileOutcome], None] = lambda outcome: None,
    ) -> list[FileOutcome]:
        """Does the rest of the import; the outcome of each file, in the order in which they were done.

        `executor` is any that can run `task.run`, here or elsewhere, `workers` how many it runs at once.

        Raises:
            StorageError: when what was made cannot be kept.
        """
        outcomes: list[FileOutcome] = []

        def note(outcome: FileOutcome) -> None:
            outcomes.append(outcome)
            tell(outcome)

        journal = ImportJournal(store.database)
        for results in self._made(journal, executor, workers * AHEAD, note):
            lacking = [result for result in results if result.incomplete]
            made = _kept(journal, [result for result in results if not result.incomplete])
            for result in (*made, *lacking):
                note(_outcome(result))
        return outcomes

    def _made(
        self,
        journal: ImportJournal,
        executor: Executor,
        most: int,
        note: Callable[[FileOutcome], None],
    ) -> Iterator[list[Result]]:
        """What the workers made, as much at a time as is ready."""
        waiting: set[Future[Result]] = set()
        try:
            for task in self._left(journal, note):
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

    def _left(self, journal: ImportJournal, note: Callable[[FileOutcome], None]) -> Iterator[Task]:
        """The files that are to be done; `note` is told of the others."""
        config = self._config
        for path in self._paths:
            size, modified = _state(path)
            before = journal.done(path, size, modified, people=self._people)
            if before is None or (before and self._retry):
                yield Task(path, size, modified, config.largest, self._people, config.recogniser)
            else:
                note(FileOutcome(path, failure=before, before=True))


def _outcome(result: Result) -> FileOutcome:
    path, failure = result.task.path, result.failure
    return FileOutcome(path, len(result.found), failure, incomplete=result.incomplete)


def _state(path: str) -> tuple[int, int]:
    """The size of a file in bytes and its time in nanoseconds since 1970, as 64 bits hold it; zeros without one.

    Such a number reaches from 1677 to 2262; a time before or after is counted round and round.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return 0, 0
    return found.st_size, (found.st_mtime_ns + (1 << 63)) % (1 << 64) - (1 << 63)


def _kept(journal: ImportJournal, results: list[Result]) -> list[Result]:
    """Keeps what was made of some files; where that fails for one, the others are kept and it has failed.

    Raises:
        StorageError: when nothing can be kept.
    """
    try:
        journal.keep([_tried(result) for result in results])
    except StorageRefused as error:
        if len(results) == 1:
            failed = replace(results[0], found=[], failure=fault(results[0].task.path, error))
            journal.keep([_tried(failed)])
            return [failed]
        return [kept for result in results for kept in _kept(journal, [result])]
    return results


def _tried(result: Result) -> ImportAttempt:
    task = result.task
    file = (task.path, task.size, task.modified, task.people)
    return ImportAttempt(*file, result.failure, result.found)
