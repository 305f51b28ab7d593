import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import apsw

from briefing.model import Analysis, Briefing
from briefing.model.portable_annotations import DocumentRef, url_variants
from briefing.storage import column_codec
from briefing.storage.database import Database, now, plain_words
from briefing.storage.pending_annotations import PendingAnnotations
from briefing.storage.records import DocumentRecord, to_record

RECORD_COLUMNS = "sha256, title, agency, published, words, issues, has_entities"
"""Of `document`, in the order of `record_columns`."""
_CONTENT = "FROM document d JOIN content c ON c.document = d.id WHERE d.sha256 = ?"
_ADD_SOURCE = """
    INSERT INTO source
    VALUES (?1, ?2, ?3, (SELECT coalesce(max(number), 0) + 1 FROM source))
    ON CONFLICT DO UPDATE SET read = excluded.read WHERE ?4
"""
_LATEST = """
    SELECT s.sha256 FROM source s JOIN document d USING (sha256)
    WHERE s.address = ? AND d.removed IS NULL ORDER BY s.number DESC LIMIT 1
"""
_DESCRIBED = """
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
"""Texts by hash, address or, without addresses, title; best match first."""


class DocumentRows:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._pending = PendingAnnotations(database)

    # Keeping

    def keep(self, briefing: Briefing, *, opened: bool = True) -> None:
        self.keep_packed(to_record(briefing), opened=opened)

    def keep_packed(self, packed: DocumentRecord, *, opened: bool = True) -> None:
        with self._database.write() as connection:
            self.put(connection, packed, opened=opened)

    def keep_missing(self, packed: DocumentRecord) -> None:
        """Stores or restores a text; a stored analysis stays."""
        with self._database.write() as connection:
            self.put(connection, packed, opened=True, replace=False)

    def put(
        self,
        connection: apsw.Connection,
        packed: DocumentRecord,
        *,
        opened: bool,
        replace: bool = True,
    ) -> None:
        """Within the caller's transaction; `replace` does not apply to a stored record that has
        more.
        """
        time = now()
        known = connection.execute(
            f"SELECT d.id, d.has_entities, c.text, c.body, c.analysis {_CONTENT}", (packed.sha256,)
        ).fetchone()
        if known is None:
            _insert(connection, [packed], time)
        elif replace and packed.has_entities >= known[1] and _content(packed) != known[2:]:
            _replace(connection, packed, known[0])
        _add_sources(connection, [packed], time, opened=opened)
        if opened:
            connection.execute(
                "UPDATE document SET opened = ?, removed = NULL WHERE sha256 = ?",
                (time, packed.sha256),
            )
        self._pending.attach(connection, packed, new=known is None)

    def put_new(self, connection: apsw.Connection, records: Sequence[DocumentRecord]) -> list[int]:
        """As `put`, for unread texts that are not in the library; the caller indexes them. Returns ids."""
        time = now()
        ids = _insert(connection, records, time, indexed=True)
        _add_sources(connection, records, time, opened=False)
        for packed in records:
            self._pending.attach(connection, packed, new=True)
        return ids

    def touch(self, sha256: str) -> None:
        """Updates the time of opening, and restores a removed briefing."""
        with self._database.write() as connection:
            query = "UPDATE document SET opened = ?, removed = NULL WHERE sha256 = ?"
            connection.execute(query, (now(), sha256))

    # Finding

    def has(self, sha256: str, *, removed: bool = False) -> bool:
        query = "SELECT 1 FROM document WHERE sha256 = ? AND (removed IS NULL OR ?)"
        return self._database.one(query, (sha256, removed)) is not None

    def briefing(self, sha256: str) -> Briefing | None:
        row = self._database.one(f"SELECT c.text, c.body, c.analysis {_CONTENT}", (sha256,))
        if row is None:
            return None
        return Briefing(column_codec.document(row[0], row[1]), column_codec.analysis(row[2]))

    def language_and_analysis(self, sha256: str) -> tuple[str | None, Analysis] | None:
        """Without unpacking the text."""
        row = self._database.one(f"SELECT c.body, c.analysis {_CONTENT}", (sha256,))
        if row is None:
            return None
        return column_codec.language(row[0]), column_codec.analysis(row[1])

    def analysis(self, sha256: str) -> Analysis | None:
        row = self._database.one(f"SELECT c.analysis {_CONTENT}", (sha256,))
        return column_codec.analysis(row[0]) if row else None

    def has_entities(self, sha256: str) -> bool:
        query = "SELECT 1 FROM document WHERE sha256 = ? AND has_entities"
        return self._database.one(query, (sha256,)) is not None

    def title(self, sha256: str) -> str:
        """Knows texts with pending annotations too; "" if unknown."""
        row = self._database.one("SELECT title FROM document WHERE sha256 = ?", (sha256,))
        return row[0] or "" if row else self._pending.title(sha256)

    def agency(self, sha256: str) -> str | None:
        row = self._database.one("SELECT agency FROM document WHERE sha256 = ?", (sha256,))
        return row[0] if row else None

    def latest(self, address: str) -> Briefing | None:
        row = self._database.one(_LATEST, (plain_words(address),))
        return self.briefing(row[0]) if row else None

    def hash_of(self, addresses: Iterable[str], prefix: str) -> str | None:
        for address in addresses:
            row = self._database.one(_LATEST, (plain_words(address),))
            if row:
                return str(row[0])
        query = "SELECT sha256 FROM document WHERE sha256 >= ?1 AND sha256 < ?1 || 'g' AND removed IS NULL LIMIT 2"
        found = self._database.all(query, (prefix,)) if prefix else []
        return str(found[0][0]) if len(found) == 1 else None

    def read_from(self, address: str) -> tuple[str, ...]:
        query = (
            "SELECT s.sha256 FROM source s JOIN document d USING (sha256) "
            "WHERE s.address = ? AND d.removed IS NULL ORDER BY s.read"
        )
        return tuple(row[0] for row in self._database.all(query, (plain_words(address),)))

    def sources(self, hashes: Collection[str]) -> dict[str, str]:
        query = "SELECT sha256, address FROM source WHERE sha256 IN (SELECT value FROM json_each(?)) ORDER BY number"
        return dict(self._database.all(query, (json.dumps(list(hashes)),)))

    def added(self, hashes: Collection[str]) -> dict[str, str]:
        """ISO 8601, UTC; without removed ones."""
        query = "SELECT sha256, added FROM document WHERE removed IS NULL AND sha256 IN (SELECT value FROM json_each(?))"
        return dict(self._database.all(query, (json.dumps(list(hashes)),)))

    def find_described(self, about: DocumentRef) -> tuple[str, ...]:
        """Likeliest first."""
        addresses = json.dumps(
            [plain_words(form) for form in url_variants(about.address or "") if form]
        )
        found = self._database.all(_DESCRIBED, (about.sha256, addresses, about.title))
        return tuple(dict.fromkeys(row[0] for row in found))

    def hashes(self) -> tuple[str, ...]:
        found = self._database.all("SELECT sha256 FROM document WHERE removed IS NULL ORDER BY id")
        return tuple(row[0] for row in found)

    def recent(self, most: int) -> tuple[str, ...]:
        query = "SELECT sha256 FROM document WHERE removed IS NULL ORDER BY turn DESC LIMIT ?"
        return tuple(row[0] for row in self._database.all(query, (most,)))

    # Removing

    def remove(self, *hashes: str) -> None:
        self._set_removed(now(), hashes)

    def restore(self, *hashes: str) -> None:
        self._set_removed(None, hashes)

    def _set_removed(self, time: str | None, hashes: Collection[str]) -> None:
        with self._database.write() as connection:
            connection.execute(
                "UPDATE document SET removed = ? WHERE sha256 IN (SELECT value FROM json_each(?))",
                (time, json.dumps(hashes)),
            )

    def purge(self, before: str, hashes: Collection[str] = ()) -> None:
        query = "FROM document WHERE removed < ? OR (removed IS NOT NULL AND sha256 IN (SELECT value FROM json_each(?)))"
        values = (before, json.dumps(list(hashes)))
        if self._database.one(f"SELECT 1 {query} LIMIT 1", values):
            with self._database.write() as connection:
                connection.execute(f"DELETE {query}", values)

    def purge_doomed(self, before: str) -> None:
        """Only texts that an earlier run saw removed: the clock may have been ahead."""
        query = (
            "SELECT 1 FROM document WHERE removed < ?1 AND (doomed IS NULL OR doomed < ?1) LIMIT 1"
        )
        if self._database.one(query, (before,)):
            with self._database.write() as connection:
                connection.execute(
                    "DELETE FROM document WHERE removed < ?1 AND doomed < ?1", (before,)
                )
                connection.execute(
                    "UPDATE document SET doomed = ?2 WHERE removed < ?1 AND doomed IS NULL",
                    (before, now()),
                )


def _insert(
    connection: apsw.Connection,
    records: Sequence[DocumentRecord],
    time: str,
    *,
    indexed: bool = False,
) -> list[int]:
    """Numbers the rows itself, so that no trigger has to change them again."""
    query = "SELECT coalesce(max(id), 0) + 1, coalesce(max(turn), 0) + 1 FROM document"
    [(first, turn)] = connection.execute(query)
    ids = [first + at for at in range(len(records))]
    connection.executemany(
        f"INSERT INTO document (id, {RECORD_COLUMNS}, added, opened, turn, indexed) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (id, *record_columns(packed), time, time, turn + at, indexed)
            for at, (id, packed) in enumerate(zip(ids, records, strict=True))
        ],
    )
    connection.executemany(
        "INSERT INTO content VALUES (?, ?, ?, ?)",
        [(id, *_content(packed)) for id, packed in zip(ids, records, strict=True)],
    )
    return ids


def _add_sources(
    connection: apsw.Connection, records: Sequence[DocumentRecord], time: str, *, opened: bool
) -> None:
    connection.executemany(
        _ADD_SOURCE,
        [
            (plain_words(packed.source), packed.sha256, time, opened)
            for packed in records
            if packed.source
        ],
    )


def _replace(connection: apsw.Connection, packed: DocumentRecord, id: int) -> None:
    connection.execute(
        "UPDATE document SET title = ?2, agency = ?3, published = ?4, words = ?5, "
        "issues = ?6, has_entities = ?7, indexed = 0 WHERE sha256 = ?1",
        record_columns(packed),
    )
    connection.execute(
        "UPDATE content SET text = ?, body = ?, analysis = ? WHERE document = ?",
        (*_content(packed), id),
    )


def _content(packed: DocumentRecord) -> tuple[bytes, bytes, bytes]:
    return packed.text, packed.body, packed.analysis


def record_columns(packed: DocumentRecord) -> tuple[Any, ...]:
    head = (packed.sha256, packed.title, packed.agency, packed.published)
    return (*head, packed.words, packed.issues, packed.has_entities)
