import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import apsw

from briefing.errors import StorageError
from briefing.storage.connect import connect_to_read, transaction, translate_error, wait_at_most
from briefing.storage.open_or_recover import OpenedLibrary, open_or_recover
from briefing.storage.records import plain_words as plain_words


class Reader:
    """A read connection shared by threads, one at a time."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()

    def close(self) -> None:
        with self._lock, suppress(apsw.Error):
            self._connection.close()

    def all(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return list(self._connection.execute(query, values))
            except apsw.Error as error:
                raise translate_error(error) from None

    def one(self, query: str, values: tuple[Any, ...] = ()) -> tuple[Any, ...] | None:
        found = self.all(query, values)
        return found[0] if found else None


class Database(Reader):
    """One transaction at a time; reading does not wait for it."""

    def __init__(
        self,
        path: Path | None,
        *,
        like: Path | None = None,
        progress: Callable[[str], None] = lambda sentence: None,
    ) -> None:
        """A library in memory has the contents of `like`; `progress` reports slow steps."""
        self.path = path
        opened = OpenedLibrary(_copy(like), 0) if like else open_or_recover(path, progress)
        super().__init__(opened.connection)
        self.warning = opened.warning
        self._inode = opened.inode
        self._writing = 0
        """The thread whose transaction is open."""

    @property
    def in_memory(self) -> bool:
        return self.path is None

    @cached_property
    def _reads(self) -> Reader:
        return self.reader()

    def all(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        if self.path is None or self._writing == threading.get_ident():
            return super().all(query, values)
        return self._reads.all(query, values)

    def close(self) -> None:
        if "_reads" in self.__dict__:
            self._reads.close()
        super().close()

    def wait_at_most(self, milliseconds: int) -> None:
        with self._lock:
            wait_at_most(self._connection, milliseconds)

    def reader(self) -> Reader:
        if self.path is None:
            return self
        try:
            return Reader(connect_to_read(self.path))
        except apsw.Error as error:
            raise translate_error(error) from None

    @contextmanager
    def snapshot(self) -> Iterator[Reader]:
        """Reads what is there now, whatever is written meanwhile."""
        if self.path is None:
            with self._lock:
                yield self
            return
        reader = self.reader()
        try:
            reader.all("BEGIN")
            yield reader
        finally:
            reader.close()

    @contextmanager
    def write(self) -> Iterator[apsw.Connection]:
        """Within another of the same thread it is a part of that one."""
        with self._lock:
            if self._writing == threading.get_ident():
                yield self._connection
                return
            self.check_file()
            try:
                with transaction(self._connection):
                    self._writing = threading.get_ident()
                    yield self._connection
            except (apsw.Error, OSError, OverflowError, UnicodeError) as error:
                raise translate_error(error) from None
            finally:
                self._writing = 0

    def check_file(self) -> None:
        """SQLite would continue to write to a deleted file."""
        try:
            there = self.path is None or os.stat(self.path).st_ino == self._inode
        except OSError:
            there = False
        if not there:
            raise StorageError("The library's file was removed or replaced; start Briefing again.")


def _copy(path: Path) -> apsw.Connection:
    from briefing.storage.read_only_copy import copy_to_memory

    return copy_to_memory(path)


def now() -> str:
    """ISO 8601 in UTC, with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
