import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import PrivateHostError, RetrievalError
from briefing.library.ingest import (
    Preview,
    errors_named_after,
    first_of,
    ingest,
    ingest_document,
    request_for,
    unpack_record,
)
from briefing.library.job_values import Ingested, IngestRequest
from briefing.library.persist import Persistence
from briefing.library.unsplit_briefing import as_head, is_unsplit, make_unsplit
from briefing.model import Briefing, Document, Section
from briefing.sources.source_bytes import get_bytes
from briefing.sources.web.address_rules import PUBLIC, Reach, is_address
from briefing.system.release_memory import give_large_blocks_back, release_memory
from briefing.worker import Worker

if TYPE_CHECKING:
    from briefing.library.carry_over import CarriedOver

_LARGE = 1 << 20
"""Bytes of a source."""
_UNTIL_DRAWN = 1.0
"""Seconds that the worker waits before it reads on, for it would slow the drawing of the head."""


class OpeningDocument:
    """`head` and `sections` can be drawn at once; `briefing` is None until `finish` returns.

    Offsets in the head hold in the whole.
    """

    def __init__(
        self,
        head: Document,
        sections: tuple[Section, ...],
        finish: Callable[[], Briefing] | None = None,
    ) -> None:
        self.head = head
        self.sections = sections
        self.others: tuple[Document, ...] = ()
        """Such as messages of a mailbox."""
        self.briefing: Briefing | None = None
        self.moved: CarriedOver | None = None
        self._finish = finish
        self._wanted = threading.Event()
        self._follow: Callable[[Briefing], CarriedOver | None] | None = None

    def wait_until_wanted(self, seconds: float) -> None:
        self._wanted.wait(seconds)

    def finish(self) -> Briefing:
        self._wanted.set()
        if self.briefing is None:
            assert self._finish is not None
            self.briefing = self._finish()
            self._call_followers()
        return self.briefing

    def follow(self, work: Callable[[Briefing], "CarriedOver | None"]) -> None:
        """Calls `work` when the briefing is complete."""
        self._follow = work
        self._call_followers()

    def _call_followers(self) -> None:
        if self.briefing is not None and self._follow is not None:
            self.moved = self._follow(self.briefing)


class Ingestion:
    def __init__(
        self,
        store: Persistence,
        worker: Worker,
        request: IngestRequest,
        data: bytes,
        document: Document | None = None,
    ) -> None:
        self._store, self._worker, self._name = store, worker, request.name
        self._opening: Future[OpeningDocument | None] = Future()
        self._ingested: Future[Ingested] = Future()
        arguments = (request, data, document)
        threading.Thread(target=self._run, args=arguments, name="ingest", daemon=True).start()

    def opening(self) -> OpeningDocument:
        return self._opening.result() or _open_complete(self.finish())

    def finish(self) -> Briefing:
        """Blocks and stores; reuses entities of the same text. Raises as `opening`."""
        record = first_of(self._ingested.result().records)
        with errors_named_after(self._name):
            briefing = unpack_record(record)
        release_memory()
        kept = self._store.find_split(record.sha256)
        if kept is None or kept[1].entities is None:
            return self._store.save_briefing(briefing, record)
        analysis = replace(kept[1], sections=briefing.analysis.sections)
        return self._store.save_briefing(replace(briefing, analysis=analysis))

    def _run(self, request: IngestRequest, data: bytes, document: Document | None) -> None:
        try:
            if len(data) > _LARGE:
                give_large_blocks_back()
            if document is not None:
                self._store.save_unsplit(document)
            self._ingested.set_result(ingest(self._worker, request, data, self._preview))
        except BaseException as error:
            self._ingested.set_exception(error)
            if not self._opening.done():
                self._opening.set_exception(error)
        else:
            if not self._opening.done():
                self._opening.set_result(None)

    def _preview(self, preview: Preview) -> bool:
        if not preview.documents:
            return True
        document, *others = preview.documents
        kept = _split_before(document, self._store) if preview.whole else None
        if kept is not None:
            opening = _open_complete(kept)
        else:
            if preview.whole:
                self._store.save_unsplit(document)
            else:
                document = as_head(document)
            opening = OpeningDocument(document, make_unsplit(document), self.finish)
        opening.others = tuple(others)
        self._opening.set_result(opening)
        if not preview.whole:
            opening.wait_until_wanted(_UNTIL_DRAWN)
        return kept is None


def open_source(
    source: str, config: Config, store: Persistence, worker: Worker, reach: Reach = PUBLIC
) -> OpeningDocument:
    """`reach` limits fetching. Raises as `read_briefings`."""
    try:
        found = get_bytes(source, config, worker, reach)
    except PrivateHostError:
        raise
    except RetrievalError as error:
        kept = _find_stored(source, store, error)
        unsplit = is_unsplit(kept.analysis.sections)
        return begin_reading(kept.document, store, worker) if unsplit else _open_complete(kept)
    request = replace(request_for(found), preview=True)
    return Ingestion(store, worker, request, found.data).opening()


def begin_reading(document: Document, store: Persistence, worker: Worker) -> OpeningDocument:
    kept = _split_before(document, store)
    if kept is not None:
        return _open_complete(kept)
    ingestion = Ingestion(store, worker, *ingest_document(document), document)
    return OpeningDocument(document, make_unsplit(document), ingestion.finish)


def _open_complete(briefing: Briefing) -> OpeningDocument:
    opening = OpeningDocument(briefing.document, briefing.analysis.sections)
    opening.briefing = briefing
    return opening


def _split_before(document: Document, store: Persistence) -> Briefing | None:
    if not store.is_split_by_us():
        return None
    kept = store.find_split(document.sha256)
    if kept is None:
        return None
    language, analysis = kept
    return store.save_briefing(Briefing(replace(document, language=language), analysis))


def _find_stored(source: str, store: Persistence, error: RetrievalError) -> Briefing:
    """The last briefing, with a notice why it is not newer; raises `error` without one."""
    kept = store.latest(source) if is_address(source) else None
    if kept is None:
        raise error
    notice = f"{error} Showing the copy in your library."
    document = replace(kept.document, notices=(*kept.document.notices, notice))
    return replace(kept, document=document)
