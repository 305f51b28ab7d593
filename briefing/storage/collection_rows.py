import json
from collections.abc import Collection as Some

from msgspec import Struct

from briefing.storage.database import Database, now

_CHOSEN = "SELECT id FROM document WHERE sha256 IN (SELECT value FROM json_each(?))"


class Collection(Struct, frozen=True):
    id: int
    name: str
    count: int


class RemovedCollection(Struct, frozen=True):
    id: int
    name: str
    created: str
    members: tuple[tuple[int, str], ...]
    """Document ids, with times of addition."""


class CollectionRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Collection, ...]:
        found = self._database.all(
            "SELECT c.id, c.name, count(d.id) FROM collection c "
            "LEFT JOIN collected m ON m.collection = c.id "
            "LEFT JOIN document d ON d.id = m.document AND d.removed IS NULL "
            "GROUP BY c.id ORDER BY fold(c.name), c.id"
        )
        return tuple(Collection(*row) for row in found)

    def named(self, name: str) -> int | None:
        found = self._database.all("SELECT id, name FROM collection")
        return next((id for id, other in found if other.casefold() == name.casefold()), None)

    def make(self, name: str) -> int:
        with self._database.write() as database:
            database.execute("INSERT INTO collection (name, created) VALUES (?, ?)", (name, now()))
            return database.last_insert_rowid()

    def rename(self, id: int, name: str) -> None:
        with self._database.write() as database:
            database.execute("UPDATE collection SET name = ? WHERE id = ?", (name, id))

    def remove(self, id: int) -> RemovedCollection | None:
        with self._database.write() as database:
            query = "SELECT document, added FROM collected WHERE collection = ?"
            members = tuple(database.execute(query, (id,)))
            row = database.execute(
                "DELETE FROM collection WHERE id = ? RETURNING name, created", (id,)
            ).fetchone()
            database.execute("DELETE FROM collected WHERE collection = ?", (id,))
        return RemovedCollection(id, row[0], row[1], members) if row else None

    def restore(self, gone: RemovedCollection) -> None:
        with self._database.write() as database:
            database.execute(
                "INSERT INTO collection VALUES (?, ?, ?)", (gone.id, gone.name, gone.created)
            )
            database.executemany(
                "INSERT INTO collected SELECT ?, id, ? FROM document WHERE id = ?",
                [(gone.id, added, document) for document, added in gone.members],
            )

    def put(self, id: int, hashes: Some[str]) -> tuple[str, ...]:
        with self._database.write() as database:
            new = database.execute(
                f"SELECT sha256 FROM document WHERE id IN ({_CHOSEN}) AND id NOT IN "
                "(SELECT document FROM collected WHERE collection = ?)",
                (json.dumps(list(hashes)), id),
            ).fetchall()
            found = tuple(str(row[0]) for row in new)
            database.execute(
                f"INSERT INTO collected SELECT ?, id, ? FROM ({_CHOSEN})",
                (id, now(), json.dumps(found)),
            )
        return found

    def take(self, id: int, hashes: Some[str]) -> tuple[str, ...]:
        with self._database.write() as database:
            found = database.execute(
                f"DELETE FROM collected WHERE collection = ? AND document IN ({_CHOSEN}) "
                "RETURNING (SELECT sha256 FROM document WHERE id = document)",
                (id, json.dumps(list(hashes))),
            ).fetchall()
        return tuple(str(row[0]) for row in found)

    def holding(self, hashes: Some[str]) -> dict[int, int]:
        found = self._database.all(
            f"SELECT collection, count(*) FROM collected WHERE document IN ({_CHOSEN}) "
            "GROUP BY collection",
            (json.dumps(list(hashes)),),
        )
        return dict(found)
