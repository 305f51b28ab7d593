import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw
from msgspec import Struct

from briefing.errors import StorageCorrupt
from briefing.model.say_count import say_count
from briefing.storage import schema
from briefing.storage.connect import make_file, open_and_migrate, transaction
from briefing.storage.file_swap import JOURNALS, new_folder, replace_library
from briefing.storage.recovery.backups import rows_of_backups
from briefing.storage.recovery.classify_rows import classify_rows
from briefing.storage.recovery.copy_rows import DERIVED, complete, copy_rows
from briefing.storage.recovery.damaged_reader import (
    RecoveredRows,
    Row,
    TableShape,
    read_damaged,
    table_shapes,
)
from briefing.storage.recovery.orphan_rows import delete_orphan_rows, make_documents
from briefing.storage.recovery.page_carver import carve_rows
from briefing.storage.recovery.untrusted_database import open_untrusted
from briefing.storage.table_checks import ForeignParts, version_of
from briefing.system.locks import locked_folder

FOREIGN = "The library contained foreign data"


class RecoveredCounts(Struct, frozen=True):
    aside: Path | None
    rows: dict[str, int]
    reason: str
    from_backup: int = 0

    @property
    def sentence(self) -> str:
        if self.aside is None:
            return f"{self.reason} and empty; a new one was created."
        counts = [(self.rows.get(table, 0), what) for table, what in _NAMES.items()]
        found = [say_count(count, what) for count, what in counts if count] or ["nothing"]
        return (
            f"{self.reason}; it is kept as {self.aside.name}, and a new one was created. "
            f"Saved from it{' and from the last backup' if self.from_backup else ''}: {', '.join(found)}."
        )


_NAMES = {
    "document": "briefing",
    "mark": "mark",
    "pending_mark": "waiting mark",
    "correction": "correction",
    "collection": "collection",
}


def rebuild_library(path: Path) -> RecoveredCounts | None:
    """Renames the damaged library and creates one with what is recoverable.

    Returns None if another program did so meanwhile.

    Raises:
        apsw.Error, OSError: if writing fails; then nothing has changed.
    """
    with locked_folder(path.parent), new_folder(path) as folder:
        reason = _reason(path, folder)
        if reason is None:
            return None
        copy, new = folder / "damaged.db", folder / "library.db"
        _copy(path, copy)
        added = 0
        if reason != FOREIGN or not _take_rows(copy, new):
            new.unlink(missing_ok=True)
            added = _fill(new, copy, path)
        rows = _sizes(new)
        return RecoveredCounts(replace_library(path, new, "damaged"), rows, reason, added)


def _reason(path: Path, folder: Path) -> str | None:
    damaged = "The library was damaged"
    if path.stat().st_size == 0:
        return damaged
    probe = folder / "probe.db"
    _copy(path, probe)
    connection = apsw.Connection(str(probe))
    try:
        version_of(connection)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone() is not None
        return damaged if broken or connection.pragma("integrity_check") != "ok" else None
    except ForeignParts:
        return FOREIGN
    except (apsw.Error, StorageCorrupt):
        return damaged
    finally:
        connection.close()


def _copy(path: Path, target: Path) -> None:
    for suffix in ("", *JOURNALS):
        part = Path(os.path.realpath(path) + suffix)
        if part.exists() and suffix != "-shm":
            shutil.copyfile(part, target.with_name(target.name + suffix))


def _take_rows(damaged: Path, new: Path) -> bool:
    try:
        with open_untrusted(damaged) as old:
            copy_rows(old, new)
    except (apsw.CorruptError, apsw.NotADBError, apsw.SQLError, StorageCorrupt):
        return False
    return True


def _fill(new: Path, damaged: Path, path: Path) -> int:
    make_file(new)
    connection = apsw.Connection(str(new))
    try:
        with read_damaged(damaged) as old:
            version = old.version if 0 < old.version <= schema.VERSION else schema.VERSION
            with transaction(connection):
                for step in schema.MIGRATIONS[:version]:
                    connection.execute(step)
                added = _take_over(connection, old, damaged, path)
                if version == schema.VERSION:
                    make_documents(connection)
                stranded = delete_orphan_rows(connection)
                connection.pragma("user_version", version)
        open_and_migrate(connection, None)
        complete(connection, stranded)
        return added
    finally:
        connection.close()


def _sizes(path: Path) -> dict[str, int]:
    connection = apsw.Connection(str(path))
    try:
        return {table: _size(connection, table) for table in _NAMES}
    finally:
        connection.close()


def _take_over(connection: apsw.Connection, old: RecoveredRows, damaged: Path, path: Path) -> int:
    """Returns the number of rows from backups."""
    known, added = table_shapes(connection, DERIVED | {"imported"}), 0
    for shape in known:
        for row in old.rows(shape):
            _add(connection, shape, row)
    if old.broken:
        for shape, row in classify_rows(carve_rows(damaged), known):
            _add(connection, shape, row)
        backup = rows_of_backups(path, known)
        added = sum(_add(connection, shape, row) for shape, row in backup)
    if any(shape.name == "content" for shape in known):
        connection.execute("UPDATE document SET indexed = 0")
    return added


def _add(connection: apsw.Connection, shape: TableShape, row: Row) -> int:
    places = ", ".join("?" for _ in row)
    with suppress(apsw.ConstraintError):
        connection.execute(f'INSERT OR IGNORE INTO "{shape.name}" VALUES ({places})', row)
        return connection.changes()
    return 0


def _size(connection: apsw.Connection, table: str) -> int:
    found: list[tuple[Any, ...]] = connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()
    return int(found[0][0])
