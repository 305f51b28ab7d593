import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import apsw

from briefing.errors import StorageError
from briefing.storage.connect import back_up, open_and_migrate, set_up, translate_error
from briefing.storage.file_swap import JOURNALS
from briefing.storage.schema import VERSION
from briefing.storage.table_checks import version_of

_MOST = 256 << 20
"""Largest library copied to memory, in bytes."""


def copy_to_memory(path: Path) -> apsw.Connection:
    """A writable copy, empty without a file; of a larger library the file itself, read-only.

    Raises:
        StorageError: if it is unreadable, or too large with an older format.
    """
    try:
        if not path.is_file():
            return open_and_migrate(apsw.Connection(":memory:"), None)
        if path.stat().st_size > _MOST:
            return _in_place(path)
        with open_readable(path) as reader:
            memory = apsw.Connection(":memory:")
            with memory.backup("main", reader, "main") as backup:
                backup.step(-1)
        return open_and_migrate(memory, None)
    except (apsw.Error, OSError) as error:
        raise translate_error(error) from None


def copy_library(path: Path, target: Path) -> None:
    """Writes a consistent copy to the empty `target`, while others may write.

    Raises:
        StorageError: if it is unreadable, not a library, newer, or `target` cannot be written.
    """
    try:
        with open_readable(path, live=True) as reader:
            version_of(reader)
            back_up(reader, target)
    except (apsw.Error, OSError) as error:
        raise translate_error(error) from None


@contextmanager
def open_readable(path: Path, *, live: bool = False) -> Iterator[apsw.Connection]:
    """Needs no write access to file and folder.

    `live` means that other programs may write to it.

    Raises:
        apsw.Error, OSError: if it cannot be read.
    """
    connection = _try_ways(path, _LIVE if live else _STILL)
    if connection is not None:
        try:
            yield connection
        finally:
            connection.close()
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "library.db"
        for suffix in ("", JOURNALS[0]):
            shutil.copyfile(os.path.realpath(path) + suffix, copy.with_name(copy.name + suffix))
        connection = apsw.Connection(str(copy))
        try:
            yield connection
        finally:
            connection.close()


def _in_place(path: Path) -> apsw.Connection:
    connection = _try_ways(path, _LIVE[1:])
    if connection is None:
        raise StorageError("The library's journal cannot be read here; make its folder writable.")
    set_up(connection)
    if version_of(connection) < VERSION:
        connection.close()
        raise StorageError("An older version wrote the library; make it writable to use it.")
    return connection


_FROZEN = "mode=ro&immutable=1"
_LIVE = ("mode=rw", "mode=ro", _FROZEN)
"""Tried in order: the first leaves no journal, the last needs none."""
_STILL = (_FROZEN, "mode=ro")


def _try_ways(path: Path, ways: tuple[str, ...]) -> apsw.Connection | None:
    """Returns None if its journal has contents and cannot be used."""
    journal = Path(os.path.realpath(path) + JOURNALS[0])
    in_use = journal.exists() and journal.stat().st_size > 0
    for way in ways:
        if way == _FROZEN and in_use:
            continue
        with suppress(apsw.CantOpenError, apsw.ReadOnlyError):
            return _open(f"file:{quote(os.fsencode(path.absolute()))}?{way}")
    if in_use:
        return None
    raise apsw.CantOpenError


def _open(uri: str) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(uri, flags=flags)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
