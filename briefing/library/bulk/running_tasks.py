from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait

from msgspec.structs import replace

from briefing.errors import BriefingError, InputError
from briefing.library.bulk.import_task import Result, Task, attempt, file_state, run
from briefing.sources.local_file import quote_name, read_local_file
from briefing.worker.child_faults import missing_part

AHEAD = 4
"""Tasks per worker."""
_MOST_BYTES = 64 << 20
"""Of files' contents that are with the executor at once."""
_LOSSES = 12
"""Times that an executor may lose a task."""


class RunningTasks:
    """Each runs until it has a result, whatever happens to the executor's workers."""

    def __init__(self, executor: Executor, workers: int) -> None:
        self._executor, self._most = executor, workers * AHEAD
        self._running: dict[Future[Result], Task] = {}
        self._suspects: deque[Task] = deque()
        """Their worker died; each is tried again alone, so that no other is blamed."""
        self._alone: Task | None = None
        self._shared = True
        """Whether the executor's workers see the files."""
        self._losses: Counter[str] = Counter()

    @property
    def full(self) -> bool:
        size = sum(len(task.data) for task in self._running.values() if task.data is not None)
        return len(self._running) >= self._most or size > _MOST_BYTES

    def submit(self, task: Task) -> Iterator[Result]:
        if self._shared:
            self._start(task)
        else:
            yield from self._send(task)

    def take(self, patience: float | None) -> Iterator[Result]:
        done, _ = wait(self._running, patience, FIRST_COMPLETED)
        for each in done:
            yield from self._finish(self._running.pop(each), each)
        if not self._running and self._suspects:
            self._alone = self._suspects.popleft()
            yield from self.submit(self._alone)

    def __bool__(self) -> bool:
        return bool(self._running or self._suspects)

    def cancel(self) -> None:
        for each in self._running:
            each.cancel()

    def _start(self, task: Task) -> None:
        self._running[self._executor.submit(run, task)] = task

    def _send(self, task: Task) -> Iterator[Result]:
        size, modified = file_state(task.path)
        task = replace(task, size=size, modified=modified)
        data, error = attempt(task.path, lambda: read_local_file(task.path, task.largest))
        if error is not None:
            yield Result(task, failure=str(error))
        else:
            self._start(replace(task, data=data))

    def _finish(self, task: Task, future: Future[Result]) -> Iterator[Result]:
        try:
            result = future.result()
        except BriefingError:
            raise
        except CancelledError:
            self._restart(task)
        except Exception as error:
            yield from self._suspect(task, error)
        else:
            if result.unseen:
                if file_state(task.path) == (task.size, task.modified):
                    self._shared = False
                yield from self._send(task)
            else:
                yield result

    def _restart(self, task: Task) -> None:
        self._losses[task.path] += 1
        if self._losses[task.path] > _LOSSES:
            raise InputError("The workers stop again and again; look at them and run it again.")
        self._start(task)

    def _suspect(self, task: Task, error: Exception) -> Iterator[Result]:
        """`run` itself raises nothing: the worker died, or could not take the task."""
        bare = replace(task, data=None)
        missing = missing_part(error)
        if missing is not None:
            yield Result(bare, failure=str(missing), incomplete=True)
        elif self._alone is None or self._alone.path != task.path:
            self._suspects.append(bare)
        else:
            yield Result(bare, failure=_deadly(task.path))


def _deadly(path: str) -> str:
    return f"{quote_name(path)} ended every worker that read it; it was skipped."
