from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw
from msgspec import Struct

Row = tuple[Any, ...]
_NEAR = 512
"""Row ids tried after an unreadable row before steps double."""
_LAST = 1 << 62


class TableShape(Struct, frozen=True):
    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    """Primary key; empty with row ids."""


def table_shapes(connection: apsw.Connection, without: frozenset[str]) -> list[TableShape]:
    found: list[Row] = connection.execute(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite%' ORDER BY name"
    ).fetchall()
    return [_shape(connection, name, bool(wr)) for name, wr in found if name not in without]


def _shape(connection: apsw.Connection, name: str, keyed: bool) -> TableShape:
    columns: list[Row] = connection.execute(
        "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", (name,)
    ).fetchall()
    key = sorted((pk, column) for column, pk in columns if pk) if keyed else []
    return TableShape(
        name, tuple(column for column, _ in columns), tuple(column for _, column in key)
    )


class RecoveredRows:
    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.broken = False
        self.version = self._version()
        """`PRAGMA user_version`; 0 if unreadable."""

    def _version(self) -> int:
        try:
            return int(self._connection.pragma("user_version"))
        except apsw.Error:
            self.broken = True
            return 0

    def rows(self, shape: TableShape) -> Iterator[Row]:
        if shape.key:
            yield from self._by_key(shape)
        else:
            yield from self._by_number(shape)

    def _by_number(self, shape: TableShape) -> Iterator[Row]:
        query = f'SELECT rowid, {_list(shape.columns)} FROM "{shape.name}" WHERE rowid > ? ORDER BY rowid'
        after, misses = 0, 0
        while after < _LAST:
            try:
                for number, *row in self._connection.execute(query, (after,)):
                    yield tuple(row)
                    after, misses = number, 0
                return
            except apsw.Error:
                self.broken = True
                misses += 1
                after += 1 if misses < _NEAR else 1 << min(60, misses - _NEAR)

    def _by_key(self, shape: TableShape) -> Iterator[Row]:
        seen: set[Row] = set()
        places = [shape.columns.index(column) for column in shape.key]
        for direction in ("", " DESC"):
            order = ", ".join(f'"{column}"{direction}' for column in shape.key)
            query = f'SELECT {_list(shape.columns)} FROM "{shape.name}" ORDER BY {order}'
            for row in self._readable(query):
                key = tuple(row[place] for place in places)
                if key not in seen:
                    seen.add(key)
                    yield row
        yield from self._by_indexes(shape, seen)

    def _by_indexes(self, shape: TableShape, seen: set[Row]) -> Iterator[Row]:
        match = " AND ".join(f'"{column}" = ?' for column in shape.key)
        query = f'SELECT {_list(shape.columns)} FROM "{shape.name}" WHERE {match}'
        for index in self._indexes(shape.name):
            keys = f'SELECT {_list(shape.key)} FROM "{shape.name}" INDEXED BY "{index}"'
            for key in self._readable(keys):
                if key not in seen:
                    seen.add(key)
                    yield from self._readable(query, key)

    def _indexes(self, table: str) -> list[str]:
        found = self._readable(
            "SELECT name FROM pragma_index_list(?) WHERE origin = 'c' AND NOT partial", (table,)
        )
        return [row[0] for row in found]

    def _readable(self, query: str, values: Row = ()) -> Iterator[Row]:
        try:
            yield from self._connection.execute(query, values)
        except apsw.Error:
            self.broken = True


@contextmanager
def read_damaged(path: Path) -> Iterator[RecoveredRows]:
    """May change the file, which has to be a copy."""
    connection = apsw.Connection(str(path))
    try:
        connection.execute("PRAGMA writable_schema = ON; PRAGMA trusted_schema = OFF")
        yield RecoveredRows(connection)
    finally:
        connection.close()


def _list(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
