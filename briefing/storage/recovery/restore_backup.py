import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import apsw
from msgspec import Struct

from briefing.errors import InputError, StorageBusy, StorageCorrupt
from briefing.storage.connect import back_up, translate_error
from briefing.storage.file_swap import new_folder, replace_library
from briefing.storage.recovery.copy_rows import copy_rows
from briefing.storage.recovery.damaged_reader import TableShape
from briefing.storage.recovery.untrusted_database import UntrustedDatabase, open_untrusted
from briefing.storage.schema import VERSION
from briefing.storage.table_checks import APPLICATION
from briefing.system.locks import locked_folder

_WAIT = 2000
"""Milliseconds."""


class Restored(Struct, frozen=True):
    briefings: int
    marks: int
    refused: int
    """Rows that no library of ours could contain."""
    aside: Path | None


def restore_backup(backup: Path, path: Path) -> Restored:
    """Keeps the previous library under another name; after an error, nothing has changed.
    Runs nothing of `backup`, which is untrusted.

    Raises:
        InputError: if it is not a usable library.
        StorageBusy: if another program has the library open.
        StorageError: if the library cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked_folder(path.parent), new_folder(path) as folder:
            new = folder / "library.db"
            briefings, marks, refused = _make_library(backup, folder, new)
            with _lock_closed(path):
                aside = replace_library(path, new, "before-restore")
            return Restored(briefings, marks, refused, aside)
    except (apsw.Error, OSError) as error:
        raise translate_error(error) from None


def _make_library(backup: Path, folder: Path, new: Path) -> tuple[int, int, int]:
    copy = folder / "backup.db"
    try:
        _copy_backup(backup, copy)
        with open_untrusted(copy) as old:
            _check(old)
            refused = copy_rows(old, new)
    except apsw.NotADBError:
        raise InputError("The file is not a Briefing library; nothing was changed.") from None
    except (apsw.CorruptError, apsw.SQLError, apsw.AuthError, StorageCorrupt):
        raise InputError(
            "The backup is damaged and nothing was changed; use another one."
        ) from None
    connection = apsw.Connection(str(new))
    try:
        counted: list[tuple[Any, ...]] = connection.execute(
            "SELECT (SELECT count(*) FROM document), "
            "(SELECT count(*) FROM mark) + (SELECT count(*) FROM pending_mark)"
        ).fetchall()
        connection.pragma("journal_mode", "delete")
    finally:
        connection.close()
    return counted[0][0], counted[0][1], refused.total()


def _copy_backup(backup: Path, new: Path) -> None:
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


def _check(old: UntrustedDatabase) -> None:
    if old.version > VERSION:
        raise InputError(
            "A newer version of Briefing wrote the backup; install that version to use it."
        )
    known = all(old.has(TableShape(name, ("sha256",), ())) for name in ("document", "mark"))
    if old.application not in (0, APPLICATION) or old.version < 1 or not known:
        raise InputError("The file is not a Briefing library; nothing was changed.")


@contextmanager
def _lock_closed(path: Path) -> Iterator[None]:
    """An unreadable one needs no lock."""
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
