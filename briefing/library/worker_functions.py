"""The functions that jobs run in the worker; `library/jobs.py` has their limits."""

import time

from msgspec.structs import replace

from briefing.library.job_values import (
    ELAPSED,
    EntitiesRequest,
    FeedRequest,
    FirstPart,
    FoundEntities,
    Ingested,
    IngestRequest,
    ListRequest,
    PackedDocument,
)
from briefing.model import Analysis, Briefing, Document
from briefing.model.serialization import (
    PackedBriefing,
    from_bytes,
    pack_document,
    pack_value,
    to_bytes,
    unpack_briefing,
    unpack_document,
)
from briefing.sources.build_document import build_head, build_text
from briefing.sources.convert import convert, find_documents
from briefing.sources.feed.feed_values import Feed, ListedFeed
from briefing.sources.format_detection import Format, find_format
from briefing.sources.gzip_file import unpack_gzip
from briefing.storage.records import to_index_record, to_record
from briefing.worker import report_progress, send_part

HEAD = 1 << 16
"""Minimum bytes of a file whose head is sent first."""
_SHOWN_FIRST = 1 << 14
"""Characters of that head."""
_RECOGNISING = 0.95
"""Share of the time that recognising names takes, the rest goes to quotes (measured)."""


def ingest(data: bytes, request: IngestRequest) -> Ingested:
    """Sends the text, or its head, first.

    Raises:
        FormatError: without text.
        ConfigError: for an unknown recogniser.
    """
    data = unpack_gzip(data) if request.kind == "bytes" else data
    known = find_format(data, request.name) if request.kind == "bytes" else None
    if known is not None and not known.converter and len(data) > HEAD:
        documents = _large_text(data, known, request)
    else:
        documents = _documents(data, request)
        if request.preview and request.all_documents:
            documents = _with_languages(documents)
        size = sum(len(document.text) for document in documents)
        packed = _pack(documents) if request.preview else []
        if not send_part(to_bytes(FirstPart(packed, size, whole=True))):
            return Ingested()
    if not request.all_documents:
        documents = documents[:1]
    briefings = [_analyse(document, request) for document in documents]
    index = [to_index_record(each) for each in briefings] if request.index else []
    return Ingested([to_record(each) for each in briefings], index)


def _large_text(data: bytes, known: Format, request: IngestRequest) -> list[Document]:
    head = build_head(data, request.name, known.name, _SHOWN_FIRST) if request.preview else None
    packed = _pack([_from_source(head, request)]) if head is not None else []
    if not send_part(to_bytes(FirstPart(packed, len(data), whole=False))):
        return []
    return [_from_source(build_text(data, request.name, known.name), request)]


def _documents(data: bytes, request: IngestRequest) -> list[Document]:
    if request.kind == "document":
        return [unpack_document(*from_bytes(tuple[bytes, bytes], data))]
    if request.kind == "entry":
        converter = "briefing.sources.feed.parse_feed:convert_entry"
        found = find_documents(data, converter=converter, name=request.name, format="feed")
    elif request.kind == "mail":
        found = _mail(data, request)
    else:
        found = convert(data, request.name, request.charset)
    return [_from_source(document, request) for document in found]


def _mail(data: bytes, request: IngestRequest) -> list[Document]:
    from briefing.sources.mail.delivered_mail import source_of

    converter = "briefing.sources.mail.message:convert_mail"
    name = source_of(data) or request.name
    return find_documents(data, converter=converter, name=name, format="mail")


def _from_source(document: Document, request: IngestRequest) -> Document:
    source = document.source if request.source is None else request.source
    return replace(document, source=source, published=document.published or request.published)


def _with_languages(documents: list[Document]) -> list[Document]:
    from briefing.analysis.language import add_language

    return [add_language(document) for document in documents]


def _pack(documents: list[Document]) -> list[PackedDocument]:
    return [pack_document(document) for document in documents]


def _analyse(document: Document, request: IngestRequest) -> Briefing:
    if not request.split:
        return Briefing(document, Analysis())
    from briefing.analysis import pipeline

    briefing = pipeline.brief(document, by_topic=request.by_topic)
    if request.recogniser is None:
        return briefing
    wanted = EntitiesRequest(request.recogniser)
    return replace(briefing, analysis=_find_entities(briefing, wanted)[0])


def find_entities(data: bytes, request: EntitiesRequest) -> FoundEntities:
    """Takes packed values; raises ConfigError for an unknown recogniser."""
    briefing = unpack_briefing(from_bytes(PackedBriefing, data))
    analysis, share = _find_entities(briefing, request)
    return FoundEntities(pack_value(analysis), share)


def _find_entities(briefing: Briefing, request: EntitiesRequest) -> tuple[Analysis, float]:
    from briefing.analysis import pipeline
    from briefing.analysis.ner import load_recogniser

    work, clock, read = time.process_time(), time.monotonic(), 1.0

    def report(share: float) -> bool:
        nonlocal read
        report_progress(_RECOGNISING * share)
        spent = max(time.process_time() - work, (time.monotonic() - clock) / ELAPSED)
        over = request.seconds is not None and spent > request.seconds
        read = share if over else 1.0
        return over

    recogniser = load_recogniser(request.recogniser)
    found = pipeline.analyse(briefing, recogniser, report, any_language=request.any_language)
    return found, read


def parse_feed(data: bytes, request: FeedRequest) -> Feed:
    from briefing.sources.feed import parse_feed as feeds

    return feeds.load_feed(feeds.parse_feed(unpack_gzip(data), request.name, request.charset))


def parse_opml(data: bytes, request: ListRequest) -> list[ListedFeed]:
    from briefing.sources.feed import opml

    return opml.parse_opml(data)
