import json
from collections.abc import Iterable, Sequence
from typing import Any

import apsw
from msgspec import Struct

from briefing.storage import column_codec
from briefing.storage.database import Database, now

_LISTED = "JOIN document d ON d.id = h.document AND d.removed IS NULL"
_WAITING = (
    "FROM document WHERE NOT watched AND indexed AND removed IS NULL "
    "AND id > (SELECT min(since) FROM watch)"
)

_EARLIER = """
    SELECT d.id, p.id FROM json_each(?) j JOIN document d ON d.id = j.value
    JOIN source s ON s.sha256 = d.sha256 AND s.address <> '-'
    JOIN source o ON o.address = s.address AND o.sha256 <> s.sha256 AND o.number < s.number
    JOIN document p ON p.sha256 = o.sha256 ORDER BY d.id, o.number DESC
"""
_VERSIONS = 8
"""Of a source that are looked at."""
_KEYS = "SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)"


class Watch(Struct, frozen=True):
    id: int
    name: str
    query: str
    created: str
    """ISO 8601, UTC."""
    since: int
    """Document id; only later ones can be hits."""
    hits: int = 0
    new: int = 0
    """Hits that no screen has shown."""


class RemovedWatch(Struct, frozen=True):
    watch: Watch
    hits: tuple[tuple[Any, ...], ...]
    last: int
    """Document id, the last there was."""
    waiting: tuple[int, ...]
    """Ids of documents that were not compared."""


class SeenHits(Struct, frozen=True):
    hits: tuple[tuple[int, int, int, bool], ...]
    """Watch, document, start, and whether it had been reported."""


class StoredHit(Struct, frozen=True):
    watch: int
    document: int
    start: int
    section: int
    found: str
    """ISO 8601, UTC."""
    new: bool


class FoundIssue(Struct, frozen=True):
    watch: int
    section: int
    document: int
    start: int
    end: int


Given = tuple[int, int, int, str]
"""Watch, document, start, and when it was found, which tells a hit from one of another library."""


class WatchRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Watch, ...]:
        found = self._database.all(
            "SELECT w.id, w.name, w.query, w.created, w.since, count(d.id), "
            "count(d.id) FILTER (WHERE NOT h.seen) FROM watch w "
            "LEFT JOIN watch_hit h ON h.watch = w.id "
            "LEFT JOIN document d ON d.id = h.document AND d.removed IS NULL "
            "GROUP BY w.id ORDER BY fold(w.name), w.id"
        )
        return tuple(Watch(*row) for row in found)

    def queries(self) -> list[tuple[int, str]]:
        """By id."""
        found = self._database.all("SELECT id, query FROM watch ORDER BY id")
        return [(row[0], row[1]) for row in found]

    def count_new(self) -> int:
        row = self._database.one(
            f"SELECT count(*) FROM watch_hit h INDEXED BY watch_hit_new {_LISTED} WHERE NOT h.seen"
        )
        return int(row[0]) if row else 0

    def named(self, name: str) -> int | None:
        found = self._database.all("SELECT id, name FROM watch")
        return next((id for id, other in found if other.casefold() == name.casefold()), None)

    def add(self, name: str, query: str) -> int:
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO watch (name, query, created, since) "
                "VALUES (?, ?, ?, (SELECT coalesce(max(id), 0) FROM document))",
                (name, query, now()),
            )
            return connection.last_insert_rowid()

    def rename(self, id: int, name: str) -> None:
        with self._database.write() as connection:
            connection.execute("UPDATE watch SET name = ? WHERE id = ?", (name, id))

    # What has not been compared yet

    def pending(self, most: int) -> list[tuple[int, int]]:
        """Ids and lengths in words."""
        found = self._database.all(f"SELECT id, words {_WAITING} ORDER BY id LIMIT ?", (most,))
        return [(row[0], row[1]) for row in found]

    def count_pending(self) -> int:
        row = self._database.one(f"SELECT count(*) {_WAITING}")
        return int(row[0]) if row else 0

    def waiting_issues(self, documents: Iterable[int]) -> list[tuple[Any, ...]]:
        """Section, document and what else could change, of texts not yet compared."""
        return self._database.all(
            'SELECT s.id, d.id, s.title, s.start, s."end" FROM json_each(?) j JOIN document d ON d.id = j.value '
            "JOIN section s ON s.document = d.id WHERE NOT d.watched AND d.removed IS NULL ORDER BY s.id",
            (json.dumps(list(documents)),),
        )

    def later_than(self, document: int) -> list[int]:
        return [
            row[0]
            for row in self._database.all("SELECT id FROM document WHERE id > ?", (document,))
        ]

    def earlier_versions(self, documents: Iterable[int]) -> dict[int, list[int]]:
        """Ids of what was read before from the same source, the latest first."""
        found: dict[int, list[int]] = {}
        for document, earlier in self._database.all(_EARLIER, (json.dumps(list(documents)),)):
            versions = found.setdefault(document, [])
            if len(versions) < _VERSIONS and earlier not in versions:
                versions.append(earlier)
        return found

    def text(self, document: int) -> str:
        row = self._database.one("SELECT text FROM content WHERE document = ?", (document,))
        return column_codec.plain_text(row[0]) if row else ""

    def places_of(self, found: Iterable[tuple[int, int]]) -> list[FoundIssue]:
        rows = self._database.all(
            'SELECT f.value ->> 0, s.id, s.document, s.start, s."end" FROM json_each(?) f '
            "CROSS JOIN section s ON s.id = f.value ->> 1",
            (json.dumps(list(found)),),
        )
        return [FoundIssue(*row) for row in rows]

    # Hits

    def listing(self, watch: int, most: int) -> list[StoredHit]:
        """The newest first."""
        order = "ORDER BY h.found DESC, h.document DESC, h.start"
        return self._hits(f"h.watch = ? {order}", watch, most)

    def unreported(self, most: int) -> list[StoredHit]:
        """As they were found."""
        return self._hits("NOT h.reported AND ? ORDER BY h.found, h.document, h.start", 1, most)

    def _hits(self, which: str, value: int, most: int) -> list[StoredHit]:
        found = self._database.all(
            f"SELECT h.watch, h.document, h.start, s.id, h.found, NOT h.seen FROM watch_hit h {_LISTED} "
            f'JOIN section s ON s.document = d.id AND s.start <= h.start AND h.start < s."end" '
            f"WHERE {which} LIMIT ?",
            (value, most),
        )
        return [StoredHit(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in found]

    def places(self, hashes: Iterable[str]) -> list[tuple[str, int, int]]:
        """SHA-256 of the text, start and end of each hit."""
        found = self._database.all(
            'SELECT d.sha256, h.start, h."end" FROM json_each(?) j '
            "JOIN document d ON d.sha256 = j.value JOIN watch_hit h ON h.document = d.id",
            (json.dumps(list(hashes)),),
        )
        return [(row[0], row[1], row[2]) for row in found]

    def texts(self) -> list[str]:
        query = "SELECT sha256 FROM document WHERE id IN (SELECT document FROM watch_hit)"
        return [row[0] for row in self._database.all(query)]

    def mark_reported(self, given: Sequence[Given]) -> None:
        if not given:
            return
        with self._database.write() as connection:
            connection.executemany(
                "UPDATE watch_hit SET reported = 1 "
                "WHERE watch = ? AND document = ? AND start = ? AND found = ?",
                given,
            )

    def see(self, hits: Iterable[StoredHit]) -> SeenHits:
        """What was seen is not reported."""
        keys = json.dumps([(each.watch, each.document, each.start) for each in hits])
        return self._see(f"(watch, document, start) IN ({_KEYS})", keys)

    def see_all(self, watch: int | None) -> SeenHits:
        """Of all watches if None."""
        return self._see("?1 IS NULL OR watch = ?1", watch)

    def _see(self, which: str, value: object) -> SeenHits:
        query = (
            f"SELECT watch, document, start, reported FROM watch_hit WHERE NOT seen AND ({which})"
        )
        with self._database.write() as connection:
            found = _all(connection, query, value)
            connection.executemany(
                "UPDATE watch_hit SET seen = 1, reported = 1 "
                "WHERE watch = ? AND document = ? AND start = ?",
                [row[:3] for row in found],
            )
        return SeenHits(tuple((row[0], row[1], row[2], bool(row[3])) for row in found))

    def take_back(self, seen: SeenHits) -> None:
        with self._database.write() as connection:
            connection.executemany(
                "UPDATE watch_hit SET seen = 0, reported = ?4 "
                "WHERE watch = ?1 AND document = ?2 AND start = ?3",
                seen.hits,
            )


# Within the caller's transaction


def take_out(connection: apsw.Connection, id: int) -> RemovedWatch | None:
    hits = _all(connection, "SELECT * FROM watch_hit WHERE watch = ?", id)
    waiting = tuple(row[0] for row in _all(connection, f"SELECT id {_WAITING}"))
    last = _all(connection, "SELECT coalesce(max(id), 0) FROM document")[0][0]
    gone = "DELETE FROM watch WHERE id = ? RETURNING id, name, query, created, since"
    rows = _all(connection, gone, id)
    return RemovedWatch(Watch(*rows[0]), tuple(hits), last, waiting) if rows else None


def _all(connection: apsw.Connection, query: str, *values: object) -> list[tuple[Any, ...]]:
    return list(connection.execute(query, values))


def put_in(connection: apsw.Connection, watch: Watch, hits: Iterable[tuple[Any, ...]]) -> None:
    connection.execute(
        "INSERT INTO watch VALUES (?, ?, ?, ?, ?)",
        (watch.id, watch.name, watch.query, watch.created, watch.since),
    )
    connection.executemany(
        "INSERT INTO watch_hit SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 "
        "WHERE EXISTS (SELECT 1 FROM document WHERE id = ?2)",
        hits,
    )


def compared_since(connection: apsw.Connection, gone: RemovedWatch) -> list[int]:
    """Documents that were compared with other watches while this one was not there."""
    query = (
        "SELECT id FROM document WHERE watched AND "
        "(id > ? OR id IN (SELECT value FROM json_each(?)))"
    )
    return [row[0] for row in _all(connection, query, gone.last, json.dumps(gone.waiting))]


def keep_states(connection: apsw.Connection, hits: Iterable[tuple[Any, ...]]) -> None:
    """As they were, of those that are there."""
    connection.executemany(
        "UPDATE watch_hit SET found = ?5, reported = ?6, seen = ?7 "
        'WHERE watch = ?1 AND document = ?2 AND start < ?4 AND ?3 < "end"',
        hits,
    )


def put_compared(
    connection: apsw.Connection,
    documents: Iterable[int],
    found: Iterable[tuple[int, int]],
    old: Iterable[tuple[int, int]],
) -> None:
    """Replaces what these documents had but nobody was told of; `found`, and `old`, which are not new, have ids of
    watches and sections.
    """
    ids = json.dumps(list(documents))
    connection.execute(
        "DELETE FROM watch_hit WHERE NOT reported AND NOT seen "
        "AND document IN (SELECT value FROM json_each(?))",
        (ids,),
    )
    put_hits(connection, found)
    put_hits(connection, old, seen=True)
    connection.execute(
        "UPDATE document SET watched = 1 WHERE id IN (SELECT value FROM json_each(?))", (ids,)
    )


def put_hits(
    connection: apsw.Connection, found: Iterable[tuple[int, int]], *, seen: bool = False
) -> None:
    """`found` has ids of watches and sections; what is a hit already stays as it is."""
    connection.execute(
        'INSERT INTO watch_hit (watch, document, start, "end", found, reported, seen) '
        'SELECT w.id, s.document, s.start, s."end", ?2, ?3, ?3 FROM json_each(?1) f '
        "CROSS JOIN watch w ON w.id = f.value ->> 0 CROSS JOIN section s ON s.id = f.value ->> 1 "
        "WHERE s.document > w.since AND NOT EXISTS (SELECT 1 FROM watch_hit h WHERE h.watch = w.id "
        'AND h.document = s.document AND h.start < s."end" AND s.start < h."end")',
        (json.dumps(list(found)), now(), seen),
    )
