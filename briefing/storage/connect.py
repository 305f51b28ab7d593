"""Opens the database, brings it up to date, and turns its errors into ours."""

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
"""How long a write waits for another program's, unless somebody looks on."""

PAGE = 8192
"""Bytes of a page of the file: texts of some thousand bytes fill pages of 4096 badly, and take 5 % more room."""


def open_library(path: Path | None) -> apsw.Connection:
    """An up-to-date connection to the library at `path`, or to one in memory.

    A file is made where there is none, readable by its owner only.

    Raises:
        StorageFromFuture: when a newer version of the program wrote it; it is left unchanged.
        StorageCorrupt, apsw.Error, OSError: when it is damaged, or cannot be opened or written.
    """
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
    """Makes the folder and the file of a library where they are not there; one that is there is closed to others.

    Raises:
        StorageCorrupt: when the file is there and was emptied.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        found = path.stat()
        if found.st_size == 0:
            raise StorageCorrupt("The library's file is empty.")
        if stat.S_ISREG(found.st_mode) and found.st_mode & 0o077 and not path.is_symlink():
            _close_to_others(path, found.st_mode & 0o700)
    else:
        make_file(path)


def _close_to_others(path: Path, mode: int) -> None:
    """Leaves the library and its journal to their owner, where that can be."""
    for part in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        with suppress(OSError):
            part.chmod(mode)


def make_file(path: Path) -> None:
    """Puts a new library at `path` in one step, so that another program never meets it half made."""
    with suppress(FileExistsError), atomic_write(path, replace=False) as file:
        new = apsw.Connection(file.name)
        new.pragma("page_size", PAGE)
        new.pragma("application_id", APPLICATION)
        new.pragma("journal_mode", "wal")
        new.close()


def open_and_migrate(connection: apsw.Connection, path: Path | None) -> apsw.Connection:
    """The connection, set up, its library up to date; one without a path is kept as one file.

    Raises:
        StorageFromFuture: when a newer version of the program wrote the library.
        StorageCorrupt: when it holds what no version made; nothing of it was run.
        apsw.ReadOnlyError: when it may be read only.
    """
    set_up(connection)
    version = _checked(connection)
    connection.pragma("foreign_keys", True)
    if path is not None:
        if connection.readonly("main"):
            raise apsw.ReadOnlyError
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", "full")
    if version < schema.VERSION:
        _migrate(connection, path)
    return connection


def _checked(connection: apsw.Connection) -> int:
    """The version of a library with no parts but ours; another is closed."""
    try:
        return version_of(connection)
    except BaseException:
        connection.close()
        raise


def connect_to_read(path: Path) -> apsw.Connection:
    """A connection that cannot write, to a library that is up to date."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    set_up(connection)
    return connection


def set_up(connection: apsw.Connection) -> None:
    """What every connection is told."""
    wait_at_most(connection, BUSY_MILLISECONDS)
    connection.pragma("trusted_schema", False)
    connection.create_scalar_function("fold", _folded, 1, deterministic=True)


def wait_at_most(connection: apsw.Connection, milliseconds: int) -> None:
    """Sets how long it waits for another program: locks of the journal are tried every millisecond, others seldomer."""
    connection.set_busy_timeout(milliseconds)
    connection.setlk_timeout(milliseconds, 0)


def _folded(*values: object) -> str:
    """SQL's `fold(text)`."""
    return fold_accents(str(values[0]))


def _migrate(connection: apsw.Connection, path: Path | None) -> None:
    """Brings the library up to date in one transaction, after a copy of it was made.

    Another program may be at it: whoever comes second finds it done.
    """
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
    """Keeps a copy of a library of an older version beside it, whole or not at all."""
    reader = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        with atomic_write(path.with_name(f"{path.name}.version-{version}")) as file:
            back_up(reader, Path(file.name))
    finally:
        reader.close()


def back_up(connection: apsw.Connection, target: Path) -> None:
    """Writes one consistent copy of the library to the empty file `target`, while others may write to it.

    It is read in one step, so that writing elsewhere does not make it begin anew.
    """
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
    """One write, whole or not at all; it waits for its turn at the start, never in the middle."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


_REFUSED = (
    apsw.ConstraintError,
    apsw.MismatchError,
    OverflowError,
    UnicodeError,
)
"""What SQLite, or the way to it, says of a value that it cannot keep."""


def translate_error(error: Exception) -> StorageError:
    """Our error for one of the database or the system, as a sentence that says what to do."""
    if isinstance(error, StorageError):
        return error
    if isinstance(error, (apsw.BusyError, apsw.LockedError)):
        return StorageBusy("Another program is writing to the library; try again in a moment.")
    if isinstance(error, (apsw.CorruptError, apsw.NotADBError)):
        return StorageCorrupt(
            "The library is damaged; close Briefing and run briefing doctor, which saves what it can."
        )
    if isinstance(error, apsw.FullError) or (
        isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    ):
        return StorageError("The disk is full, so this was not kept; make room and try again.")
    if isinstance(error, apsw.IOError):
        return StorageError(
            "The disk refused it, so this was not kept; see whether it is full or failing."
        )
    if isinstance(error, (apsw.ReadOnlyError, apsw.PermissionsError)) or (
        isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    ):
        return StorageError("The library cannot be written, so nothing is kept; check its folder.")
    if isinstance(error, apsw.TooBigError):
        return StorageRefused("This is too large for the library, so it was not kept; shorten it.")
    if isinstance(error, _REFUSED):
        return StorageRefused("The library did not take this; open the text again and retry.")
    return StorageError(
        "The library cannot be used, so nothing is kept; check its folder and disk."
    )
