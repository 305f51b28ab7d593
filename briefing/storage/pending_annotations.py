"""Marks as rows, and marks whose text is not there yet: they wait, and are put in their place when it comes."""

from collections.abc import Iterator
from typing import Any

import apsw
from msgspec.structs import replace

from briefing.model import serialization
from briefing.model.portable_annotations import (
    Annotation,
    DocumentRef,
    PortableAnnotation,
    attach,
    canonical_url,
)
from briefing.storage import column_codec
from briefing.storage.database import plain_words
from briefing.storage.records import DocumentRecord

KINDS: dict[type, str] = {kind: name for name, kind in column_codec.MARK_TYPES.items()}
ORDER = "(SELECT number FROM mark_order WHERE id = {}.id)"
"""By what marks are ordered: that in which they were made, whatever the clock said."""
MARKS = f"""
    SELECT body FROM (
        SELECT m.body, m.id FROM mark m JOIN document d USING (sha256)
        WHERE m.kind = ?1 AND (?2 IS NULL AND d.removed IS NULL OR m.sha256 = ?2)
        UNION ALL
        SELECT body, id FROM pending_mark WHERE kind = ?1 AND ?2 IS NULL
    ) x ORDER BY {ORDER.format("x")}
"""
"""The bodies of the marks of a kind, of one document or of all."""
_ADD = "INSERT INTO mark (id, kind, sha256, created, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO "
KEEP = _ADD + "UPDATE SET body = excluded.body, sha256 = excluded.sha256"
_THERE = "SELECT 1 FROM document WHERE sha256 = ? AND removed IS NULL"
_FREE = """
    DELETE FROM mark WHERE id = ? AND sha256 <> ?
    AND sha256 IN (SELECT sha256 FROM document WHERE removed IS NOT NULL)
"""
TITLE = """
    SELECT title FROM pending_mark WHERE sha256 = ?1
    UNION ALL SELECT title FROM pending_mark WHERE address = ?1
    UNION ALL SELECT title FROM pending_mark WHERE title = ?1 LIMIT 1
"""
"""The title of a text that is not there, by `About.key`, an address in its canonical form."""
_WAITING = """
    SELECT kind, about, body FROM pending_mark WHERE sha256 = ?1
    OR ?4 AND (address = ?2 OR title = ?3 AND address IS NULL)
"""
KNOWN = """
    SELECT value FROM json_each(?) WHERE value IN (SELECT id FROM pending_mark)
    OR value IN (SELECT m.id FROM mark m JOIN document USING (sha256) WHERE removed IS NULL)
"""
"""Which of a JSON list of ids are of marks that are kept, those of removed texts left out."""
TEXTS = """
    SELECT sha256 FROM (
        SELECT sha256, 0 AS rank, turn FROM document WHERE sha256 = ?1 AND removed IS NULL
        UNION ALL
        SELECT sha256, 1, s.number FROM source s JOIN document d USING (sha256)
        WHERE s.address IN (SELECT value FROM json_each(?2)) AND d.removed IS NULL
        UNION ALL
        SELECT sha256, 2, turn FROM document
        WHERE ?2 = '[]' AND title = ?3 COLLATE NOCASE AND title <> 'Untitled' AND removed IS NULL
    ) ORDER BY rank, turn DESC LIMIT 5
"""
"""The texts that have a hash, one of some addresses, or a title where there is none; the likeliest first."""
_UNTITLED = "Untitled"
"""The title of a text without one, which says nothing."""


def annotation_columns(mark: Annotation) -> tuple[str, ...]:
    """The columns of a mark for `KEEP`."""
    created = mark.created.isoformat()
    return mark.id, KINDS[type(mark)], mark.document, created, serialization.to_json(mark)


def change_pending(database: apsw.Connection, mark: Annotation) -> bool:
    """Changes a mark that waits for its text, and tells whether there is such a one."""
    query = "UPDATE pending_mark SET body = ? WHERE id = ?"
    database.execute(query, (serialization.to_json(mark), mark.id))
    return database.changes() > 0


def keep_pending(database: apsw.Connection, carried: PortableAnnotation) -> None:
    """Keeps a mark until its text comes; one with its id that waits already stays as it is."""
    mark, about = carried.mark, carried.about
    database.execute(
        "INSERT OR IGNORE INTO pending_mark VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            mark.id,
            KINDS[type(mark)],
            mark.created.isoformat(),
            about.sha256,
            canonical_url(about.address) if about.address else None,
            about.title,
            serialization.to_json(about),
            serialization.to_json(mark),
        ),
    )


def read_pending(found: list[tuple[Any, ...]]) -> Iterator[PortableAnnotation]:
    """The marks in rows of kind, about and body."""
    for kind, about, body in found:
        yield PortableAnnotation(
            column_codec.value(column_codec.MARK_TYPES[kind], body),
            column_codec.value(DocumentRef, about),
        )


def attach_pending(database: apsw.Connection, packed: DocumentRecord, *, new: bool) -> None:
    """Puts the marks that wait for this text in their places; those whose words are not in it wait on.

    A mark whose text is known by its address or its title alone is tried once, when a text is new.
    """
    title = packed.title if packed.title != _UNTITLED else None
    address = canonical_url(plain_words(packed.source)) if packed.source else None
    query = (packed.sha256, address, title, new)
    found = list(read_pending(list(database.execute(_WAITING, query))))
    if not found:
        return
    text = column_codec.plain_text(packed.text)
    sections = column_codec.analysis(packed.analysis).sections
    for carried in found:
        mark = attach(carried, text, packed.sha256, sections)
        if mark is not None:
            keep_placed(database, replace(carried, mark=mark))


def keep_placed(database: apsw.Connection, carried: PortableAnnotation) -> bool:
    """Keeps a mark that has found its text, in place of the one that waited, and tells whether it is new.

    One whose text is gone by now waits; of a mark that a removed text has as well, this one stays.
    """
    mark = carried.mark
    database.execute(_FREE, (mark.id, mark.document))
    if not database.execute(_THERE, (mark.document,)).fetchone():
        keep_pending(database, carried)
        return False
    database.execute(_ADD + "NOTHING", annotation_columns(mark))
    new = database.changes() > 0
    database.execute("DELETE FROM pending_mark WHERE id = ?", (mark.id,))
    return new
