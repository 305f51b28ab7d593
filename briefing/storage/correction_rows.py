import json
from typing import TypeVar

import apsw

from briefing.model import serialization
from briefing.model.entity_corrections import EntityCorrection
from briefing.model.section_corrections import SectionCorrection
from briefing.storage import column_codec
from briefing.storage.column_codec import CORRECTION_TYPES
from briefing.storage.database import Database
from briefing.storage.records import name_key

C = TypeVar("C", SectionCorrection, EntityCorrection)
_REINDEX_NAMING = """
    UPDATE document SET indexed = 0 WHERE indexed AND (
        id IN (SELECT document FROM section
               WHERE id IN (SELECT rowid FROM passage WHERE passage MATCH ?))
        OR id IN (SELECT m.document FROM name n JOIN named m ON m.name = n.id
                  WHERE n.key IN (SELECT value FROM json_each(?))))
"""
"""A name given by the reader may not be in the text."""


class CorrectionRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of_kind(self, kind: type[C], sha256: str) -> tuple[C, ...]:
        found = self._database.all(
            "SELECT body FROM correction WHERE kind = ? AND (sha256 = ? OR sha256 IS NULL) "
            "ORDER BY number",
            (CORRECTION_TYPES[kind], sha256),
        )
        return tuple(column_codec.value(kind, row[0]) for row in found)

    def add(self, sha256: str | None, correction: SectionCorrection | EntityCorrection) -> None:
        """It is for all documents if `sha256` is None."""
        body = serialization.to_json(correction)
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO correction (kind, sha256, body) VALUES (?, ?, ?)",
                (CORRECTION_TYPES[type(correction)], sha256, body),
            )
            _mark_for_reindex(connection, sha256, body)

    def undo_last(self, kind: type[C], sha256: str) -> C | None:
        with self._database.write() as connection:
            row = connection.execute(
                "DELETE FROM correction WHERE number = (SELECT max(number) FROM correction "
                "WHERE kind = ? AND (sha256 = ? OR sha256 IS NULL)) RETURNING body, sha256",
                (CORRECTION_TYPES[kind], sha256),
            ).fetchone()
            if row is not None:
                _mark_for_reindex(connection, row[1], row[0])
        return column_codec.value(kind, row[0]) if row else None


def _mark_for_reindex(connection: apsw.Connection, sha256: str | None, body: str) -> None:
    if sha256 is not None:
        connection.execute("UPDATE document SET indexed = 0 WHERE sha256 = ?", (sha256,))
        return
    value = json.loads(body)
    forms = value.get("forms", ()) if isinstance(value, dict) else ()
    phrases = " OR ".join('"' + form.replace('"', '""') + '"' for form in forms)
    if phrases:
        keys = json.dumps([name_key(form) for form in forms])
        connection.execute(_REINDEX_NAMING, (phrases, keys))
