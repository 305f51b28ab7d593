from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import suppress
from threading import RLock
from typing import Any, NamedTuple

MOST = 8
"""Calls that are sent as one."""
_WAITING = 2
"""Batches for each worker while which calls wait to be sent with others."""


class _Call(NamedTuple):
    future: Future[Any]
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class BatchingExecutor(Executor):
    """Sends several calls as one to `executor`. A batch that fails, or is lost, fails or is lost
    for each of its calls.
    """

    def __init__(self, executor: Executor, workers: int) -> None:
        self._executor, self._enough = executor, workers * _WAITING
        self._calls: deque[_Call] = deque()
        self._sent = 0
        self._lock = RLock()

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:  # type: ignore[override]
        call = _Call(Future(), function, arguments)
        with self._lock:
            self._calls.append(call)
            if self._sent < self._enough or len(self._calls) >= MOST:
                self._send()
        return call.future

    def _send(self) -> None:
        calls = [call for call in self._calls if not call.future.cancelled()]
        self._calls.clear()
        if calls:
            batch = self._executor.submit(run_calls, [call[1:] for call in calls])
            self._sent += 1
            batch.add_done_callback(lambda done: self._give(calls, done))

    def _give(self, calls: list[_Call], done: Future[list[Any]]) -> None:
        for number, (future, _, _) in enumerate(calls):
            with suppress(InvalidStateError):  # It was cancelled meanwhile.
                if done.cancelled():
                    future.cancel()
                    future.set_running_or_notify_cancel()
                elif (error := done.exception()) is not None:
                    future.set_exception(error)
                else:
                    future.set_result(done.result()[number])
        with self._lock:
            self._sent -= 1
            waiting = list(self._calls)
            try:
                self._send()
            except Exception as error:
                for call in waiting:
                    with suppress(InvalidStateError):
                        call.future.set_exception(error)


def run_calls(calls: list[tuple[Callable[..., Any], tuple[Any, ...]]]) -> list[Any]:
    return [function(*arguments) for function, arguments in calls]
