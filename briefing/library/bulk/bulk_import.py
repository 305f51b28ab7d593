import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait

from briefing.config import Config
from briefing.library.bulk.import_task import Result, Task, run
from briefing.library.bulk.result_keeper import FileOutcome, ResultKeeper
from briefing.storage.import_journal import ImportJournal
from briefing.storage.repositories import Repositories
from briefing.user_paths import absolute

AHEAD = 4
"""Per worker."""


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
        keeper = ResultKeeper(journal, note)
        waiting: set[Future[Result]] = set()
        try:
            for task in self._find_tasks(journal, note):
                while len(waiting) >= workers * AHEAD:
                    waiting = _take(waiting, keeper)
                waiting.add(executor.submit(run, task))
            while waiting:
                waiting = _take(waiting, keeper)
        except KeyboardInterrupt:
            keeper.keep_ready()
            raise
        finally:
            for each in waiting:
                each.cancel()
        keeper.keep_ready()
        return outcomes

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


def _take(waiting: set[Future[Result]], keeper: ResultKeeper) -> set[Future[Result]]:
    done, still = wait(waiting, keeper.patience, FIRST_COMPLETED)
    for each in done:
        keeper.add(each.result())
    if not keeper.patience:
        keeper.keep_ready()
    return still


def file_state(path: str) -> tuple[int, int]:
    """Size in bytes and time in nanoseconds, 0 without a file.

    The time wraps to SQLite's 64 bits, which reach from 1677 to 2262.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return 0, 0
    return found.st_size, (found.st_mtime_ns + (1 << 63)) % (1 << 64) - (1 << 63)
