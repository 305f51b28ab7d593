"""The versions of a text: which there are, and moving what the reader made of one to the next."""

import json
from collections.abc import Collection, Iterable

from msgspec import Struct

from briefing.model import serialization
from briefing.model.portable_annotations import Annotation
from briefing.storage import column_codec
from briefing.storage.database import Database, Reader
from briefing.storage.pending_annotations import ORDER

SEVERAL = frozenset(("mbox",))
"""Formats of which one address gives several documents, none of them a version of another."""
_OLDER = """
    SELECT d.sha256, c.body FROM json_each(?) j JOIN document d ON d.sha256 = j.value
    JOIN content c ON c.document = d.id
    WHERE EXISTS (SELECT 1 FROM source s WHERE s.sha256 = d.sha256) AND NOT EXISTS (
        SELECT 1 FROM source s WHERE s.sha256 = d.sha256 AND (s.address = '-' OR NOT EXISTS (
            SELECT 1 FROM source n JOIN document l ON l.sha256 = n.sha256
            WHERE n.address = s.address AND n.number > s.number AND l.removed IS NULL
        ))
    )
"""
_READ = "SELECT read FROM source WHERE sha256 = ? ORDER BY number DESC LIMIT 1"
_MARKS = f"""
    SELECT kind, body FROM mark m WHERE (sha256 = ?1 OR orphan = ?1) AND sha256 <> ?2 AND orphan IS NOT ?2
    ORDER BY {ORDER.format("m")}
"""
_CORRECTIONS = "SELECT number, kind, body FROM correction WHERE sha256 = ? ORDER BY number"
_ORPHANS = f"""
    SELECT m.kind, m.body FROM mark m JOIN document d USING (sha256)
    WHERE m.orphan IS NOT NULL AND d.removed IS NULL AND (?1 IS NULL OR m.orphan = ?1)
    ORDER BY {ORDER.format("m")}
"""
_IDENTITIES = """
    INSERT OR IGNORE INTO identity (sha256, kind, key, person)
    SELECT ?2, kind, key, person FROM identity WHERE sha256 = ?1
"""
_COLLECTED = """
    INSERT OR IGNORE INTO collected (collection, document, added)
    SELECT c.collection, n.id, c.added FROM collected c JOIN document o ON o.id = c.document
    JOIN document n ON n.sha256 = ?2 WHERE o.sha256 = ?1
"""


class VersionStep(Struct, frozen=True):
    """What goes from one version to the next, in one transaction."""

    old: str
    new: str
    placed: tuple[Annotation, ...] = ()
    """The marks as they are in the new version, with the ids that they have."""
    lost: tuple[Annotation, ...] = ()
    """Those that stay where they are and are orphans of the new version."""
    corrections: tuple[tuple[int, object], ...] = ()
    """The numbers of corrections, and these as they are in the new version."""
    position: tuple[int, int] | None = None
    """Offset and row of the reader's place, where the new version has none."""
    read: Collection[int] = ()
    """The starts of issues of the new version that were read in the old one."""


def last_read_at(store: Database, sha256: str) -> str | None:
    """When a text was read last: ISO 8601 in UTC."""
    row = store.one(_READ, (sha256,))
    return row[0] if row else None


def older_version(reader: Reader, hashes: Iterable[str]) -> frozenset[str]:
    """Which of these texts have a later version at every address that they were read from."""
    found = reader.all(_OLDER, (json.dumps(list(hashes)),))
    return frozenset(row[0] for row in found if column_codec.document_format(row[1]) not in SEVERAL)


def annotations_to_move(store: Database, old: str, new: str) -> tuple[Annotation, ...]:
    """The marks of the old version and its orphans, those left out that were orphaned by the new one."""
    return tuple(_mark(*row) for row in store.all(_MARKS, (old, new)))


def version_corrections(store: Database, sha256: str) -> list[tuple[int, str, str]]:
    """The number, the kind and the JSON of each correction of one text."""
    return [(row[0], row[1], row[2]) for row in store.all(_CORRECTIONS, (sha256,))]


def orphaned_annotations(store: Database, sha256: str | None = None) -> tuple[Annotation, ...]:
    """The marks whose words are not in this newer version of their text, or in that of any text."""
    return tuple(_mark(*row) for row in store.all(_ORPHANS, (sha256,)))


def restore_orphan(store: Database, mark: Annotation, newer: str) -> None:
    """Makes a mark an orphan of a newer version again, after its removal was undone."""
    with store.write() as database:
        database.execute("UPDATE mark SET orphan = ? WHERE id = ?", (newer, mark.id))


def orphan_of(store: Database, mark: Annotation) -> str | None:
    """The newer version that does not have the words of a mark."""
    row = store.one("SELECT orphan FROM mark WHERE id = ?", (mark.id,))
    return row[0] if row else None


def move_annotations(store: Database, step: VersionStep) -> None:
    """Moves what was placed and makes orphans of what was not: all of it, or, where it fails, nothing."""
    with store.write() as database:
        database.execute("UPDATE mark SET orphan = NULL WHERE sha256 = ?", (step.new,))
        for mark in step.placed:
            database.execute(
                "UPDATE mark SET sha256 = ?, body = ?, orphan = NULL WHERE id = ?",
                (step.new, serialization.to_json(mark), mark.id),
            )
        ids = json.dumps([mark.id for mark in step.lost])
        database.execute(
            "UPDATE mark SET orphan = ? WHERE id IN (SELECT value FROM json_each(?))",
            (step.new, ids),
        )
        for number, correction in step.corrections:
            database.execute(
                "UPDATE correction SET sha256 = ?, body = ? WHERE number = ?",
                (step.new, serialization.to_json(correction), number),
            )
        if step.position:
            database.execute(
                "INSERT OR IGNORE INTO position VALUES (?, ?, ?)", (step.new, *step.position)
            )
        for start in step.read:
            database.execute("INSERT OR IGNORE INTO read_mark VALUES (?, ?)", (step.new, start))
        database.execute(_IDENTITIES, (step.old, step.new))
        database.execute(_COLLECTED, (step.old, step.new))


def _mark(kind: str, body: str) -> Annotation:
    return column_codec.value(column_codec.MARK_TYPES[kind], body)
