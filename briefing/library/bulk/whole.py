"""Bytes to rows, whole in the limited worker: read, split, people found, packed."""

from base64 import b64decode, b64encode
from dataclasses import asdict, replace
from typing import Any

from briefing.analysis import pipeline
from briefing.model import Analysis, Briefing, Document
from briefing.sources.converted import documents
from briefing.sources.formats import find_format
from briefing.sources.remote import build_text
from briefing.sources.wire import unpack
from briefing.storage.packed import Entry, NameRow, Packed, SectionRow, entry_of, pack
from briefing.worker import Json

_BLOBS = ("text", "body", "analysis")


def rows(data: bytes, *, name: str, people: bool, recogniser: str) -> Json:
    """For the worker: the rows of each document in `data`, as `unpacked` reads them.

    Raises:
        FormatError: when there is no text in it.
        ConfigError: when there is no such recogniser.
    """
    return [_packed(_briefing(each, people, recogniser)) for each in _documents(data, name)]


def unpacked(found: Json) -> list[tuple[Packed, Entry]]:
    """What `rows` gave."""
    return [(_packed_of(packed), _entry_of(entry)) for packed, entry in found]


def _documents(data: bytes, name: str) -> list[Document]:
    known = find_format(data, name)
    if not known.converter:
        return [build_text(data, name, known.name)]
    found = documents(data, converter=known.converter, name=name, format=known.name)
    return [unpack(each) for each in found]


def _briefing(document: Document, people: bool, recogniser: str) -> Briefing:
    briefing = Briefing(document, Analysis(pipeline.split(document)))
    if not people:
        return briefing
    from briefing.analysis.recognise import load

    found = pipeline.analyse(briefing, load(recogniser), lambda share: None)
    return replace(briefing, analysis=found)


def _packed(briefing: Briefing) -> tuple[dict[str, Any], dict[str, Any]]:
    packed = asdict(pack(briefing))
    packed.update({blob: b64encode(packed[blob]).decode("ascii") for blob in _BLOBS})
    return packed, asdict(entry_of(briefing))


def _packed_of(packed: dict[str, Any]) -> Packed:
    return Packed(**{**packed, **{blob: b64decode(packed[blob]) for blob in _BLOBS}})


def _entry_of(entry: dict[str, Any]) -> Entry:
    names = (
        NameRow(**{**each, "named": tuple(map(tuple, each["named"]))}) for each in entry["names"]
    )
    sections = (SectionRow(**each) for each in entry["sections"])
    return Entry(entry["sha256"], entry["title"], tuple(sections), tuple(names))
