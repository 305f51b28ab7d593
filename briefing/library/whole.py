"""Reading the whole of a large text: all of it in the worker, which hands over rows for the database.

This process holds the text and what is found in it, never what it is made of.
"""

from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import DamagedData, WorkerError
from briefing.library.persist import Persistence
from briefing.library.release_memory import release_memory
from briefing.library.splitting import checked
from briefing.model import Briefing
from briefing.model.serialization import PackedBriefing, from_bytes, unpack_briefing
from briefing.sources.local_file import read_local_file
from briefing.sources.read_source import name_in_errors
from briefing.storage.records import DocumentRecord
from briefing.worker import Limits, Worker

_MEMORY = 3 << 30
_SECONDS = 10.0
_A_SECOND = 50_000
"""Bytes that a second of the processor is given for, besides ten; the slowest to parse is a tenth of a megabyte."""


class Whole:
    """A text or markdown file whose head is on the screen."""

    def __init__(self, source: str, config: Config, store: Persistence, worker: Worker) -> None:
        self._source, self._config, self._store, self._worker = source, config, store, worker

    def __call__(self) -> Briefing:
        """The whole briefing, kept; with the people that are kept of it.

        Raises:
            SourceError, WorkerError: when it cannot be read.
        """
        with name_in_errors(self._source):
            packed = self._read(read_local_file(self._source, self._config.largest))
            briefing = _unpacked(packed)
        release_memory()
        kept = self._store.find_kept(packed.sha256)
        if kept is None or kept.entities is None:
            return self._store.save_briefing(briefing, packed)
        return self._store.save_briefing(
            replace(briefing, analysis=replace(kept, sections=briefing.analysis.sections))
        )

    def _read(self, data: bytes) -> DocumentRecord:
        seconds = _SECONDS + len(data) / _A_SECOND
        limits = Limits(memory=_MEMORY, cpu=seconds, wall=2 * seconds)
        function = "briefing.library.remote:whole"
        found = self._worker.ask(function, data, limits=limits, name=self._source)
        try:
            return from_bytes(DocumentRecord, found.body)
        except DamagedData:
            raise _nonsense() from None


def _unpacked(packed: DocumentRecord) -> Briefing:
    """The briefing in rows from a worker, which is not trusted.

    Raises:
        WorkerError: when they make no sense, or hold what no text of ours holds.
    """
    try:
        found = unpack_briefing(PackedBriefing(packed.text, packed.body, packed.analysis))
    except DamagedData:
        raise _nonsense() from None
    checked(found.analysis.sections, found.document.text)
    return found


def _nonsense() -> WorkerError:
    return WorkerError("What reads it gave an answer without sense; the document may be damaged.")
