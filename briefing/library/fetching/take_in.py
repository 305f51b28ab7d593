from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from briefing.config import Config
from briefing.errors import BriefingError, InstallationError, RetrievalError, StorageRefused
from briefing.library.bulk.import_task import Records, analyse, attempt, fault, stop
from briefing.library.fetching.incoming import Arrived, Came, Incoming
from briefing.storage.fetched_rows import FetchedRows
from briefing.system.processes import count_processors

_AHEAD = 4
"""Per process that reads."""
Read = tuple[Arrived | None, list[Records]]
Attempt = tuple[Read | None, BriefingError | None]


class TakeIn:
    """Analyses in several processes; keeps in the order of arrival."""

    def __init__(self, rows: FetchedRows, config: Config, workers: int = 0) -> None:
        self._rows, self._config = rows, config
        self._workers = workers or count_processors()

    def run(self, incoming: Iterable[Incoming | Came], tell: Callable[[Came], None]) -> None:
        """Each is kept in one transaction with the note that it came."""
        waiting: deque[tuple[Incoming, Future[Attempt]]] = deque()
        pool = ThreadPoolExecutor(self._workers)
        try:
            for each in incoming:
                if isinstance(each, Came):
                    tell(each)
                    continue
                if len(waiting) >= self._workers * _AHEAD:
                    self._keep(*waiting.popleft(), tell)
                waiting.append((each, pool.submit(attempt, each.name, partial(self._read, each))))
            while waiting:
                self._keep(*waiting.popleft(), tell)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            stop()
            pool.shutdown()

    def _read(self, incoming: Incoming) -> Read:
        arrived = incoming.load()
        if arrived is None or arrived.known:
            return arrived, []
        return arrived, analyse(arrived.data, arrived.request)

    def _keep(
        self, incoming: Incoming, future: "Future[Attempt]", tell: Callable[[Came], None]
    ) -> None:
        read, error = future.result()
        if error is not None:
            self._note_failure(incoming, error, tell)
            return
        arrived, found = read or (None, [])
        if arrived is None:
            return
        sha256 = found[0][0].sha256 if found else None
        note = partial(_noted, incoming, sha256, arrived.hash, "")
        try:
            self._rows.keep(found, note)
        except StorageRefused as refused:
            failure = BriefingError(fault(incoming.name, refused))
            self._note_failure(incoming, failure, tell)
            return
        for packed, _ in found:
            about = (packed.title, packed.sha256, packed.source, packed.published)
            tell(Came(incoming.kind, incoming.place, *about))

    def _note_failure(
        self, incoming: Incoming, error: BriefingError, tell: Callable[[Came], None]
    ) -> None:
        again = isinstance(error, InstallationError) or (
            isinstance(error, RetrievalError) and not incoming.is_remote
        )
        if not again:
            self._rows.keep([], partial(_noted, incoming, None, b"", str(error)))
        tell(Came(incoming.kind, incoming.place, incoming.name, failure=str(error)))


def _noted(
    incoming: Incoming, sha256: str | None, hash: bytes, failure: str, connection: object
) -> None:
    incoming.note(connection, sha256, hash, failure)  # type: ignore[arg-type]
