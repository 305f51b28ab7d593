"""What imports run on: threads, each with a process that reads, or the workers of a dask.distributed cluster."""

import logging
import re
import socket
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from briefing import __version__
from briefing.errors import InputError, InstallationError
from briefing.library.bulk.import_task import stop, worker_version
from briefing.secure_mode import check_allowed
from briefing.sources.local_file import quote_name

if TYPE_CHECKING:
    from distributed import Client

_ADDRESS = re.compile(
    r"(?:(?:tcp|tls)://)?(?:\[([0-9A-Fa-f:.%]+)\]|([^\s/:@\[\]]+)):([0-9]{1,5})/?"
)
_ANSWER = 10.0
"""Seconds in which a scheduler has to answer."""
_RETURN = 60.0
"""Seconds in which a scheduler that restarts has to be back."""


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
    """With how many tasks its workers run at once.

    Raises:
        InputError: if no scheduler answers there, or its workers cannot run this version; also later, if it is gone.
        InstallationError: if dask.distributed is not installed.
    """
    check_allowed("The network")
    host, port = _parse_address(address)
    client = _connect(address, host, port)
    try:
        workers = _count_workers(client, address)
        executor = _ClusterExecutor(client, address)
        yield executor, workers
        executor.shutdown(wait=False)
    finally:
        client.close(timeout=_ANSWER)


class _ClusterExecutor(Executor):
    def __init__(self, client: "Client", address: str) -> None:
        self._executor = client.get_executor(pure=False, retries=2)
        self._address = address

    def submit(self, *call: Any, **options: Any) -> "Future[Any]":
        from distributed.client import ClosedClientError

        try:
            found: Future[Any] = self._executor.submit(*call, **options)
        except ClosedClientError:
            raise InputError(
                f"The scheduler at {quote_name(self._address)} is gone; run the import again when it is back."
            ) from None
        return found

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait and not cancel_futures)


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
        from distributed import Client
    except ImportError:
        raise InstallationError(
            "A cluster needs dask.distributed; install it with pip install 'briefing[cluster]'."
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        socket.create_connection((host, port), _ANSWER).close()
        return Client(address, timeout=_RETURN, direct_to_workers=True, set_as_default=False)
    except Exception:  # It raises errors of many kinds where something else answers.
        raise _no_scheduler(address) from None


def _count_workers(client: "Client", address: str) -> int:
    threads: int = sum(client.nthreads().values())
    if not threads:
        raise InputError(
            f"The scheduler at {quote_name(address)} has no workers; start some with dask worker."
        )
    versions = client.run(worker_version, on_error="return")
    for worker, version in versions.items():
        if version != __version__:
            raise InputError(
                f"The worker at {quote_name(worker)} cannot run Briefing {__version__}; install it there."
            )
    return threads


def _no_scheduler(address: str) -> InputError:
    return InputError(f"No scheduler answers at {quote_name(address)}; start dask scheduler there.")
