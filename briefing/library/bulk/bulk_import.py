from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor

from briefing.config import Config
from briefing.library.bulk.import_task import Task, file_state
from briefing.library.bulk.result_keeper import FileOutcome, ResultKeeper
from briefing.library.bulk.running_tasks import RunningTasks
from briefing.storage.import_journal import ImportJournal
from briefing.storage.repositories import Repositories
from briefing.user_paths import absolute


class BulkImport:
    """Continues where it was stopped; skips unchanged files, and failed ones unless `retry` is set."""

    def __init__(
        self, paths: Iterable[str], config: Config, *, entities: bool = True, retry: bool = False
    ) -> None:
        self._paths = list(dict.fromkeys(absolute(path) for path in paths))
        self._config, self._entities, self._retry = config, entities, retry

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
        keeper, running = ResultKeeper(journal, note), RunningTasks(executor, workers)
        try:
            for task in self._find_tasks(journal, note):
                while running.full:
                    keeper.add(running.take(keeper.patience))
                keeper.add(running.submit(task))
            while running:
                keeper.add(running.take(keeper.patience))
        except KeyboardInterrupt:
            keeper.keep_ready()
            raise
        finally:
            running.cancel()
        keeper.keep_ready()
        return outcomes

    def _find_tasks(
        self, journal: ImportJournal, note: Callable[[FileOutcome], None]
    ) -> Iterator[Task]:
        config = self._config
        for path in self._paths:
            size, modified = file_state(path)
            before = journal.earlier_result(path, size, modified, has_entities=self._entities)
            if before is None or (before and self._retry):
                yield Task(
                    path,
                    size,
                    modified,
                    config.largest,
                    self._entities,
                    config.recogniser,
                    protected=config.sandbox == "required",
                )
            else:
                note(FileOutcome(path, failure=before, before=True))
