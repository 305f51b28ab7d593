"""The database behind the library: every read and every write that it knows."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import apsw

from briefing.errors import StorageError
from briefing.model import Analysis, Bookmark, Briefing, Highlight, Note, SectionKind
from briefing.storage import rows
from briefing.storage.connection import connect, transaction, translated
from briefing.storage.rows import Kept, Position

Marked = Bookmark | Highlight | Note
M = TypeVar("M", Bookmark, Highlight, Note)
_KINDS: dict[type, str] = {Bookmark: "bookmark", Highlight: "highlight", Note: "note"}


class Store:
    """One connection, which threads use in turn. Every write is one transaction.

    Raises:
        StorageError: by every method, when the database cannot do it.
    """

    def __init__(self, path: Path | None) -> None:
        """Opens the library at `path`, or one in memory."""
        self.path = path
        self._connection, self.warning = connect(path)
        """The warning is what the reader should know of the library's state, such as that it was damaged."""
        self._lock = threading.RLock()
        self._inode = path.stat().st_ino if path else 0

    def close(self) -> None:
        """Ends the connection."""
        with self._lock:
            self._connection.close()

    # Briefings

    def keep(self, briefing: Briefing, *, opened: bool = True) -> None:
        """Keeps a briefing; one whose people are known is not replaced by one without them."""
        document, found = briefing.document, briefing.analysis
        issues = sum(section.kind is SectionKind.ISSUE for section in found.sections)
        now = _now()
        with self._write() as database:
            database.execute(
                """INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (sha256) DO UPDATE SET
                    sections = excluded.sections, body = excluded.body,
                    analysis = excluded.analysis, people = excluded.people
                WHERE excluded.people >= document.people""",
                (
                    document.sha256,
                    document.title or "Untitled",
                    document.agency,
                    document.published,
                    document.words,
                    issues,
                    now,
                    now,
                    rows.packed(document),
                    rows.packed(found),
                    found.entities is not None,
                ),
            )
            if opened:
                database.execute(
                    "UPDATE document SET opened = ? WHERE sha256 = ?", (now, document.sha256)
                )
            if document.source and document.source != "-":
                database.execute(
                    "INSERT INTO source VALUES (?, ?, ?) "
                    "ON CONFLICT DO UPDATE SET read = excluded.read",
                    (_plain(document.source), document.sha256, now),
                )

    def briefing(self, sha256: str) -> Briefing | None:
        """The briefing whose text has this hash."""
        row = self._one("SELECT body, analysis FROM document WHERE sha256 = ?", (sha256,))
        return Briefing(rows.document(row[0]), rows.analysis(row[1])) if row else None

    def latest(self, address: str) -> Briefing | None:
        """The briefing that was read last from this address."""
        row = self._one(
            "SELECT sha256 FROM source WHERE address = ? ORDER BY read DESC LIMIT 1",
            (_plain(address),),
        )
        return self.briefing(row[0]) if row else None

    def analysis(self, sha256: str) -> Analysis | None:
        """What was found in the text that has this hash."""
        row = self._one("SELECT analysis FROM document WHERE sha256 = ?", (sha256,))
        return rows.analysis(row[0]) if row else None

    def title(self, sha256: str) -> str:
        """The title of the text that has this hash, "" where it is not kept."""
        row = self._one("SELECT title FROM document WHERE sha256 = ?", (sha256,))
        return row[0] if row else ""

    def recent(self, most: int) -> tuple[Kept, ...]:
        """The briefings opened last, the latest first."""
        found = self._all(rows.KEPT + " ORDER BY d.opened DESC LIMIT ?", (most,))
        return tuple(Kept(*row) for row in found)

    def remove(self, sha256: str) -> None:
        """Forgets a briefing and all marks in it."""
        with self._write() as database:
            database.execute("DELETE FROM document WHERE sha256 = ?", (sha256,))

    # The reader's place

    def position(self, sha256: str) -> Position | None:
        """Where the reader was."""
        row = self._one("SELECT offset, row FROM position WHERE sha256 = ?", (sha256,))
        return Position(*row) if row else None

    def keep_position(self, sha256: str, position: Position) -> None:
        """Keeps where the reader is."""
        with self._write() as database:
            database.execute(
                "INSERT OR REPLACE INTO position SELECT sha256, ?, ? FROM document WHERE sha256 = ?",
                (position.offset, position.row, sha256),
            )

    def read_marks(self, sha256: str) -> frozenset[int]:
        """The starts of the sections that were read."""
        found = self._all("SELECT start FROM read_mark WHERE sha256 = ?", (sha256,))
        return frozenset(row[0] for row in found)

    def mark_read(self, sha256: str, start: int, read: bool) -> None:
        """Keeps that the section at `start` was read, or was not."""
        with self._write() as database:
            if read:
                database.execute(
                    "INSERT OR IGNORE INTO read_mark SELECT sha256, ? FROM document WHERE sha256 = ?",
                    (start, sha256),
                )
            else:
                database.execute(
                    "DELETE FROM read_mark WHERE sha256 = ? AND start = ?", (sha256, start)
                )

    # Marks

    def keep_mark(self, mark: Marked) -> None:
        """Adds a mark, or puts it in the place of the one with its id."""
        with self._write() as database:
            database.execute(
                "INSERT INTO mark VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET body = excluded.body, sha256 = excluded.sha256",
                (
                    mark.id,
                    _KINDS[type(mark)],
                    mark.document,
                    mark.created.isoformat(),
                    rows.text(mark),
                ),
            )

    def remove_mark(self, id: str) -> None:
        """Removes the mark with this id."""
        with self._write() as database:
            database.execute("DELETE FROM mark WHERE id = ?", (id,))

    def marks(self, kind: type[M], sha256: str | None = None) -> tuple[M, ...]:
        """The marks of one kind, of one document or of all, oldest first."""
        found = self._all(
            "SELECT body FROM mark WHERE kind = ?1 AND (?2 IS NULL OR sha256 = ?2) ORDER BY created, id",
            (_KINDS[kind], sha256),
        )
        return tuple(rows.value(kind, row[0]) for row in found)

    # Corrections

    def corrections(self, kind: str, sha256: str) -> tuple[Any, ...]:
        """The JSON of the corrections of one kind that hold for a document, in order."""
        found = self._all(
            "SELECT body FROM correction WHERE kind = ? AND (sha256 = ? OR sha256 IS NULL) "
            "ORDER BY number",
            (kind, sha256),
        )
        return tuple(rows.anything(row[0]) for row in found)

    def add_correction(self, kind: str, sha256: str | None, correction: object) -> None:
        """Keeps a correction for one document, or for all."""
        with self._write() as database:
            database.execute(
                "INSERT INTO correction (kind, sha256, body) VALUES (?, ?, ?)",
                (kind, sha256, rows.text(correction)),
            )

    def undo_correction(self, kind: str, sha256: str) -> Any:
        """Takes back the last correction that holds for a document; its JSON, None without one."""
        with self._write() as database:
            row = database.execute(
                "DELETE FROM correction WHERE number = (SELECT max(number) FROM correction "
                "WHERE kind = ? AND (sha256 = ? OR sha256 IS NULL)) RETURNING body",
                (kind, sha256),
            ).fetchone()
        return rows.anything(row[0]) if row else None

    # Settings

    def setting(self, name: str) -> Any:
        """The value kept under `name`, None without one."""
        row = self._one("SELECT value FROM setting WHERE name = ?", (name,))
        return rows.anything(row[0]) if row else None

    def keep_setting(self, name: str, value: object) -> None:
        """Keeps a value that JSON can say."""
        with self._write() as database:
            database.execute(
                "INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, rows.text(value))
            )

    # The one way in and the one way out

    def _all(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return list(self._connection.execute(query, values))
            except apsw.Error as error:
                raise translated(error) from None

    def _one(self, query: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        found = self._all(query, values)
        return found[0] if found else None

    @contextmanager
    def _write(self) -> Iterator[apsw.Connection]:
        with self._lock:
            self._check_file()
            try:
                with transaction(self._connection):
                    yield self._connection
            except (apsw.Error, OSError) as error:
                raise translated(error) from None

    def _check_file(self) -> None:
        """SQLite goes on writing to a file that was removed; we do not."""
        try:
            there = self.path is None or os.stat(self.path).st_ino == self._inode
        except OSError:
            there = False
        if not there:
            raise StorageError("The library's file was removed or replaced; start Briefing again.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _plain(address: str) -> str:
    """An address that the database can hold: no lone surrogates."""
    return address.encode("utf-8", "backslashreplace").decode()
