from briefing import __version__
from briefing.library.failure_log import FailureLog
from briefing.library.unsplit_briefing import is_unsplit, pack_unsplit
from briefing.library.writer import Writer
from briefing.model import Analysis, Briefing, Document
from briefing.storage.records import DocumentRecord
from briefing.storage.repositories import Repositories

_SPLIT_BY = "split_by"


class Persistence:
    """Records failures, and reading continues."""

    def __init__(self, store: Repositories, failures: FailureLog, writer: Writer) -> None:
        self._documents, self._settings = store.documents, store.settings
        self._attempt, self._write = failures.attempt, writer.call

    def is_split_by_us(self) -> bool:
        return bool(self._attempt(None, self._settings.get, _SPLIT_BY) == __version__)

    def find_split(self, sha256: str) -> tuple[str | None, Analysis] | None:
        found = self._attempt(None, self._documents.language_and_analysis, sha256)
        return None if found is None or is_unsplit(found[1].sections) else found

    def latest(self, address: str) -> Briefing | None:
        return self._documents.latest(address)

    def save_briefing(self, briefing: Briefing, packed: DocumentRecord | None = None) -> Briefing:
        """`packed` saves packing it again."""
        self._attempt(None, self._write, self._save, briefing, packed)
        return briefing

    def _save(self, briefing: Briefing, packed: DocumentRecord | None) -> None:
        if packed is None:
            self._documents.keep(briefing)
        else:
            self._documents.keep_packed(packed)
        if not self.is_split_by_us():
            self._settings.keep(_SPLIT_BY, __version__)

    def save_unsplit(self, document: Document) -> None:
        self._attempt(None, self._write, self._save_unsplit, document)

    def _save_unsplit(self, document: Document) -> None:
        if not self._documents.has(document.sha256):
            self._documents.keep_missing(pack_unsplit(document))
