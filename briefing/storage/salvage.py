"""Saves what can be read of a damaged library into a new one; the damaged one is kept whole."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw
from msgspec import Struct

from briefing.storage.carving import carve
from briefing.storage.connection import make_file, prepared, transaction
from briefing.storage.leftovers import (
    drop_texts,
    drop_unreadable,
    make_documents,
    make_whole,
    strand,
    take_leftovers,
    unreadable,
    unsplit,
)
from briefing.storage.places import JOURNALS, alone, new_folder, replace_library
from briefing.storage.rescue import Rescue, Row, Shape, rescue, shapes
from briefing.storage.schema import MIGRATIONS, VERSION
from briefing.storage.sorting import sort_out

DERIVED = frozenset({"section", "name", "name_part", "named", "described", "acronym", "imported"})
"""Tables that are made anew of what is kept, and what was tried only."""


class Saved(Struct, frozen=True):
    """What became of a damaged library."""

    aside: Path | None
    """Where it is kept."""
    rows: dict[str, int]
    """How many rows of each table were saved."""

    @property
    def told(self) -> str:
        """It in one sentence, or two."""
        if self.aside is None:
            return "The library was damaged and empty; a new one was begun."
        counts = [_count(self.rows.get(table, 0), what) for table, what in _NAMES.items()]
        found = [count for count in counts if count] or ["nothing"]
        return (
            f"The library was damaged; it is kept as {self.aside.name}, and a new one was begun. "
            f"Saved from it: {', '.join(found)}."
        )


_NAMES = {
    "document": "briefing",
    "mark": "mark",
    "pending_mark": "waiting mark",
    "correction": "correction",
    "collection": "collection",
}


def salvage(path: Path) -> Saved | None:
    """Sets the damaged library at `path` aside and puts a new one in its place with what could be saved.

    None where another program did so in the meantime.

    Raises:
        apsw.Error, OSError: when the new one cannot be written; then nothing has changed.
    """
    with alone(path), new_folder(path) as folder:
        if not _is_damaged(path, folder):
            return None
        copy, new = folder / "damaged.db", folder / "library.db"
        _copy(path, copy)
        make_file(new)
        rows = _fill(new, copy)
        return Saved(replace_library(path, new, "damaged"), rows)


def _is_damaged(path: Path, folder: Path) -> bool:
    """Whether the library cannot be opened, or its tables not read; tried on a copy."""
    if path.stat().st_size == 0:
        return True
    probe = folder / "probe.db"
    _copy(path, probe)
    connection = apsw.Connection(str(probe))
    try:
        broken = connection.execute("PRAGMA foreign_key_check").fetchone() is not None
        return broken or connection.pragma("integrity_check") != "ok"
    except apsw.Error:
        return True
    finally:
        connection.close()


def _copy(path: Path, target: Path) -> None:
    """Copies a library and its journal, so that reading it changes nothing."""
    for suffix in ("", *JOURNALS):
        part = path.with_name(path.name + suffix)
        if part.exists() and suffix != "-shm":
            shutil.copyfile(part, target.with_name(target.name + suffix))


def _fill(new: Path, damaged: Path) -> dict[str, int]:
    """Saves the rows of `damaged` to the new library, brings that up to date, and tells how many there are."""
    connection = apsw.Connection(str(new))
    try:
        with rescue(damaged) as old:
            version = old.version if 0 < old.version <= VERSION else VERSION
            with transaction(connection):
                for step in MIGRATIONS[:version]:
                    connection.execute(step)
                _take_over(connection, old, damaged)
                if version == VERSION:
                    make_documents(connection)
                stranded = take_leftovers(connection)
                connection.pragma("user_version", version)
        prepared(connection, None)
        with transaction(connection):
            stranded += drop_texts(connection, unreadable(connection))
            make_whole(connection, unsplit(connection))
            strand(connection, stranded)
            drop_unreadable(connection)
        return {table: _size(connection, table) for table in _NAMES}
    finally:
        connection.close()


def _take_over(connection: apsw.Connection, old: Rescue, damaged: Path) -> None:
    """Keeps the rows that can be read in their tables, and where some cannot, those on the pages that are there."""
    known = shapes(connection, DERIVED)
    for shape in known:
        for row in old.rows(shape):
            _add(connection, shape, row)
    if old.broken:
        for shape, row in sort_out(carve(damaged), known):
            _add(connection, shape, row)
    if any(shape.name == "content" for shape in known):
        connection.execute("UPDATE document SET indexed = 0")


def _add(connection: apsw.Connection, shape: Shape, row: Row) -> None:
    """Adds a row; one that is there, or that the table does not take, is passed over."""
    places = ", ".join("?" for _ in row)
    with suppress(apsw.ConstraintError):
        connection.execute(f'INSERT OR IGNORE INTO "{shape.name}" VALUES ({places})', row)


def _size(connection: apsw.Connection, table: str) -> int:
    found: list[tuple[Any, ...]] = connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()
    return int(found[0][0])


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}" if number else ""
