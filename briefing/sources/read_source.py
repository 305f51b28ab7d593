"""Reads a source: gets its bytes, detects the format and builds documents."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import BriefingError, DamagedData, WorkerError
from briefing.model import Document
from briefing.model.serialization import from_bytes, unpack_document
from briefing.model.url_policy import without_credentials
from briefing.sources.build_document import build_head, build_text
from briefing.sources.format_detection import Format, find_format
from briefing.sources.local_file import is_plain_file, quote_name, read_local_file
from briefing.sources.web.address_rules import PUBLIC, Reach, is_address
from briefing.worker import Json, Limits, Worker
from briefing.worker.child_faults import missing_part

IN_PROCESS = 256 << 10
"""Bytes of plain text or markdown that are parsed in this process."""

MEMORY = 2 << 30
"""Bytes for the text parser in a worker; a million list items need half of it."""


def read_source(
    source: str, config: Config, *, worker: Worker | None = None, reach: Reach = PUBLIC
) -> tuple[Document, ...]:
    """The documents of a path, a web address, or "-" for standard input; an mbox gives several.

    Use `Reach.typed` for an address that the reader gave.

    Raises:
        PrivateHostError: The address is on the reader's own network and needs confirmation.
        RetrievalError, FormatError: It cannot be read.
        WorkerError: Reading it crashes or takes too much time or memory.
    """
    if is_address(source):
        return _read_address(source, config, worker, reach)
    return read_bytes(read_local_file(source, config.largest), source, config, worker=worker)


def _read_address(
    source: str, config: Config, worker: Worker | None, reach: Reach
) -> tuple[Document, ...]:
    from briefing.sources.web.fetch import fetch

    if worker is not None:
        worker.start()  # in parallel with the fetch
    got = fetch(source, config.largest, worker=worker, reach=reach)
    source = without_credentials(source)
    found = read_bytes(got.data, got.address, config, worker=worker, charset=got.charset)
    return tuple(replace(document, source=source) for document in found)


def read_head(source: str, config: Config, most: int = 1 << 16) -> Document | None:
    """The first blocks of a large text or markdown file, in some 30 ms; a prefix of `read_source`.

    None for other sources, files up to `most` bytes, files that are not UTF-8, and a first block longer
    than `most` (one endless line is cut).

    Raises:
        RetrievalError: The file cannot be read.
    """
    if source == "-" or not is_plain_file(source, larger_than=most):
        return None
    data = read_local_file(source, config.largest)
    known = find_format(data, source)
    return None if known.converter else build_head(data, source, known.name, most)


def read_bytes(
    data: bytes, name: str, config: Config, *, worker: Worker | None = None, charset: str = ""
) -> tuple[Document, ...]:
    """`charset` is the character set sent with the bytes, or "".

    Raises:
        FormatError: The bytes are not a readable document.
        WorkerError: Reading them crashes or takes too much time or memory.
    """
    known = find_format(data, name)
    with name_in_errors(name):
        if known.converter:
            return convert_in_worker(data, known.converter, name, known.name, worker, charset)
        if len(data) <= IN_PROCESS:
            return (build_text(data, name, known.name),)
        return _parsed(data, name, known, worker)


@contextmanager
def name_in_errors(name: str) -> Iterator[None]:
    """Replace the "It" at the start of an error message by `name`.

    Raises:
        InstallationError: A part of the program is missing.
    """
    try:
        yield
    except BriefingError as error:
        rest = re.sub(r"\AIt(?=\W)", "", str(error))
        raise type(error)(rest if rest == str(error) else quote_name(name) + rest) from None
    except (ImportError, OSError) as error:
        raise missing_part(error) or error from error


def _parsed(data: bytes, name: str, known: Format, worker: Worker | None) -> tuple[Document, ...]:
    """The parser is linear, at worst 10 s of CPU time per megabyte."""
    seconds = 10.0 + len(data) / 100_000
    limits = Limits(memory=MEMORY, cpu=seconds, wall=2 * seconds)
    function = "briefing.sources.build_document:parse_source"
    return _documents(worker, function, data, limits, name=name, format=known.name)


def convert_in_worker(
    data: bytes,
    converter: str,
    name: str,
    format: str,
    worker: Worker | None = None,
    charset: str = "",
) -> tuple[Document, ...]:
    """`converter` is "package.module:name"; it gets 10 s of CPU time and 2 s per megabyte.

    Raises:
        FormatError, WorkerError: It gives no documents.
    """
    seconds = 10.0 + len(data) / 500_000
    return _documents(
        worker,
        "briefing.sources.worker_convert:convert_to_documents",
        data,
        Limits(cpu=seconds, wall=2 * seconds),
        converter=converter,
        name=name,
        format=format,
        charset=charset,
    )


def _documents(
    worker: Worker | None, function: str, data: bytes, limits: Limits, **arguments: Json
) -> tuple[Document, ...]:
    used = worker or Worker()
    try:
        found = used.ask(function, data, limits=limits, **arguments).body
        parts = from_bytes(list[tuple[bytes, bytes]], found)
        return tuple(unpack_document(*each) for each in parts)
    except DamagedData:
        raise WorkerError(
            "Reading it gave an invalid answer; the document may be damaged."
        ) from None
    finally:
        if worker is None:
            used.stop()
