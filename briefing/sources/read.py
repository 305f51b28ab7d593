"""Reads a source: gets its bytes, finds its format, and makes documents of it."""

from dataclasses import replace
from typing import Any

from briefing.config import Config
from briefing.errors import FormatError
from briefing.model import Document, codec
from briefing.model.gate import gate_line
from briefing.sources.decode import clean
from briefing.sources.formats import Format, find_format
from briefing.sources.remote import build, build_head, build_text
from briefing.sources.retrieve import is_plain_file, retrieve, shown
from briefing.worker import Json, Limits, Worker, run_once

IN_PROCESS = 256 << 10
"""Plain text and markdown up to this many bytes are parsed in this process."""

MEMORY = 2 << 30
"""What the text parser may use in a worker, in bytes; a million list items need half of it."""


def read(source: str, config: Config, *, worker: Worker | None = None) -> tuple[Document, ...]:
    """The documents of `source`: a path, or "-" for standard input. An mbox gives several.

    Raises:
        RetrievalError, FormatError: when it cannot be read.
        WorkerError: when reading it crashes or takes too much.
    """
    return read_bytes(retrieve(source, config.largest), source, config, worker=worker)


def read_head(source: str, config: Config, most: int = 1 << 16) -> Document | None:
    """The first blocks of a text or markdown file larger than `most` bytes, in some 30 ms.

    Its text and blocks are a prefix of those of `read`. None for other sources, a smaller file, one that is not
    UTF-8, or one whose first block is longer than `most`.

    Raises:
        RetrievalError: when the file cannot be read.
    """
    if source == "-" or not is_plain_file(source, larger_than=most):
        return None
    data = retrieve(source, config.largest)
    known = find_format(data, source)
    return None if known.converter else build_head(data, source, known.name, most)


def read_bytes(
    data: bytes, name: str, config: Config, *, worker: Worker | None = None
) -> tuple[Document, ...]:
    """The documents in `data`, the bytes of the source called `name`, whose format is told by content.

    Raises:
        FormatError: when they are not a document we can read.
        WorkerError: when reading them crashes or takes too much.
    """
    known = find_format(data, name)
    try:
        if known.converter:
            return _converted(data, name, known, worker)
        if len(data) <= IN_PROCESS:
            return (build_text(data, name, known.name),)
        found = _call(
            worker,
            "briefing.sources.remote:parse",
            data,
            limits=_limits(len(data)),
            name=name,
            format=known.name,
        )
        return (codec.load(Document, found),)
    except FormatError as error:
        raise FormatError(str(error).replace("It ", f"{shown(name)} ", 1)) from None


def _limits(size: int) -> Limits:
    """Limits for the text parser, whose time is linear: at worst 10 s of CPU a megabyte."""
    seconds = 10.0 + size / 100_000
    return Limits(memory=MEMORY, cpu=seconds, wall=2 * seconds)


def _call(
    worker: Worker | None,
    function: str,
    data: bytes,
    *,
    limits: Limits | None = None,
    **arguments: Json,
) -> Json:
    call = worker.call if worker is not None else run_once
    return call(function, data, limits=limits, **arguments)


def _converted(
    data: bytes, name: str, known: Format, worker: Worker | None
) -> tuple[Document, ...]:
    """What the format's converter made of `data`; a list of several where it holds several."""
    found = _call(worker, known.converter, data, name=name)
    several = found if isinstance(found, list) else [found]
    return tuple(_document(part, name, known.name) for part in several)


def _document(part: dict[str, Json], name: str, format: str) -> Document:
    """The document of a converter's markdown; what the converter knows goes before what the text says."""
    notices = tuple(map(gate_line, part.get("notices", ())))
    document = build(clean(part["markdown"]), name, markdown=True, notices=notices)
    known: dict[str, Any] = {
        key: gate_line(part[key])
        for key in ("title", "byline", "agency", "published", "language")
        if part.get(key)
    }
    return replace(document, format=format, **known)
