"""Task and result can be sent to another machine."""

import os
import threading
from collections.abc import Callable
from typing import TypeAlias, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

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
from briefing.sources.local_file import quote_name, read_local_file
from briefing.storage.records import DocumentRecord, IndexRecord
from briefing.worker import Worker
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
    people: bool
    recogniser: str


class Result(Struct, frozen=True):
    task: Task
    found: list[tuple[DocumentRecord, IndexRecord]] = field(default_factory=list)
    """Empty on failure."""
    failure: str = ""
    """One sentence."""
    incomplete: bool = False
    """As in `FileOutcome`."""


def run(task: Task) -> Result:
    def read() -> list[Records]:
        data = read_local_file(task.path, task.largest)
        recogniser = task.recogniser if task.people else None
        return analyse(data, IngestRequest(task.path, all_documents=True, recognizer=recogniser))

    found, error = attempt(task.path, read)
    failure = "" if error is None else str(error)
    return Result(task, found or [], failure, isinstance(error, InstallationError))


def attempt(name: str, call: Callable[[], T]) -> tuple[T | None, BriefingError | None]:
    """What `call` gives, or why it failed, in a sentence about `name`; InstallationError if a part of the
    program is missing.
    """
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
    """For search too; leaves people out if finding them exceeds the limits."""
    request = replace(request, index=True)
    try:
        return _call_worker(data, request)
    except (WorkerTimeout, WorkerMemory):
        if request.recognizer is None:
            raise
        return _call_worker(data, replace(request, recognizer=None))


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
