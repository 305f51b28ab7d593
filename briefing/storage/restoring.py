"""Puts a backup in the place of the library, which is kept."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import apsw

from briefing.errors import InputError, StorageBusy, StorageCorrupt
from briefing.storage.connection import APPLICATION, back_up, prepared, translated
from briefing.storage.places import alone, new_folder, replace_library
from briefing.storage.schema import VERSION

_WAIT = 2000
"""How long a restore waits for other programs to close the library, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    briefings: int
    marks: int
    aside: Path | None
    """Where the library that was there is kept."""


def restore(backup: Path, path: Path) -> Restored:
    """Puts the library in the file `backup` in the place of the one at `path`, all at once.

    Raises:
        InputError: when it is no library that can be used; nothing has changed.
        StorageBusy: when another program has the library open; nothing has changed.
        StorageError: when it cannot be written; nothing has changed.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone(path), new_folder(path) as folder:
            new = folder / "library.db"
            counts = _made(backup, new)
            with _closed(path):
                return Restored(*counts, replace_library(path, new, "before-restore"))
    except (apsw.Error, OSError) as error:
        raise translated(error) from None


def _made(backup: Path, new: Path) -> tuple[int, int]:
    """Copies the backup, checks the copy and brings it up to date; how many briefings and marks it has."""
    try:
        _copied(backup, new)
        connection = apsw.Connection(str(new))
        try:
            _check(connection)
            prepared(connection, None)
            counted: list[tuple[Any, ...]] = connection.execute(
                "SELECT (SELECT count(*) FROM document), "
                "(SELECT count(*) FROM mark) + (SELECT count(*) FROM pending_mark)"
            ).fetchall()
            connection.pragma("journal_mode", "delete")
            return counted[0][0], counted[0][1]
        finally:
            connection.close()
    except apsw.NotADBError:
        raise InputError("The file is no Briefing library; nothing has changed.") from None
    except (apsw.CorruptError, StorageCorrupt):
        raise InputError("The backup is damaged, so nothing has changed; use another.") from None


def _copied(backup: Path, new: Path) -> None:
    """Copies through SQLite, so that what is in a journal beside the file comes along."""
    uri = f"file:{quote(os.fsencode(backup.absolute()))}?mode=ro"
    try:
        _copy(uri, new)
    except (apsw.CantOpenError, apsw.ReadOnlyError):
        _copy(f"{uri}&immutable=1", new)


def _copy(uri: str, new: Path) -> None:
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    reader = apsw.Connection(uri, flags=flags)
    try:
        back_up(reader, new)
    finally:
        reader.close()


def _check(connection: apsw.Connection) -> None:
    version, application = (
        int(connection.pragma(name)) for name in ("user_version", "application_id")
    )
    if version > VERSION:
        raise InputError(
            "A newer version of Briefing wrote the backup; install that version to use it."
        )
    known = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE name IN ('document', 'mark')"
    )
    if application not in (0, APPLICATION) or version < 1 or known.fetchone() != (2,):
        raise InputError("The file is no Briefing library; nothing has changed.")
    if connection.pragma("integrity_check") != "ok":
        raise StorageCorrupt("The backup is damaged.")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise StorageCorrupt("The backup's tables do not fit together.")


@contextmanager
def _closed(path: Path) -> Iterator[None]:
    """Holds the library at `path` so that no other program has it open; one that cannot be read is nobody's.

    Raises:
        StorageBusy: when one has.
    """
    if not path.exists() or path.stat().st_size == 0:
        yield
        return
    connection = apsw.Connection(str(path))
    try:
        connection.set_busy_timeout(_WAIT)
        try:
            if connection.pragma("journal_mode", "delete") != "delete":
                raise apsw.BusyError
            connection.execute("BEGIN EXCLUSIVE")
        except (apsw.BusyError, apsw.LockedError):
            raise StorageBusy(
                "Another program has the library open; close it and try again."
            ) from None
        except (apsw.NotADBError, apsw.CorruptError):
            pass
        yield
    finally:
        connection.close()
