"""The only way from a source to briefings; all parsing happens in the worker."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import BriefingError, DamagedData, WorkerError
from briefing.job import nonsense
from briefing.library.job_values import FirstPart, Ingested, IngestRequest
from briefing.library.jobs import INGEST, NAMING, SPLITTING
from briefing.model import Analysis, Briefing, Document, Section
from briefing.model.serialization import (
    PackedBriefing,
    from_bytes,
    pack_document,
    to_bytes,
    unpack_briefing,
    unpack_document,
)
from briefing.sanitize import is_clean
from briefing.sources.local_file import quote_name
from briefing.sources.source_bytes import SourceBytes, get_bytes
from briefing.sources.web.address_rules import PUBLIC, Reach
from briefing.storage.records import DocumentRecord
from briefing.worker import Limits, Worker
from briefing.worker.child_faults import missing_part

T = TypeVar("T")

_LARGEST_SIZE = 64 << 20
"""Limit, because neither the worker nor a zip file is trusted."""
_TEXT_PART = re.compile(
    rb"PK\x01\x02.{20}(.{4})[^\0]\0.{16}[^\0]{1,200}\.(?:xml|x?html?)", re.DOTALL | re.IGNORECASE
)
"""The entry of a part in the directory of a zip file (APPNOTE 4.3.12), with its unpacked size."""


class Preview(Struct, frozen=True):
    documents: tuple[Document, ...]
    """The head's offsets hold in the whole."""
    whole: bool


def request_for(found: SourceBytes) -> IngestRequest:
    source = found.source if found.source != found.name else None
    return IngestRequest(found.name, source, found.charset)


def ingest(
    worker: Worker,
    request: IngestRequest,
    data: bytes,
    previewed: Callable[[Preview], bool] = lambda _: True,
) -> Ingested:
    """`previewed` returns whether to continue.

    Raises:
        FormatError: if there is no readable document.
        WorkerError: if the worker crashes, exceeds its limits or is stopped.
    """

    def on_part(packed: bytes) -> Limits | None:
        try:
            part = from_bytes(FirstPart, packed)
            documents = tuple(unpack_document(*each) for each in part.documents)
        except DamagedData:
            raise nonsense() from None
        if not previewed(Preview(documents, part.whole)):
            return None
        allowance = SPLITTING if request.recogniser is None else NAMING
        return allowance.limits(min(part.size, _LARGEST_SIZE))

    limits = INGEST.allowance.limits(len(data) + _unpacked_size(data))
    with errors_named_after(request.name):
        return INGEST.run(worker, request, data, limits=limits, part=on_part)


def _unpacked_size(data: bytes) -> int:
    """Bytes that the zip file claims, as far as the worker reads it."""
    if not data.startswith(b"PK"):
        return 0
    sizes = (int.from_bytes(match[1], "little") for match in _TEXT_PART.finditer(data))
    return min(sum(sizes), _LARGEST_SIZE)


def ingest_document(document: Document) -> tuple[IngestRequest, bytes]:
    data = to_bytes(pack_document(document))
    return IngestRequest(document.source or "-", kind="document"), data


def first_of(found: Sequence[T]) -> T:
    if not found:
        raise nonsense()
    return found[0]


def unpack_record(record: DocumentRecord) -> Briefing:
    """The worker is not trusted: raises WorkerError for damaged records and invalid sections."""
    try:
        found = unpack_briefing(PackedBriefing(record.text, record.body, record.analysis))
    except DamagedData:
        raise nonsense() from None
    check_sections(found.analysis.sections, found.document.text)
    return found


def check_sections(sections: tuple[Section, ...], text: str) -> None:
    """Raises WorkerError if they do not cover `text` in order, or contain control characters."""
    edges = [0, *(section.span.end for section in sections)]
    starts = [section.span.start for section in sections]
    words = (word for each in sections for word in (each.title, each.reason))
    if (
        starts != edges[:-1]
        or edges[-1] != len(text)
        or edges != sorted(edges)
        or not all(map(is_clean, words))
    ):
        raise WorkerError("It could not be split into issues.")


def read_briefings(
    source: str,
    config: Config,
    worker: Worker,
    reach: Reach,
    kept: Callable[[str], Analysis | None] = lambda sha256: None,
) -> list[Briefing]:
    """Finds no entities and stores nothing. Splits no source of which `kept` has all texts.

    Raises:
        PrivateHostError: if the reader has to confirm the host.
        SourceError, WorkerError: if it cannot be read.
    """
    found = get_bytes(source, config, worker, reach)
    request = replace(request_for(found), all_documents=True, preview=True)
    known: list[Briefing] = []

    def previewed(preview: Preview) -> bool:
        analyses = [kept(document.sha256) for document in preview.documents if preview.whole]
        if not analyses or None in analyses:
            return True
        known.extend(map(Briefing, preview.documents, filter(None, analyses)))
        return False

    records = ingest(worker, request, found.data, previewed).records
    with errors_named_after(found.name):
        read = [unpack_record(record) for record in records]
    return known or [replace(b, analysis=kept(b.document.sha256) or b.analysis) for b in read]


def split_document(document: Document, worker: Worker, *, by_topic: bool = False) -> Briefing:
    request, data = ingest_document(document)
    request = replace(request, by_topic=by_topic)
    return unpack_record(first_of(ingest(worker, request, data).records))


def read_source(
    source: str, config: Config, *, worker: Worker | None = None, reach: Reach = PUBLIC
) -> tuple[Document, ...]:
    """Unsplit documents. Raises as `read_briefings`."""
    with one_worker(worker) as used:
        return read_documents(get_bytes(source, config, used, reach), used)


def read_documents(found: SourceBytes, worker: Worker) -> tuple[Document, ...]:
    request = replace(request_for(found), preview=True, split=False)
    return _unsplit(request, found.data, worker)


def read_entry(data: bytes, name: str, worker: Worker) -> Document:
    request = IngestRequest(name, kind="entry", preview=True, split=False)
    return first_of(_unsplit(request, data, worker))


def _unsplit(request: IngestRequest, data: bytes, worker: Worker) -> tuple[Document, ...]:
    known: list[Document] = []

    def previewed(preview: Preview) -> bool:
        if preview.whole:
            known.extend(preview.documents)
        return not preview.whole

    records = ingest(worker, request, data, previewed).records
    try:
        known.extend(unpack_document(record.text, record.body) for record in records)
    except DamagedData:
        raise nonsense() from None
    return tuple(known)


@contextmanager
def one_worker(worker: Worker | None) -> Iterator[Worker]:
    if worker is not None:
        yield worker
        return
    own = Worker()
    try:
        yield own
    finally:
        own.stop()


@contextmanager
def errors_named_after(name: str) -> Iterator[None]:
    """Replaces the "It" of errors.

    Raises:
        InstallationError: for ImportError or OSError: a part of the program is missing.
    """
    try:
        yield
    except BriefingError as error:
        rest = re.sub(r"\AIt(?=\W)", "", str(error))
        raise type(error)(rest if rest == str(error) else quote_name(name) + rest) from None
    except (ImportError, OSError) as error:
        raise missing_part(error) or error from error
