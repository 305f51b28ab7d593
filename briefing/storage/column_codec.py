"""Converts values to columns and back. Damaged columns raise DamagedRow."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from briefing.errors import DamagedData, DamagedRow
from briefing.model import Analysis, Bookmark, Document, Highlight, Note, serialization
from briefing.model.entity_corrections import EntityCorrection
from briefing.model.section_corrections import SectionCorrection

T = TypeVar("T")

MARK_TYPES: dict[str, type[Bookmark] | type[Highlight] | type[Note]] = {
    "bookmark": Bookmark,
    "highlight": Highlight,
    "note": Note,
}
MARK_KINDS: dict[type, str] = {kind: name for name, kind in MARK_TYPES.items()}
MARK_ORDER = "(SELECT number FROM mark_order WHERE id = {}.id)"
"""Order of creation, independent of the clock."""

CORRECTION_TYPES: dict[type[SectionCorrection] | type[EntityCorrection], str] = {
    SectionCorrection: "section",
    EntityCorrection: "entity",
}


def document(text: bytes, body: bytes) -> Document:
    with _readable():
        return serialization.unpack_document(text, body)


def document_format(body: bytes) -> str:
    with _readable():
        return serialization.unpack_head(body).format


def title(body: bytes) -> str:
    with _readable():
        return serialization.unpack_head(body).title or ""


def language(body: bytes) -> str | None:
    with _readable():
        return serialization.unpack_head(body).language


def plain_text(text: bytes) -> str:
    with _readable():
        return serialization.unpack_text(text)


def analysis(body: bytes) -> Analysis:
    with _readable():
        return serialization.unpack_value(Analysis, body)


def value(kind: type[T], body: str) -> T:
    with _readable():
        return serialization.from_json(kind, body)


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except DamagedData:
        raise DamagedRow(
            "A part of the library is damaged; briefing doctor --repair repairs what it can."
        ) from None
