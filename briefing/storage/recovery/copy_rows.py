import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import apsw

from briefing.errors import StorageCorrupt
from briefing.storage import schema
from briefing.storage.connect import make_file, open_and_migrate, transaction
from briefing.storage.recovery import orphan_rows
from briefing.storage.recovery.classify_rows import RULES, Named, is_hash
from briefing.storage.recovery.damaged_reader import Row, TableShape, table_shapes
from briefing.storage.recovery.untrusted_database import UntrustedDatabase
from briefing.storage.table_checks import made_in_memory

_INDEX = ("section", "name", "name_part", "named", "described", "acronym")
DERIVED = frozenset((*_INDEX, "story", "story_issue", "story_sign", "story_term"))
_NEEDED = ("document", "mark")
_FIRST = ("mark_order",)
"""Filled first, because triggers of others add rows to them."""
_MOST = 1 << 48
"""Maximum number, so that there is always a next one."""
_WITH_TIMES = ("imported", "fetched")
"""They hold nanoseconds."""
_SINCE = "UPDATE watch SET since = min(since, (SELECT coalesce(max(id), 0) FROM document))"
"""Texts that come in later have larger numbers than the last that is left."""
_TYPES = {"INTEGER": int, "TEXT": str, "BLOB": bytes}
Check = Callable[[Row], bool]


def copy_rows(old: UntrustedDatabase, new: Path) -> Counter[str]:
    """Creates `new`; returns rejected rows by table.

    Raises:
        StorageCorrupt: if `old` is damaged or not a library.
        apsw.Error, OSError: if `old` is unreadable or `new` cannot be written.
    """
    version = _version(old)
    make_file(new)
    connection = apsw.Connection(str(new))
    try:
        connection.pragma(
            "synchronous", "off"
        )  # Nobody knows of the file before it is put in place.
        refused = Counter[str]()
        with transaction(connection):
            for step in schema.MIGRATIONS[:version]:
                connection.execute(step)
            for shape in sorted(
                table_shapes(connection, DERIVED), key=lambda each: each.name not in _FIRST
            ):
                refused[shape.name] += _copy(connection, old, shape)
            connection.execute("UPDATE document SET indexed = 0")
            connection.execute("UPDATE feed SET private = '', etag = '', modified = ''")
            stranded = orphan_rows.delete_orphan_rows(connection)
            connection.pragma("user_version", version)
        open_and_migrate(connection, None)
        refused += complete(connection, stranded)
        return +refused
    finally:
        connection.close()


def _version(old: UntrustedDatabase) -> int:
    """The latest whose tables all exist; the number in the file may be wrong."""
    for version in range(schema.VERSION, 0, -1):
        with made_in_memory(version) as connection:
            if all(map(old.has, table_shapes(connection, DERIVED))):
                return version
    if not 0 < old.version <= schema.VERSION:
        raise StorageCorrupt("It is not a Briefing library.")
    return old.version


def complete(connection: apsw.Connection, stranded: list[Row]) -> Counter[str]:
    """Deletes unreadable rows of a current library; returns their number by table.

    Annotations of removed documents, and `stranded` ones, become pending.
    """
    with transaction(connection):
        lost = orphan_rows.find_unreadable(connection)
        stranded += orphan_rows.drop_texts(connection, lost)
        orphan_rows.reset_sections(connection, orphan_rows.find_unsplit(connection))
        orphan_rows.make_pending(connection, stranded)
        dropped = orphan_rows.drop_unreadable(connection)
        connection.execute(_SINCE)
    return Counter(document=len(lost), mark=dropped)


def _copy(connection: apsw.Connection, old: UntrustedDatabase, shape: TableShape) -> int:
    """Returns the number of invalid rows, or 1 for a foreign table."""
    if not old.has(shape):
        if shape.name in _NEEDED:
            raise StorageCorrupt("It is not a Briefing library.")
        return 1
    sound = _checker(connection, shape)
    places = ", ".join("?" for _ in shape.columns)
    insert = f'INSERT OR IGNORE INTO "{shape.name}" VALUES ({places})'
    refused = 0
    for row in old.rows(shape):
        taken = row is not None and sound(row) and _insert(connection, insert, row)
        refused += not taken
    return refused


def _insert(connection: apsw.Connection, insert: str, row: Row) -> bool:
    try:
        connection.execute(insert, row)
    except apsw.ConstraintError:
        return False
    return connection.changes() > 0


def _checker(connection: apsw.Connection, shape: TableShape) -> Check:
    about = connection.execute(
        'SELECT type, "notnull" OR pk FROM pragma_table_info(?) ORDER BY cid', (shape.name,)
    ).fetchall()
    columns = [(_TYPES[str(kind)], bool(needed)) for kind, needed in about]
    bounded = shape.name not in _WITH_TIMES
    rule = _RULES.get(shape.name, bool)

    def sound(row: Row) -> bool:
        typed = all(
            _fits(value, kind, needed, bounded=bounded)
            for value, (kind, needed) in zip(row, columns, strict=True)
        )
        return typed and rule(dict(zip(shape.columns, row, strict=True)))

    return sound


def _fits(value: object, kind: type, needed: bool, *, bounded: bool) -> bool:
    if value is None:
        return not needed
    if not isinstance(value, kind):
        return False
    return not (bounded and isinstance(value, int)) or 0 <= value < _MOST


def _is_setting(row: Named) -> bool:
    try:
        json.loads(str(row["value"]))
    except (ValueError, RecursionError):
        return False
    return True


def _is_of_text(row: Named) -> bool:
    return row["sha256"] is None or is_hash(row["sha256"])


_RULES: dict[str, Callable[[Named], bool]] = {
    **RULES,
    "setting": _is_setting,
    "read_mark": _is_of_text,
    "identity": _is_of_text,
}
