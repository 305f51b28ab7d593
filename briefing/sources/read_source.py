"""Reads a source: gets its bytes, finds its format, and makes documents of it."""

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
"""Plain text and markdown up to this many bytes are parsed in this process."""

MEMORY = 2 << 30
"""What the text parser may use in a worker, in bytes; a million list items need half of it."""


def read_source(
    source: str, config: Config, *, worker: Worker | None = None, reach: Reach = PUBLIC
) -> tuple[Document, ...]:
    """The documents of `source`: a path, a web address, or "-" for standard input. An mbox gives several.

    `reach` says how far a fetch may go; see `Reach.typed` for an address that the reader gave.

    Raises:
        PrivateHostError: when he is to be asked whether he means a host of his own network.
        RetrievalError, FormatError: when it cannot be read.
        WorkerError: when reading it crashes or takes too much.
    """
    if is_address(source):
        return _read_address(source, config, worker, reach)
    return read_bytes(read_local_file(source, config.largest), source, config, worker=worker)


def _read_address(
    source: str, config: Config, worker: Worker | None, reach: Reach
) -> tuple[Document, ...]:
    """The documents at an address; a user name and password in it are not kept."""
    from briefing.sources.web.fetch import fetch

    if worker is not None:
        worker.start()  # while the page is on its way
    got = fetch(source, config.largest, worker=worker, reach=reach)
    source = without_credentials(source)
    found = read_bytes(got.data, got.address, config, worker=worker, charset=got.charset)
    return tuple(replace(document, source=source) for document in found)


def read_head(source: str, config: Config, most: int = 1 << 16) -> Document | None:
    """The first blocks of a text or markdown file larger than `most` bytes, in some 30 ms.

    Its text and blocks are a prefix of those of `read_source`. None for other sources, a smaller file, one that is not
    UTF-8, or one whose first block is longer than `most` (but not for one endless line).

    Raises:
        RetrievalError: when the file cannot be read.
    """
    if source == "-" or not is_plain_file(source, larger_than=most):
        return None
    data = read_local_file(source, config.largest)
    known = find_format(data, source)
    return None if known.converter else build_head(data, source, known.name, most)


def read_bytes(
    data: bytes, name: str, config: Config, *, worker: Worker | None = None, charset: str = ""
) -> tuple[Document, ...]:
    """The documents in `data`, the bytes of the source called `name`, whose format is told by content.

    `charset` is the character set that came with the bytes, "" where none did.

    Raises:
        FormatError: when they are not a document we can read.
        WorkerError: when reading them crashes or takes too much.
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
    """Puts the source called `name` in the place of the "It" with which an error begins.

    A part of the program that is missing is raised as an InstallationError.
    """
    try:
        yield
    except BriefingError as error:
        rest = re.sub(r"\AIt(?=\W)", "", str(error))
        raise type(error)(rest if rest == str(error) else quote_name(name) + rest) from None
    except (ImportError, OSError) as error:
        raise missing_part(error) or error from error


def _parsed(data: bytes, name: str, known: Format, worker: Worker | None) -> tuple[Document, ...]:
    """The document of a long text; the time of its parser is linear, at worst 10 s of CPU a megabyte."""
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
    """The documents that a worker function "package.module:name" finds; it has 10 s of CPU, and 2 s more a megabyte.

    Raises:
        FormatError, WorkerError: when it finds none.
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
    """The documents that a function in `worker`, or in one of its own, gives packed."""
    used = worker or Worker()
    try:
        found = used.ask(function, data, limits=limits, **arguments).body
        parts = from_bytes(list[tuple[bytes, bytes]], found)
        return tuple(unpack_document(*each) for each in parts)
    except DamagedData:
        raise WorkerError(
            "What reads it gave an answer without sense; the document may be damaged."
        ) from None
    finally:
        if worker is None:
            used.stop()
