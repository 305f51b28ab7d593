"""Bytes to rows, whole in the limited worker: read, split, people found, packed."""

from msgspec.structs import replace

from briefing.analysis import pipeline
from briefing.errors import DamagedData, WorkerError
from briefing.model import Analysis, Briefing, Document
from briefing.model.serialization import from_bytes, to_bytes
from briefing.sources.build_document import build_text
from briefing.sources.format_detection import find_format
from briefing.sources.worker_convert import find_documents
from briefing.storage.records import DocumentRecord, IndexRecord, to_index_record, to_record
from briefing.worker import Result


def import_rows(data: bytes, *, name: str, people: bool, recogniser: str) -> Result:
    """For the worker: the rows of each document in `data`, as `unpack_rows` reads them.

    Raises:
        FormatError: when there is no text in it.
        ConfigError: when there is no such recogniser.
    """
    found = (_briefing(each, people, recogniser) for each in _documents(data, name))
    return Result(None, to_bytes([(to_record(each), to_index_record(each)) for each in found]))


def unpack_rows(found: bytes) -> list[tuple[DocumentRecord, IndexRecord]]:
    """What `import_rows` gave.

    Raises:
        WorkerError: when it is damaged.
    """
    try:
        return from_bytes(list[tuple[DocumentRecord, IndexRecord]], found)
    except DamagedData:
        raise WorkerError("What reads it gave an answer without sense.") from None


def _documents(data: bytes, name: str) -> list[Document]:
    known = find_format(data, name)
    if not known.converter:
        return [build_text(data, name, known.name)]
    return find_documents(data, converter=known.converter, name=name, format=known.name)


def _briefing(document: Document, people: bool, recogniser: str) -> Briefing:
    briefing = Briefing(document, Analysis(pipeline.split(document)))
    if not people:
        return briefing
    from briefing.analysis.ner import load_recognizer

    found = pipeline.analyse(briefing, load_recognizer(recogniser), lambda share: None)
    return replace(briefing, analysis=found)
