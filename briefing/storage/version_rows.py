import json
from collections.abc import Collection

from msgspec import Struct

from briefing.model import Annotation, serialization
from briefing.storage import column_codec
from briefing.storage.column_codec import MARK_ORDER
from briefing.storage.database import Database
from briefing.storage.followed_rows import Place, move_decisions

_PREVIOUS = """
    SELECT p.sha256, p.read FROM source s JOIN source p ON p.address = s.address AND p.sha256 <> s.sha256
    JOIN document d ON d.sha256 = p.sha256
    WHERE s.sha256 = ? AND s.address <> '-' AND p.number < s.number AND d.removed IS NULL
    ORDER BY p.number DESC LIMIT 1
"""
_TO_MOVE = f"""
    SELECT kind, body FROM mark m WHERE (sha256 = ?1 OR orphan = ?1) AND sha256 <> ?2 AND orphan IS NOT ?2
    ORDER BY {MARK_ORDER.format("m")}
"""
_ORPHANS = f"""
    SELECT m.kind, m.body FROM mark m JOIN document d USING (sha256)
    WHERE m.orphan IS NOT NULL AND d.removed IS NULL AND (?1 IS NULL OR m.orphan = ?1)
    ORDER BY {MARK_ORDER.format("m")}
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
    old: str
    new: str
    placed: tuple[Annotation, ...] = ()
    """With their old ids."""
    lost: tuple[Annotation, ...] = ()
    """Stay where they are, as orphans of the new version."""
    corrections: tuple[tuple[int, object], ...] = ()
    """Numbers, and corrections for the new version."""
    position: tuple[int, int] | None = None
    """Offset and row, used if the new version has none."""
    read: Collection[int] = ()
    followed: tuple[tuple[str, Place], ...] = ()
    """What was decided of issues of followed stories, by id, and where they are now."""


class VersionRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    def previous(self, sha256: str) -> tuple[str, str] | None:
        row = self._database.one(_PREVIOUS, (sha256,))
        return (row[0], row[1]) if row else None

    def last_read_at(self, sha256: str) -> str | None:
        query = "SELECT read FROM source WHERE sha256 = ? ORDER BY number DESC LIMIT 1"
        row = self._database.one(query, (sha256,))
        return row[0] if row else None

    def annotations_to_move(self, old: str, new: str) -> tuple[Annotation, ...]:
        return tuple(_annotation(*row) for row in self._database.all(_TO_MOVE, (old, new)))

    def corrections(self, sha256: str) -> list[tuple[int, str, str]]:
        query = "SELECT number, kind, body FROM correction WHERE sha256 = ? ORDER BY number"
        return [(row[0], row[1], row[2]) for row in self._database.all(query, (sha256,))]

    def orphans(self, sha256: str | None = None) -> tuple[Annotation, ...]:
        return tuple(_annotation(*row) for row in self._database.all(_ORPHANS, (sha256,)))

    def restore_orphan(self, mark: Annotation, newer: str) -> None:
        with self._database.write() as connection:
            connection.execute("UPDATE mark SET orphan = ? WHERE id = ?", (newer, mark.id))

    def orphan_of(self, mark: Annotation) -> str | None:
        row = self._database.one("SELECT orphan FROM mark WHERE id = ?", (mark.id,))
        return row[0] if row else None

    def move(self, step: VersionStep) -> None:
        with self._database.write() as connection:
            connection.execute("UPDATE mark SET orphan = NULL WHERE sha256 = ?", (step.new,))
            for mark in step.placed:
                connection.execute(
                    "UPDATE mark SET sha256 = ?, body = ?, orphan = NULL WHERE id = ?",
                    (step.new, serialization.to_json(mark), mark.id),
                )
            ids = json.dumps([mark.id for mark in step.lost])
            connection.execute(
                "UPDATE mark SET orphan = ? WHERE id IN (SELECT value FROM json_each(?))",
                (step.new, ids),
            )
            for number, correction in step.corrections:
                connection.execute(
                    "UPDATE correction SET sha256 = ?, body = ? WHERE number = ?",
                    (step.new, serialization.to_json(correction), number),
                )
            if step.position:
                connection.execute(
                    "INSERT OR IGNORE INTO position VALUES (?, ?, ?)", (step.new, *step.position)
                )
            for start in step.read:
                connection.execute(
                    "INSERT OR IGNORE INTO read_mark VALUES (?, ?)", (step.new, start)
                )
            move_decisions(connection, step.followed)
            connection.execute(_IDENTITIES, (step.old, step.new))
            connection.execute(_COLLECTED, (step.old, step.new))


def _annotation(kind: str, body: str) -> Annotation:
    return column_codec.value(column_codec.MARK_TYPES[kind], body)
