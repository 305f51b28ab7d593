"""Task and result can be sent to another machine."""

import os
import platform
import threading
from collections.abc import Callable
from typing import TypeAlias, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from briefing import __version__
from briefing.errors import (
    BriefingError,
    InstallationError,
    WorkerError,
    WorkerMemory,
    WorkerTimeout,
)
from briefing.job import nonsense
from briefing.library.ingest import ingest
from briefing.library.job_values import IngestRequest
from briefing.library.reading_worker import make_reader
from briefing.model.serialization import from_bytes, to_bytes
from briefing.sources.local_file import quote_name, read_local_file
from briefing.storage.records import DocumentRecord, IndexRecord
from briefing.worker import Worker, require_sandbox
from briefing.worker.child_faults import missing_part

T = TypeVar("T")
Records: TypeAlias = tuple[DocumentRecord, IndexRecord]
_own = threading.local()
_all: list[Worker] = []


class Task(Struct, frozen=True):
    path: str
    """Absolute."""
    size: int
    modified: int
    """Nanoseconds since 1970."""
    largest: int
    entities: bool
    recogniser: str
    protected: bool = False
    """Whether the worker must be fully isolated."""
    data: bytes | None = None
    """The file's, for a worker that does not see it."""
    version: str = __version__


class Result(Struct, frozen=True):
    task: Task
    """Without data."""
    found: list[Records] = field(default_factory=list)
    """Empty on failure."""
    failure: str = ""
    """One sentence."""
    incomplete: bool = False
    """As in `FileOutcome`."""
    unseen: bool = False
    """The worker sees no file of that size and time."""

    def __reduce__(self) -> tuple[object, ...]:
        """Pickling each of thousands of names would take longer than writing them."""
        rest = (self.failure, self.incomplete, self.unseen)
        return _restore, (self.task, to_bytes(self.found), *rest)


def _restore(task: Task, found: bytes, failure: str, incomplete: bool, unseen: bool) -> Result:
    return Result(task, from_bytes(list[Records], found), failure, incomplete, unseen)


def run(task: Task) -> Result:
    if task.version != __version__:
        return Result(replace(task, data=None), failure=_other_version(task), incomplete=True)
    if task.data is None and file_state(task.path) != (task.size, task.modified):
        return Result(task, unseen=True)
    if task.protected:
        require_sandbox(True)

    def read() -> list[Records]:
        data = task.data if task.data is not None else read_local_file(task.path, task.largest)
        recogniser = task.recogniser if task.entities else None
        return analyse(data, IngestRequest(task.path, all_documents=True, recogniser=recogniser))

    found, error = attempt(task.path, read)
    failure = "" if error is None else str(error)
    incomplete = isinstance(error, InstallationError)
    return Result(replace(task, data=None), found or [], failure, incomplete)


def worker_version() -> str:
    return __version__


def _other_version(task: Task) -> str:
    return f"{platform.node()} has Briefing {__version__} instead of {task.version}; install the same version."


def file_state(path: str) -> tuple[int, int]:
    """Size in bytes and time in nanoseconds, wrapped to SQLite's 64 bits; 0 without a file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return 0, 0
    return found.st_size, (found.st_mtime_ns + (1 << 63)) % (1 << 64) - (1 << 63)


def attempt(name: str, call: Callable[[], T]) -> tuple[T | None, BriefingError | None]:
    """The error is a sentence about `name`; InstallationError if a part is missing."""
    try:
        return call(), None
    except BriefingError as error:
        return None, error
    except Exception as error:
        missing = missing_part(error) if isinstance(error, (ImportError, OSError)) else None
        return None, missing or WorkerError(fault(name, error))


def fault(path: str, error: Exception) -> str:
    return f"{quote_name(path)} could not be read ({type(error).__name__}); it was skipped."


def analyse(data: bytes, request: IngestRequest) -> list[Records]:
    """For search too; leaves entities out if finding them exceeds the limits."""
    request = replace(request, index=True)
    try:
        return _call_worker(data, request)
    except (WorkerTimeout, WorkerMemory):
        if request.recogniser is None:
            raise
        return _call_worker(data, replace(request, recogniser=None))


def _call_worker(data: bytes, request: IngestRequest) -> list[Records]:
    found = ingest(own_worker(), request, data)
    if len(found.records) != len(found.index):
        raise nonsense()
    return list(zip(found.records, found.index, strict=True))


def own_worker() -> Worker:
    """Of this thread."""
    if getattr(_own, "process", None) != os.getpid():
        _own.process, _own.worker = os.getpid(), make_reader()
        _all.append(_own.worker)
    worker: Worker = _own.worker
    return worker


def stop() -> None:
    for worker in _all:
        worker.stop()
    _all.clear()
