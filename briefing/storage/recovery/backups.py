"""Daily backups beside the library, the last five."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import apsw

from briefing.errors import StorageCorrupt, StorageError
from briefing.safe_files import atomic_write
from briefing.storage.read_only_copy import copy_library
from briefing.storage.recovery.damaged_reader import Row, TableShape
from briefing.storage.recovery.untrusted_database import open_untrusted
from briefing.storage.schema import VERSION
from briefing.system.locks import locked_folder

FOLDER = "backups"
KEPT = 5
_NAME = "library-%Y-%m-%d.db"


def list_backups(path: Path) -> list[Path]:
    """Newest first; those dated in the future last."""
    today = _name_today()
    found = (path.parent / FOLDER).glob("library-*.db")
    return sorted(found, key=lambda each: (each.name <= today, each.name), reverse=True)


def back_up_daily(path: Path) -> Path | None:
    """Returns None if there is one from today. Others may write meanwhile. Damaged copies are
    discarded.

    Raises:
        StorageError: if it cannot be made.
    """
    target = path.parent / FOLDER / _name_today()
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        with locked_folder(target.parent):
            if target.exists():
                return None
            os.chmod(target.parent, 0o700)
            for part in target.parent.glob("*.part"):
                part.unlink()
            with atomic_write(target, replace=False) as file:
                copy_library(path, Path(file.name))
                _check(Path(file.name))
            for old in list_backups(path)[KEPT:]:
                old.unlink()
    except (apsw.Error, OSError, StorageError):
        raise StorageError(
            "Today's backup of the library could not be made; check its folder and the disk."
        ) from None
    return target


def _name_today() -> str:
    return time.strftime(_NAME, time.gmtime())


def _check(copy: Path) -> None:
    connection = apsw.Connection(str(copy), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        if connection.pragma("quick_check") != "ok":
            raise StorageCorrupt("The library is damaged.")
    finally:
        connection.close()


def rows_of_backups(path: Path, shapes: list[TableShape]) -> Iterator[tuple[TableShape, Row]]:
    """Rows of damaged newer backups, then of the newest intact one."""
    for backup in list_backups(path):
        with suppress(apsw.Error, OSError, StorageCorrupt), open_untrusted(backup) as old:
            if old.version != VERSION:
                continue
            for shape in shapes:
                yield from ((shape, row) for row in old.rows(shape) if row is not None)
            return
