import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import apsw
from msgspec import Struct

from briefing.model.folding import fold_accents
from briefing.storage.database import Database, now, plain_words

MOST_TRIES = 3
_UNDOABLE = timedelta(days=1)


class EntryOrder(StrEnum):
    NEWEST = "newest first"
    OLDEST = "oldest first"
    UNREAD = "unread first"


_DAY = "coalesce(nullif(published, ''), seen)"
_ORDERS = {
    EntryOrder.NEWEST: f"{_DAY} DESC, id DESC",
    EntryOrder.OLDEST: f"{_DAY}, id",
    EntryOrder.UNREAD: f"read, {_DAY} DESC, id DESC",
}


class Subscription(Struct, frozen=True):
    address: str
    title: str = ""
    folder: tuple[str, ...] = ()
    etag: str = ""
    modified: str = ""
    refreshed: str | None = None
    """Time of the last refresh, ISO 8601."""
    failure: str = ""
    """Why the last refresh failed; "" on success."""
    private: str = ""
    """"host:port" on the reader's own network that they named; "" for others and imported lists."""
    pages: bool = False
    """Whether the pages of excerpts are fetched too."""
    id: int = 0
    entries: int = 0
    unread: int = 0


class NewEntry(Struct, frozen=True):
    name: str
    title: str
    source: str
    published: str | None
    whole: bool
    body: bytes


class ListedEntry(Struct, frozen=True):
    id: int
    feed: int
    name: str
    title: str
    source: str
    """The address of its text, as the library knows it."""
    published: str | None
    whole: bool
    read: bool
    sha256: str | None


class WaitingEntry(Struct, frozen=True):
    id: int
    whole: bool
    body: bytes


_LISTED = """
    SELECT e.id, e.feed, e.name, e.title, e.source, e.published, e.whole, e.read,
        (SELECT sha256 FROM document d WHERE d.sha256 = e.sha256 AND d.removed IS NULL)
    FROM entry e
"""


class FeedRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Subscription, ...]:
        found = self._database.all(
            "SELECT address, title, folder, etag, modified, refreshed, failure, private, pages, id, "
            "(SELECT count(*) FROM entry WHERE feed = f.id), "
            "(SELECT count(*) FROM entry WHERE feed = f.id AND NOT read) "
            "FROM feed f WHERE removed IS NULL ORDER BY id"
        )
        return tuple(_subscription(row) for row in found)

    # Following

    def follow(self, feed: Subscription, entries: Sequence[NewEntry] = ()) -> tuple[NewEntry, ...]:
        """Adds or changes it; returns new entries."""
        with self._database.write() as connection:
            return _put(connection, feed, entries)

    def refreshed(self, feed: Subscription, entries: Sequence[NewEntry]) -> tuple[NewEntry, ...]:
        with self._database.write() as connection:
            query = "SELECT 1 FROM feed WHERE address = ? AND removed IS NULL"
            known = connection.execute(query, (feed.address,)).fetchone()
            return _put(connection, feed, entries) if known else ()

    def follow_unread(self, feeds: Iterable[Subscription]) -> int:
        known = {feed.address for feed in self.all()}
        new = [feed for feed in feeds if feed.address not in known]
        with self._database.write() as connection:
            for feed in new:
                _put(connection, feed, ())
        return len(new)

    def remove(self, feed: int) -> None:
        self._set(feed, "removed", now())

    def restore(self, feed: int) -> None:
        self._set(feed, "removed", None)

    def set_pages(self, feed: int, *, pages: bool) -> None:
        self._set(feed, "pages", pages)

    def _set(self, feed: int, column: str, value: object) -> None:
        with self._database.write() as connection:
            connection.execute(f"UPDATE feed SET {column} = ? WHERE id = ?", (value, feed))

    def purge(self) -> None:
        before = (datetime.now(UTC) - _UNDOABLE).isoformat(timespec="microseconds")
        if self._database.one("SELECT 1 FROM feed WHERE removed < ?", (before,)):
            with self._database.write() as connection:
                connection.execute("DELETE FROM feed WHERE removed < ?", (before,))

    # Entries

    def entries(
        self,
        feed: int,
        words: str = "",
        order: EntryOrder = EntryOrder.NEWEST,
        *,
        new: bool = False,
    ) -> tuple[ListedEntry, ...]:
        where, values = _has_words(words)
        found = self._database.all(
            f"{_LISTED} WHERE feed = ? AND {where} AND NOT (read AND ?) ORDER BY {_ORDERS[order]}",
            (feed, *values, new),
        )
        return tuple(_listed(row) for row in found)

    def feeds_with(self, words: str) -> frozenset[int]:
        where, values = _has_words(words)
        found = self._database.all(f"SELECT DISTINCT feed FROM entry WHERE {where}", values)
        return frozenset(row[0] for row in found)

    def body(self, entry: int) -> bytes | None:
        row = self._database.one("SELECT body FROM entry WHERE id = ?", (entry,))
        return row[0] if row else None

    def mark(self, entries: Iterable[int], *, read: bool) -> None:
        with self._database.write() as connection:
            connection.execute(
                "UPDATE entry SET read = ? WHERE id IN (SELECT value FROM json_each(?))",
                (read, json.dumps(list(entries))),
            )

    def waiting(self, feed: Subscription) -> list[WaitingEntry]:
        """The oldest first."""
        found = self._database.all(
            "SELECT id, whole, body FROM entry WHERE feed = ? AND sha256 IS NULL AND tries < ? "
            f"AND (whole OR (? AND NOT read)) ORDER BY {_ORDERS[EntryOrder.OLDEST]}",
            (feed.id, MOST_TRIES, feed.pages),
        )
        return [WaitingEntry(row[0], bool(row[1]), row[2]) for row in found]


# Within the caller's transaction


def note_text(connection: apsw.Connection, entry: int, sha256: str | None) -> None:
    """`sha256` is the entry's text in the library; None if it could not be read."""
    connection.execute(
        "UPDATE entry SET sha256 = ?2, tries = tries + (?2 IS NULL) WHERE id = ?1", (entry, sha256)
    )


def _put(
    connection: apsw.Connection, feed: Subscription, entries: Sequence[NewEntry]
) -> tuple[NewEntry, ...]:
    connection.execute(
        "INSERT INTO feed (address, title, folder, etag, modified, refreshed, failure, private) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET title = excluded.title, "
        "etag = excluded.etag, modified = excluded.modified, refreshed = excluded.refreshed, "
        "failure = excluded.failure, private = excluded.private, removed = NULL",
        (
            *map(plain_words, (feed.address, feed.title, "\n".join(feed.folder))),
            *(feed.etag, feed.modified, feed.refreshed, plain_words(feed.failure), feed.private),
        ),
    )
    query = "SELECT id FROM feed WHERE address = ?"
    ids: list[Any] = connection.execute(query, (plain_words(feed.address),)).fetchall()
    return tuple(each for each in reversed(entries) if _put_entry(connection, ids[0][0], each))


def _put_entry(connection: apsw.Connection, feed: int, entry: NewEntry) -> bool:
    title = plain_words(entry.title)
    values = (title, fold_accents(title or entry.source), plain_words(entry.source))
    connection.execute(
        "INSERT OR IGNORE INTO entry (feed, name, title, key, source, published, seen, whole, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (feed, plain_words(entry.name), *values, entry.published, now(), entry.whole, entry.body),
    )
    if connection.changes():
        return True
    connection.execute(
        "UPDATE entry SET title = ?, key = ?, source = ?, published = ?, whole = ?, body = ? "
        "WHERE feed = ? AND name = ? AND body <> ?",
        (*values, entry.published, entry.whole, entry.body, feed, plain_words(entry.name), entry.body),
    )  # fmt: skip
    return False


def _has_words(words: str) -> tuple[str, tuple[str, ...]]:
    wanted = tuple(fold_accents(plain_words(words)).split())
    return " AND ".join(["1", *("instr(key, ?)" for _ in wanted)]), wanted


def _subscription(row: tuple[Any, ...]) -> Subscription:
    names = ("address", "title", "folder", "etag", "modified", "refreshed", "failure", "private")
    known = dict(zip(names, row, strict=False))
    known["folder"] = tuple(row[2].split("\n")) if row[2] else ()
    return Subscription(**known, pages=bool(row[8]), id=row[9], entries=row[10], unread=row[11])


def _listed(row: tuple[Any, ...]) -> ListedEntry:
    values: list[Any] = [*row]
    values[6:8] = map(bool, row[6:8])
    return ListedEntry(*values)
