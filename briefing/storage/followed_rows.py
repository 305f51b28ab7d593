import json
import uuid
from collections.abc import Collection, Iterable
from typing import Any, Literal

import apsw
from msgspec import Struct

from briefing.storage.database import Database, now

DecisionState = Literal["confirmed", "rejected"]

_SECTION = """(
    SELECT s.id FROM document d JOIN section s ON s.document = d.id
    WHERE d.sha256 = {0}.sha256 AND s.start < {0}."end" AND {0}.start < s."end"
    ORDER BY min(s."end", {0}."end") - max(s.start, {0}.start) DESC, s.start LIMIT 1
)"""
"""The issue that has most of a place, however the text was split since."""
_PLACED = f"""
    SELECT m.id, m.followed, m.state, m.title, m.sha256, m.reason, {_SECTION.format("m")} AS section
    FROM followed_issue m
"""
_LAST_SEEN = """
    coalesce((SELECT min(id) - 1 FROM document WHERE NOT joined AND removed IS NULL), (SELECT max(id) FROM document), 0)
"""
"""The last text that, with all before it, has been compared with the stories known."""
_DOUBLES = """
    SELECT m.id FROM followed_issue m JOIN followed_issue k
    ON k.followed = m.followed AND k.sha256 = m.sha256 AND k.start = m.start
    WHERE m.followed = ? AND (k.state, k.id) < (m.state, m.id)
"""
"""Decisions of an issue beside another one; what is confirmed stays."""


class Followed(Struct, frozen=True):
    id: str
    name: str
    created: str
    """ISO 8601, UTC."""
    read: str
    """When its page was shown last; as `created`."""
    seen: int
    """Texts with a larger id were not there then."""
    confirmed: int = 0
    """Issues, also those whose text is gone."""


class Place(Struct, frozen=True):
    sha256: str
    start: int
    end: int
    anchor: str
    """JSON."""
    title: str
    reason: str = ""


class Decision(Struct, frozen=True):
    id: str
    followed: str
    state: DecisionState
    title: str
    sha256: str
    reason: str
    section: int | None
    """None if the text is not in the library."""


class FormerRows(Struct, frozen=True):
    """Rows as they were before a change, by id; None for those it made."""

    stories: tuple[tuple[str, tuple[Any, ...] | None], ...] = ()
    decisions: tuple[tuple[str, tuple[Any, ...] | None], ...] = ()
    heir: str = ""
    """Gets what was decided since in a story that is unmade."""


class FollowedRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Followed, ...]:
        found = self._database.all(
            "SELECT f.id, f.name, f.created, f.read, f.seen, "
            "(SELECT count(*) FROM followed_issue m WHERE m.followed = f.id AND m.state = 'confirmed') "
            "FROM followed f ORDER BY fold(f.name), f.id"
        )
        return tuple(Followed(*row) for row in found)

    def named(self, name: str) -> str | None:
        found = self._database.all("SELECT id, name FROM followed")
        return next((id for id, other in found if other.casefold() == name.casefold()), None)

    def decisions(self, followed: str) -> list[Decision]:
        found = self._database.all(f"{_PLACED} WHERE m.followed = ?", (followed,))
        return [Decision(*row) for row in found]

    def following(self, hashes: Iterable[str]) -> dict[tuple[str, int], str]:
        """Ids of followed stories by confirmed issues of these texts: hash and number."""
        found = self._database.all(
            f"SELECT p.sha256, s.number, p.followed FROM ({_PLACED} WHERE m.state = 'confirmed' "
            "AND m.sha256 IN (SELECT value FROM json_each(?))) p JOIN section s ON s.id = p.section",
            (json.dumps(list(hashes)),),
        )
        return {(row[0], row[1]): row[2] for row in found}

    def texts(self) -> list[str]:
        query = "SELECT DISTINCT sha256 FROM followed_issue WHERE state = 'confirmed'"
        return [row[0] for row in self._database.all(query)]

    def newer(self, hashes: Iterable[str]) -> dict[str, str]:
        """The newest version of texts that are not the newest of their source."""
        found = self._database.all(
            "SELECT s.sha256, n.sha256, max(n.number) FROM json_each(?) j JOIN source s ON s.sha256 = j.value "
            "JOIN source n ON n.address = s.address AND n.number > s.number AND n.sha256 <> s.sha256 "
            "JOIN document d ON d.sha256 = n.sha256 AND d.removed IS NULL "
            "WHERE s.address <> '-' GROUP BY s.sha256",
            (json.dumps(list(hashes)),),
        )
        return {row[0]: row[1] for row in found}

    def version_before(self, sha256: str) -> str | None:
        row = self._database.one(
            "SELECT p.sha256 FROM source s JOIN source p ON p.address = s.address AND p.number < s.number "
            "WHERE s.sha256 = ? AND s.address <> '-' AND p.sha256 <> s.sha256 "
            "ORDER BY p.number DESC LIMIT 1",
            (sha256,),
        )
        return row[0] if row else None

    # Changes, which `restore` takes back

    def follow(self, name: str, places: Iterable[Place]) -> tuple[str, FormerRows]:
        with self._database.write() as connection:
            id = _make_story(connection, name)
            made = [_insert(connection, id, place, "confirmed") for place in places]
        return id, FormerRows(((id, None),), tuple((each, None) for each in made))

    def rename(self, id: str, name: str) -> FormerRows:
        with self._database.write() as connection:
            before = _stories(connection, (id,))
            connection.execute("UPDATE followed SET name = ? WHERE id = ?", (name, id))
        return FormerRows(before)

    def remove(self, id: str) -> FormerRows:
        with self._database.write() as connection:
            before = FormerRows(_stories(connection, (id,)), _decisions_of(connection, id))
            connection.execute("DELETE FROM followed WHERE id = ?", (id,))
        return before

    def decide(self, followed: str, places: Iterable[Place], state: DecisionState) -> FormerRows:
        before: list[tuple[str, tuple[Any, ...] | None]] = []
        with self._database.write() as connection:
            for place in places:
                known = _at(connection, followed, place)
                before += _decisions(connection, known)
                connection.executemany(
                    "UPDATE followed_issue SET state = ?, decided = ? WHERE id = ?",
                    [(state, now(), id) for id in known],
                )
                if not known:
                    before.append((_insert(connection, followed, place, state), None))
        return FormerRows(decisions=tuple(before))

    def merge(self, kept: str, other: str) -> FormerRows:
        with self._database.write() as connection:
            stories, moved = _stories(connection, (other,)), _decisions_of(connection, other)
            connection.execute(
                "UPDATE followed_issue SET followed = ? WHERE followed = ?", (kept, other)
            )
            doubles = [row[0] for row in connection.execute(_DOUBLES, (kept,))]
            own = _decisions(connection, set(doubles) - {id for id, _ in moved})
            connection.executemany(
                "DELETE FROM followed_issue WHERE id = ?", [(id,) for id in doubles]
            )
            connection.execute("DELETE FROM followed WHERE id = ?", (other,))
        return FormerRows(stories, (*moved, *own))

    def split(self, followed: str, places: Iterable[Place], name: str) -> tuple[str, FormerRows]:
        """What moves is rejected where it was, and what stays is rejected in the new story."""
        chosen = tuple(places)
        with self._database.write() as connection:
            id = _make_story(connection, name)
            moved = [one for place in chosen for one in _at(connection, followed, place)]
            before = _decisions(connection, moved)
            connection.executemany(
                "UPDATE followed_issue SET followed = ?, state = 'confirmed', decided = ? WHERE id = ?",
                [(id, now(), one) for one in moved],
            )
            made = _copy_rejected(connection, followed, id, f"split into {name}")
            made += _copy_rejected(connection, id, followed, "split")
        after = (*before, *((each, None) for each in made))
        return id, FormerRows(((id, None),), after, followed)

    def restore(self, former: FormerRows) -> None:
        with self._database.write() as connection:
            connection.executemany(
                "INSERT INTO followed VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                [row for _, row in former.stories if row is not None],
            )
            for id, row in former.decisions:
                _put_back(connection, id, row)
            for id, row in former.stories:
                if row is None:
                    connection.execute(
                        "UPDATE followed_issue SET followed = ?2 WHERE followed = ?1 "
                        "AND EXISTS (SELECT 1 FROM followed WHERE id = ?2)",
                        (id, former.heir),
                    )
                    connection.execute("DELETE FROM followed WHERE id = ?", (id,))

    def look(self, id: str) -> None:
        with self._database.write() as connection:
            connection.execute(
                f"UPDATE followed SET read = ?, seen = max(seen, {_LAST_SEEN}) WHERE id = ?",
                (now(), id),
            )

    # Versions of a text

    def to_move(self, sha256: str) -> list[tuple[str, str]]:
        """Ids and anchors of what was decided of a text."""
        found = self._database.all(
            "SELECT id, anchor FROM followed_issue WHERE sha256 = ?", (sha256,)
        )
        return [(row[0], row[1]) for row in found]

    def move(self, placed: Collection[tuple[str, Place]]) -> None:
        if placed:
            with self._database.write() as connection:
                move_decisions(connection, placed)


# Within the caller's transaction


def move_decisions(connection: apsw.Connection, placed: Iterable[tuple[str, Place]]) -> None:
    connection.executemany(
        'UPDATE followed_issue SET sha256 = ?, start = ?, "end" = ?, anchor = ? WHERE id = ?',
        [(at.sha256, at.start, at.end, at.anchor, id) for id, at in placed],
    )


def _make_story(connection: apsw.Connection, name: str) -> str:
    id, moment = uuid.uuid4().hex, now()
    connection.execute(
        f"INSERT INTO followed VALUES (?, ?, ?, ?, {_LAST_SEEN})", (id, name, moment, moment)
    )
    return id


def _insert(connection: apsw.Connection, followed: str, place: Place, state: str) -> str:
    id, at = uuid.uuid4().hex, place
    connection.execute(
        "INSERT INTO followed_issue VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (id, followed, at.sha256, at.start, at.end, at.anchor, at.title, state, now(), at.reason),
    )
    return id


def _at(connection: apsw.Connection, followed: str, place: Place) -> list[str]:
    found = connection.execute(
        'WITH place (sha256, start, "end") AS (VALUES (?2, ?3, ?4)) '
        f"SELECT m.id FROM followed_issue m, place WHERE m.followed = ?1 AND m.sha256 = ?2 "
        f"AND coalesce({_SECTION.format('m')} = {_SECTION.format('place')}, m.start = ?3)",
        (followed, place.sha256, place.start, place.end),
    )
    return [row[0] for row in found]


def _copy_rejected(connection: apsw.Connection, into: str, of: str, reason: str) -> list[str]:
    rows: list[Any] = connection.execute(
        'SELECT sha256, start, "end", anchor, title FROM followed_issue '
        "WHERE followed = ? AND state = 'confirmed'",
        (of,),
    ).fetchall()
    places = (
        Place(sha256, start, end, anchor, title, reason)
        for sha256, start, end, anchor, title in rows
    )
    return [_insert(connection, into, place, "rejected") for place in places]


def _stories(
    connection: apsw.Connection, ids: Iterable[str]
) -> tuple[tuple[str, tuple[Any, ...] | None], ...]:
    found = (connection.execute("SELECT * FROM followed WHERE id = ?", (id,)) for id in ids)
    return tuple((row[0], row) for rows in found for row in rows)


def _decisions(
    connection: apsw.Connection, ids: Iterable[str]
) -> list[tuple[str, tuple[Any, ...] | None]]:
    found = (connection.execute("SELECT * FROM followed_issue WHERE id = ?", (id,)) for id in ids)
    return [(row[0], row) for rows in found for row in rows]


def _decisions_of(
    connection: apsw.Connection, followed: str
) -> tuple[tuple[str, tuple[Any, ...] | None], ...]:
    found = connection.execute("SELECT * FROM followed_issue WHERE followed = ?", (followed,))
    return tuple((row[0], row) for row in found)


def _put_back(connection: apsw.Connection, id: str, row: tuple[Any, ...] | None) -> None:
    if row is None:
        connection.execute("DELETE FROM followed_issue WHERE id = ?", (id,))
        return
    connection.execute(
        "INSERT INTO followed_issue SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? "
        "WHERE EXISTS (SELECT 1 FROM followed WHERE id = ?2) ON CONFLICT (id) DO UPDATE SET "
        "followed = excluded.followed, state = excluded.state, decided = excluded.decided",
        row,
    )
