"""The one way into the database and the one way out."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw

from briefing.errors import StorageError
from briefing.storage.connect import (
    connect_to_read,
    transaction,
    translate_error,
    wait_at_most,
)
from briefing.storage.open_or_recover import open_or_recover
from briefing.storage.records import plain_words as plain_words


class Reader:
    """One connection that reads, which threads use in turn.

    Raises:
        StorageError: by every method, when the database cannot do it.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()

    def close(self) -> None:
        """Ends the connection; where the disk fails meanwhile, the journal holds what was kept."""
        with self._lock, suppress(apsw.Error):
            self._connection.close()

    def all(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows that `query` finds."""
        with self._lock:
            try:
                return list(self._connection.execute(query, values))
            except apsw.Error as error:
                raise translate_error(error) from None

    def one(self, query: str, values: tuple[Any, ...] = ()) -> tuple[Any, ...] | None:
        """The first row that `query` finds, None without one."""
        found = self.all(query, values)
        return found[0] if found else None


class Database(Reader):
    """A connection that writes as well. Every write is one transaction."""

    def __init__(
        self,
        path: Path | None,
        *,
        like: Path | None = None,
        progress: Callable[[str], None] = lambda sentence: None,
    ) -> None:
        """Opens the library at `path`, or one in memory, which holds what the one at `like` does.

        `progress` is told what takes long.
        """
        self.path = path
        connection, self.warning = (
            (_borrowed(like), None) if like else open_or_recover(path, progress)
        )
        """The warning is what the reader should know of the library's state, such as that it was damaged."""
        super().__init__(connection)
        self._inode = path.stat().st_ino if path else 0

    @property
    def in_memory(self) -> bool:
        """Whether nothing is kept beyond this program's end."""
        return self.path is None

    def wait_at_most(self, milliseconds: int) -> None:
        """Sets how long a write waits for another program's."""
        with self._lock:
            wait_at_most(self._connection, milliseconds)

    def reader(self) -> Reader:
        """A further connection, so that a long query keeps nothing waiting; the same one for a library in memory.

        Whoever has it closes it.
        """
        if self.path is None:
            return self
        try:
            return Reader(connect_to_read(self.path))
        except apsw.Error as error:
            raise translate_error(error) from None

    @contextmanager
    def write(self) -> Iterator[apsw.Connection]:
        """The connection, for writes that happen together or not at all."""
        with self._lock:
            self.check_file()
            try:
                with transaction(self._connection):
                    yield self._connection
            except (apsw.Error, OSError, OverflowError, UnicodeError) as error:
                raise translate_error(error) from None

    def check_file(self) -> None:
        """SQLite goes on writing to a file that was removed; we do not."""
        try:
            there = self.path is None or os.stat(self.path).st_ino == self._inode
        except OSError:
            there = False
        if not there:
            raise StorageError("The library's file was removed or replaced; start Briefing again.")


def _borrowed(path: Path) -> apsw.Connection:
    from briefing.storage.read_only_copy import copy_to_memory

    return copy_to_memory(path)


def now() -> str:
    """The time as the database keeps it: ISO 8601 in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
