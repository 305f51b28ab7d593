from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from threading import Lock, get_ident
from typing import Any, TypeVar

T = TypeVar("T")


class Writer:
    """Runs operations in the order of their submission: in the caller's thread until `start`, then
    in a thread of its own.
    """

    def __init__(self) -> None:
        self._executor: ThreadPoolExecutor | None = None
        self._thread = 0
        self._unfinished = 0
        self._lock = Lock()

    def start(self) -> None:
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, "writer", self._note_thread)

    def _note_thread(self) -> None:
        self._thread = get_ident()

    @property
    def busy(self) -> bool:
        """True until each operation has ended and its `ended` has been called."""
        return self._unfinished > 0

    def submit(
        self,
        operation: Callable[..., T],
        *arguments: object,
        ended: "Callable[[Future[T]], object] | None" = None,
    ) -> "Future[T]":
        """`ended` is called in the writer's thread, before the next operation."""
        future: Future[T] = Future()
        if ended is not None:
            future.add_done_callback(ended)
        with self._lock:
            self._unfinished += 1
            if self._executor is not None:
                self._executor.submit(self._run, future, operation, arguments)
                return future
        self._run(future, operation, arguments)
        return future

    def _run(
        self, future: "Future[T]", operation: Callable[..., T], arguments: tuple[Any, ...]
    ) -> None:
        try:
            result = operation(*arguments)
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)
        finally:
            with self._lock:
                self._unfinished -= 1

    def call(self, operation: Callable[..., T], *arguments: object) -> T:
        """Waits for the result. An operation may call others, which run at once."""
        if get_ident() == self._thread:
            return operation(*arguments)
        return self.submit(operation, *arguments).result()

    def flush(self, seconds: float) -> bool:
        if self.busy:
            try:
                self.submit(int).result(seconds)
            except FutureTimeout:
                return False
        return True

    def close(self) -> None:
        with self._lock:
            executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown()
