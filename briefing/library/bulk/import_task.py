"""Task and result can be sent to another machine."""

import os
import threading

from msgspec import Struct, field

from briefing.errors import BriefingError, InstallationError, WorkerMemory, WorkerTimeout
from briefing.job import nonsense
from briefing.library.ingest import ingest
from briefing.library.job_values import IngestRequest
from briefing.library.reading_worker import make_reader
from briefing.sources.local_file import quote_name, read_local_file
from briefing.storage.records import DocumentRecord, IndexRecord
from briefing.worker import Worker
from briefing.worker.child_faults import missing_part

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
    """Leaves people out if finding them exceeds the limits."""
    try:
        data = read_local_file(task.path, task.largest)
        return Result(task, _rows(data, task))
    except InstallationError as error:
        return Result(task, failure=str(error), incomplete=True)
    except BriefingError as error:
        return Result(task, failure=str(error))
    except Exception as error:
        missing = missing_part(error) if isinstance(error, (ImportError, OSError)) else None
        if missing is not None:
            return Result(task, failure=str(missing), incomplete=True)
        return Result(task, failure=fault(task.path, error))


def fault(path: str, error: Exception) -> str:
    return f"{quote_name(path)} could not be read ({type(error).__name__}); it was skipped."


def _rows(data: bytes, task: Task) -> list[tuple[DocumentRecord, IndexRecord]]:
    try:
        return _call_worker(data, task, people=task.people)
    except (WorkerTimeout, WorkerMemory):
        if not task.people:
            raise
        return _call_worker(data, task, people=False)


def _call_worker(
    data: bytes, task: Task, *, people: bool
) -> list[tuple[DocumentRecord, IndexRecord]]:
    request = IngestRequest(
        task.path, all_documents=True, recognizer=task.recogniser if people else None, index=True
    )
    found = ingest(_worker(), request, data)
    if len(found.records) != len(found.index):
        raise nonsense()
    return list(zip(found.records, found.index, strict=True))


def _worker() -> Worker:
    if getattr(_own, "process", None) != os.getpid():
        _own.process, _own.worker = os.getpid(), make_reader()
        _all.append(_own.worker)
    worker: Worker = _own.worker
    return worker


def stop() -> None:
    for worker in _all:
        worker.stop()
    _all.clear()
