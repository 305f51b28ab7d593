"""Reads an untrusted database without running anything in it: only plain columns of plain tables, without indexes.

Source: "Defense Against The Dark Arts", sqlite.org.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from briefing.errors import StorageCorrupt
from briefing.storage.recovery.damaged_reader import Row, TableShape

_SETTINGS = {
    apsw.SQLITE_DBCONFIG_DEFENSIVE: 1,
    apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA: 0,
    apsw.SQLITE_DBCONFIG_WRITABLE_SCHEMA: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_VIEW: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER: 0,
}
_LIMITS = {
    apsw.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    apsw.SQLITE_LIMIT_EXPR_DEPTH: 50,
    apsw.SQLITE_LIMIT_COMPOUND_SELECT: 3,
    apsw.SQLITE_LIMIT_FUNCTION_ARG: 8,
    apsw.SQLITE_LIMIT_ATTACHED: 0,
    apsw.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    apsw.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_FUNCTIONS = ("typeof", "octet_length")
_LARGEST = 256 << 20
"""Largest value read, in bytes."""
_SMALLEST_ROW = 4
"""Minimum bytes per row; a file with more rows is cyclic."""
_TABLE = "SELECT type, rootpage, sql FROM sqlite_schema WHERE name = ?"
_CODECS = {"UTF-8": "utf-8", "UTF-16le": "utf-16-le", "UTF-16be": "utf-16-be"}


class UntrustedDatabase:
    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._codec = _CODECS[str(connection.pragma("encoding"))]
        pages, size = (int(connection.pragma(name)) for name in ("page_count", "page_size"))
        self._most = pages * size // _SMALLEST_ROW
        self.version = int(connection.pragma("user_version"))
        self.application = int(connection.pragma("application_id"))
        connection.authorizer = _authorize

    def has(self, shape: TableShape) -> bool:
        """Returns whether there is such a plain table without computed columns."""
        found: list[Row] = self._connection.execute(_TABLE, (shape.name,)).fetchall()
        plain = [root for kind, root, sql in found if kind == "table" and _is_plain(sql)]
        if len(found) != 1 or not plain or not plain[0]:
            return False
        about: list[Row] = self._connection.execute(
            f'PRAGMA table_xinfo("{shape.name}")'
        ).fetchall()
        return set(shape.columns) <= {row[1] for row in about if row[6] == 0}

    def rows(self, shape: TableShape) -> Iterator[Row | None]:
        """Yields None for invalid rows; check with `has` first.

        Raises:
            StorageCorrupt, apsw.CorruptError: for damaged pages.
        """
        columns = ", ".join(map(_column, shape.columns))
        query = f'SELECT {columns} FROM "{shape.name}" NOT INDEXED'
        for number, row in enumerate(self._connection.execute(query)):
            if number > self._most:
                raise StorageCorrupt("The database claims more rows than it has room for.")
            yield self._decode_row(row)

    def _decode_row(self, row: Row) -> Row | None:
        values = []
        for kind, value in zip(row[::2], row[1::2], strict=True):
            if kind != "null" and value is None:
                return None
            try:
                values.append(value.decode(self._codec) if kind == "text" else value)
            except UnicodeDecodeError:
                return None
        return tuple(values)


def _is_plain(sql: object) -> bool:
    return isinstance(sql, str) and sql.startswith("CREATE TABLE ")


def _column(name: str) -> str:
    """Type and value: text as bytes, because it may be invalid; NULL if too large."""
    text = f'CASE typeof("{name}") WHEN \'text\' THEN CAST("{name}" AS BLOB) ELSE "{name}" END'
    return f'typeof("{name}"), CASE WHEN octet_length("{name}") <= {_LARGEST} THEN {text} END'


def _authorize(
    action: int, first: str | None, second: str | None, database: str | None, within: str | None
) -> int:
    """Lets only our own queries read; `within` is a view or trigger."""
    allowed = {
        apsw.SQLITE_SELECT: True,
        apsw.SQLITE_READ: database == "main",
        apsw.SQLITE_FUNCTION: second in _FUNCTIONS,
        apsw.SQLITE_PRAGMA: first == "table_xinfo",
    }
    return apsw.SQLITE_OK if within is None and allowed.get(action) else apsw.SQLITE_DENY


@contextmanager
def open_untrusted(path: Path) -> Iterator[UntrustedDatabase]:
    """`path` has to be a private copy.

    Raises:
        apsw.CorruptError, apsw.NotADBError, apsw.SQLError: if it is damaged or not a database.
    """
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        for setting, value in _SETTINGS.items():
            connection.config(setting, value)
        for limit, most in _LIMITS.items():
            connection.limit(limit, most)
        connection.execute("PRAGMA cell_size_check = ON; PRAGMA query_only = ON")
        yield UntrustedDatabase(connection)
    finally:
        connection.close()
