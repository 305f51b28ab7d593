import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw

from briefing.errors import StorageBusy, StorageCorrupt, StorageError, StorageRefused
from briefing.model.folding import fold_accents
from briefing.safe_files import atomic_write
from briefing.storage import schema
from briefing.storage.table_checks import APPLICATION, version_of

BUSY_MILLISECONDS = 60_000
"""Not in interactive use."""

PAGE = 8192
"""Bytes; texts of a few thousand bytes fill pages of 4096 badly and take 5 % more room."""


def open_library(path: Path | None) -> apsw.Connection:
    """In memory if `path` is None. Creates and migrates the file. Raises as `version_of`, and OSError."""
    if path is None:
        return open_and_migrate(apsw.Connection(":memory:"), None)
    make_library(path)
    try:
        return open_and_migrate(apsw.Connection(str(path)), path)
    except apsw.CantOpenError:
        if os.access(path, os.R_OK) and not os.access(path.parent, os.W_OK):
            raise apsw.ReadOnlyError from None  # No journal can be made beside it.
        raise


def make_library(path: Path) -> None:
    """Creates the file, readable by the owner only; also restricts an existing file.

    Raises:
        StorageCorrupt: if the file is empty.
    """
    if path.exists():
        found = path.stat()
        if found.st_size == 0:
            raise StorageCorrupt("The library's file is empty.")
        if stat.S_ISREG(found.st_mode) and found.st_mode & 0o077 and not path.is_symlink():
            _close_to_others(path, found.st_mode & 0o700)
    else:
        make_file(path)


def _close_to_others(path: Path, mode: int) -> None:
    for part in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        with suppress(OSError):
            part.chmod(mode)


def make_file(path: Path) -> None:
    """Other programs never see it half made."""
    with suppress(FileExistsError), atomic_write(path, replace=False) as file:
        new = apsw.Connection(file.name)
        new.pragma("page_size", PAGE)
        new.pragma("application_id", APPLICATION)
        new.pragma("journal_mode", "wal")
        new.close()


def open_and_migrate(connection: apsw.Connection, path: Path | None) -> apsw.Connection:
    """A library without a path stays a single file. Raises as `version_of`, and apsw.ReadOnlyError."""
    set_up(connection)
    version = _check_version(connection)
    connection.pragma("foreign_keys", True)
    if path is not None:
        if connection.readonly("main"):
            raise apsw.ReadOnlyError
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", "full")
    if version < schema.VERSION:
        _migrate(connection, path)
    return connection


def _check_version(connection: apsw.Connection) -> int:
    try:
        return version_of(connection)
    except BaseException:
        connection.close()
        raise


def connect_to_read(path: Path) -> apsw.Connection:
    """Read-only; the library has to be migrated."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    set_up(connection)
    return connection


def set_up(connection: apsw.Connection) -> None:
    wait_at_most(connection, BUSY_MILLISECONDS)
    connection.pragma("trusted_schema", False)
    connection.create_scalar_function("fold", _fold, 1, deterministic=True)


def wait_at_most(connection: apsw.Connection, milliseconds: int) -> None:
    connection.set_busy_timeout(milliseconds)
    connection.setlk_timeout(milliseconds, 0)


def _fold(*values: object) -> str:
    return fold_accents(str(values[0]))


def _migrate(connection: apsw.Connection, path: Path | None) -> None:
    connection.pragma("foreign_keys", False)
    with transaction(connection):
        version = int(connection.pragma("user_version"))
        if path is not None and 0 < version < schema.VERSION:
            _keep_version(path, version)
        for step in schema.MIGRATIONS[version:]:
            connection.execute(step)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise StorageCorrupt("The library's tables do not fit together.")
        connection.pragma("application_id", APPLICATION)
        connection.pragma("user_version", schema.VERSION)
    connection.pragma("foreign_keys", True)


def _keep_version(path: Path, version: int) -> None:
    reader = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        with atomic_write(path.with_name(f"{path.name}.version-{version}")) as file:
            back_up(reader, Path(file.name))
    finally:
        reader.close()


def back_up(connection: apsw.Connection, target: Path) -> None:
    """Writes a consistent copy to the empty `target`, in one step: steps restart when others write."""
    copy = apsw.Connection(str(target))
    try:
        backup = copy.backup("main", connection, "main")
        try:
            while not backup.done:
                backup.step(-1)
        finally:
            backup.close(True)
        copy.pragma("journal_mode", "delete")
    finally:
        copy.close()


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """Takes the write lock at the start."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


_REFUSED = (apsw.ConstraintError, apsw.MismatchError, OverflowError, UnicodeError)
"""Errors for values that SQLite cannot store."""


def translate_error(error: Exception) -> StorageError:
    if isinstance(error, StorageError):
        return error
    if isinstance(error, (apsw.BusyError, apsw.LockedError)):
        return StorageBusy("Another program is writing to the library; try again in a moment.")
    if isinstance(error, (apsw.CorruptError, apsw.NotADBError)):
        return StorageCorrupt(
            "The library is damaged; close Briefing and run briefing doctor, which recovers what it can."
        )
    if isinstance(error, apsw.FullError) or (
        isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    ):
        return StorageError(
            "The disk is full, so this was not saved; free some space and try again."
        )
    if isinstance(error, apsw.IOError):
        return StorageError(
            "The disk reported an error, so this was not saved; check whether it is full or failing."
        )
    if isinstance(error, (apsw.ReadOnlyError, apsw.PermissionsError)) or (
        isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    ):
        return StorageError(
            "The library cannot be written, so nothing is saved; check its folder, which briefing config names."
        )
    if isinstance(error, apsw.TooBigError):
        return StorageRefused("This is too large for the library, so it was not saved; shorten it.")
    if isinstance(error, _REFUSED):
        return StorageRefused("The library did not accept this; open the text again and retry.")
    return StorageError(
        "The library cannot be used, so nothing is saved; check its folder, which briefing config names, and its disk."
    )
