import asyncio
import logging
import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, InvalidStateError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from briefing import __version__
from briefing.errors import InputError, InstallationError
from briefing.library.bulk.batching_executor import MOST, BatchingExecutor
from briefing.library.bulk.import_task import stop, worker_version
from briefing.secure_mode import check_allowed
from briefing.sources.local_file import quote_name

if TYPE_CHECKING:
    from distributed import Client

_ADDRESS = re.compile(
    r"(?:(?:tcp|tls)://)?(?:\[([0-9A-Fa-f:.%]+)\]|([^\s/:@\[\]]+)):([0-9]{1,5})/?"
)
_ANSWER = 10.0
"""Seconds in which a scheduler has to answer, and to have a worker."""
_RETURN = 60.0
"""Seconds in which a scheduler that restarts has to be back, with a worker."""
_LOOK = 2.0
"""Seconds between looks for workers."""


@contextmanager
def local_threads(count: int) -> Iterator[tuple[Executor, int]]:
    pool = ThreadPoolExecutor(count)
    try:
        yield pool, count
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        stop()
        pool.shutdown()


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """With how many tasks keep its workers busy.

    Raises:
        InputError: if no scheduler answers there, or its workers cannot run this version; also later, if it is gone.
        InstallationError: if dask.distributed is not installed.
    """
    check_allowed("The network")
    host, port = _parse_address(address)
    client = _connect(address, host, port)
    try:
        try:
            workers = _count_workers(client, address)
        except OSError:
            raise _no_scheduler(address) from None
        executor = _ClusterExecutor(client, address)
        try:
            yield BatchingExecutor(executor, workers), workers * MOST
        finally:
            executor.shutdown(wait=False)
    finally:
        with suppress(OSError):  # The scheduler is gone; what was read is kept.
            client.close(timeout=_ANSWER)


class _ClusterExecutor(Executor):
    """Futures end as cancelled where a scheduler lost them, and raise InputError once it or all workers are long gone."""

    def __init__(self, client: "Client", address: str) -> None:
        self._client, self._address = client, quote_name(address)
        self._executor = client.get_executor(pure=False, retries=2)
        self._waiting: set[Future[Any]] = set()
        self._lock = Lock()
        self._ended = Event()
        Thread(target=self._watch, daemon=True).start()

    def submit(self, *call: Any, **options: Any) -> "Future[Any]":
        from distributed.client import ClosedClientError

        try:
            found: Future[Any] = self._executor.submit(*call, **options)
        except ClosedClientError:
            raise self._gone() from None
        with self._lock:
            self._waiting.add(found)
        found.add_done_callback(self._forget)
        return found

    def _forget(self, future: "Future[Any]") -> None:
        with self._lock:
            self._waiting.discard(future)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._ended.set()
        with suppress(OSError):
            self._executor.shutdown(wait and not cancel_futures)

    def _watch(self) -> None:
        seen, lost = time.monotonic(), set[Future[Any]]()
        while not self._ended.wait(_LOOK):
            with suppress(Exception):  # While it connects again; then its status tells.
                if self._client.nthreads():
                    seen = time.monotonic()
            with self._lock:
                waiting = set(self._waiting)
            if self._client.status == "closed" or time.monotonic() - seen > _RETURN + _ANSWER:
                for each in waiting:
                    with suppress(InvalidStateError):
                        each.set_exception(self._gone())
            for each in lost & waiting:
                if each.cancel():
                    each.set_running_or_notify_cancel()
            lost = waiting if len(waiting) > len(self._client.futures) else set()

    def _gone(self) -> InputError:
        return InputError(
            f"The scheduler at {self._address} or its workers are gone; run it again when they are back."
        )


def _parse_address(address: str) -> tuple[str, int]:
    found = _ADDRESS.fullmatch(address)
    if found is None or not 0 < int(found[3]) < 1 << 16:
        named = quote_name(address)
        raise InputError(
            f"{named} is not a scheduler's address; give host:port or tls://host:port."
        )
    return found[1] or found[2], int(found[3])


def _connect(address: str, host: str, port: int) -> "Client":
    try:
        from distributed import Client, Security, rpc
    except ImportError:
        raise InstallationError(
            "A cluster needs dask.distributed; install it with pip install 'briefing[cluster]'."
        ) from None
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(("distributed", "tornado", "concurrent.futures")):
            logging.getLogger(name).setLevel(logging.CRITICAL)

    async def identify() -> None:
        arguments = Security().get_connection_args("client")
        async with rpc(address, timeout=_ANSWER, connection_args=arguments) as scheduler:
            await asyncio.wait_for(scheduler.identity(n_workers=0), _ANSWER)

    try:
        socket.create_connection((host, port), _ANSWER).close()
        asyncio.run(identify())
        return Client(address, timeout=_RETURN, direct_to_workers=True, set_as_default=False)
    except Exception:  # It raises errors of many kinds where something else answers.
        raise _no_scheduler(address) from None


def _count_workers(client: "Client", address: str) -> int:
    try:
        client.wait_for_workers(1, timeout=_ANSWER)
    except TimeoutError:
        raise InputError(
            f"The scheduler at {quote_name(address)} has no workers; start some with dask worker."
        ) from None
    versions = client.run(worker_version, on_error="return")
    for worker, version in versions.items():
        if version != __version__ and not isinstance(version, OSError):  # It has just ended.
            raise InputError(
                f"The worker at {quote_name(worker)} cannot run Briefing {__version__}; install it there."
            )
    threads: int = sum(client.nthreads().values())
    return threads


def _no_scheduler(address: str) -> InputError:
    return InputError(f"No scheduler answers at {quote_name(address)}; start dask scheduler there.")
