"""Reads a source: gets its bytes, finds its format, and makes documents of it."""

from dataclasses import replace
from typing import Any

from briefing.config import Config
from briefing.errors import FormatError
from briefing.model import Document, codec
from briefing.model.gate import gate_line
from briefing.sources.decode import clean
from briefing.sources.formats import Format, find_format
from briefing.sources.remote import build, build_text
from briefing.sources.retrieve import retrieve, shown
from briefing.worker import Json, Worker, run_once

IN_PROCESS = 256 << 10
"""Plain text and markdown up to this many bytes are parsed in this process."""


def read(source: str, config: Config, *, worker: Worker | None = None) -> tuple[Document, ...]:
    """The documents of `source`: a path, or "-" for standard input. An mbox gives several.

    Raises:
        RetrievalError, FormatError: when it cannot be read.
        WorkerError: when reading it crashes or takes too much.
    """
    return read_bytes(retrieve(source, config.largest), source, config, worker=worker)


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
        found = _call(worker, "briefing.sources.remote:parse", data, name=name, format=known.name)
        return (codec.load(Document, found),)
    except FormatError as error:
        raise FormatError(str(error).replace("It ", f"{shown(name)} ", 1)) from None


def _call(worker: Worker | None, function: str, data: bytes, **arguments: Json) -> Json:
    call = worker.call if worker is not None else run_once
    return call(function, data, **arguments)


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
