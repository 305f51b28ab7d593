from collections.abc import Iterator
from typing import Any

import apsw
from msgspec.structs import replace

from briefing.model import Annotation, serialization
from briefing.model.portable_annotations import (
    DocumentRef,
    PortableAnnotation,
    attach,
    canonical_url,
)
from briefing.storage import column_codec
from briefing.storage.column_codec import MARK_KINDS, MARK_ORDER, MARK_TYPES
from briefing.storage.database import Database, plain_words
from briefing.storage.records import DocumentRecord

ADD = "INSERT INTO mark (id, kind, sha256, created, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO "
_TITLE = """
    SELECT title FROM pending_mark WHERE sha256 = ?1
    UNION ALL SELECT title FROM pending_mark WHERE address = ?1
    UNION ALL SELECT title FROM pending_mark WHERE title = ?1 LIMIT 1
"""
_WAITING = """
    SELECT kind, about, body FROM pending_mark WHERE sha256 = ?1
    OR ?4 AND (address = ?2 OR title = ?3 AND address IS NULL)
"""
_FREE = """
    DELETE FROM mark WHERE id = ? AND sha256 <> ?
    AND sha256 IN (SELECT sha256 FROM document WHERE removed IS NOT NULL)
"""
_UNTITLED = "Untitled"


class PendingAnnotations:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[PortableAnnotation, ...]:
        query = f"SELECT kind, about, body FROM pending_mark p ORDER BY {MARK_ORDER.format('p')}"
        return tuple(_read(self._database.all(query)))

    def title(self, key: str) -> str:
        """Finds by `DocumentRef.key`; "" if nothing is pending."""
        row = self._database.one(_TITLE, (canonical_url(key),))
        return row[0] or "" if row else ""

    def change(self, connection: apsw.Connection, mark: Annotation) -> bool:
        query = "UPDATE pending_mark SET body = ? WHERE id = ?"
        connection.execute(query, (serialization.to_json(mark), mark.id))
        return connection.changes() > 0

    def keep(self, connection: apsw.Connection, portable: PortableAnnotation) -> None:
        """Does not replace a pending one with the same id."""
        mark, about = portable.mark, portable.about
        connection.execute(
            "INSERT OR IGNORE INTO pending_mark VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                mark.id,
                MARK_KINDS[type(mark)],
                mark.created.isoformat(),
                about.sha256,
                canonical_url(about.address) if about.address else None,
                about.title,
                serialization.to_json(about),
                serialization.to_json(mark),
            ),
        )

    def attach(self, connection: apsw.Connection, packed: DocumentRecord, *, new: bool) -> None:
        """Places annotations that wait for this text, if it has their words.

        Those that only have an address or title are tried once, for `new` texts.
        """
        if not connection.execute("SELECT 1 FROM pending_mark LIMIT 1").fetchone():
            return
        title = packed.title if packed.title != _UNTITLED else None
        address = canonical_url(plain_words(packed.source)) if packed.source else None
        query = (packed.sha256, address, title, new)
        found = list(_read(list(connection.execute(_WAITING, query))))
        if not found:
            return
        text = column_codec.plain_text(packed.text)
        sections = column_codec.analysis(packed.analysis).sections
        for portable in found:
            mark = attach(portable, text, packed.sha256, sections)
            if mark is not None:
                self.place(connection, replace(portable, mark=mark))

    def place(self, connection: apsw.Connection, portable: PortableAnnotation) -> bool:
        """Whether it is new.

        It stays pending if the text is gone, and replaces one with the same id in a removed text.
        """
        mark = portable.mark
        connection.execute(_FREE, (mark.id, mark.document))
        there = "SELECT 1 FROM document WHERE sha256 = ? AND removed IS NULL"
        if not connection.execute(there, (mark.document,)).fetchone():
            self.keep(connection, portable)
            return False
        connection.execute(f"{ADD} NOTHING", annotation_columns(mark))
        new = connection.changes() > 0
        connection.execute("DELETE FROM pending_mark WHERE id = ?", (mark.id,))
        return new


def annotation_columns(mark: Annotation) -> tuple[str, ...]:
    created = mark.created.isoformat()
    return mark.id, MARK_KINDS[type(mark)], mark.document, created, serialization.to_json(mark)


def _read(found: list[tuple[Any, ...]]) -> Iterator[PortableAnnotation]:
    for kind, about, body in found:
        mark = column_codec.value(MARK_TYPES[kind], body)
        yield PortableAnnotation(mark, column_codec.value(DocumentRef, about))
