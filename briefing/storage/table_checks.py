"""Whether a database has our tables and nothing else: told before anything that is in it could run."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import apsw

from briefing.errors import StorageCorrupt, StorageFromFuture
from briefing.storage import schema

APPLICATION = 0x42524647
"""`PRAGMA application_id`: "BRFG"."""
_NAMED = 3
"""Parts that are not ours and are named in a sentence."""
_PARTS = r"""
    SELECT type, name, tbl_name, sql FROM sqlite_schema
    WHERE name NOT LIKE 'sqlite\_stat%' ESCAPE '\' ORDER BY type, name, sql
"""
Part = tuple[Any, ...]


class ForeignParts(StorageCorrupt):
    """A library holds tables, views, triggers or indexes that are not ours."""


def version_of(connection: apsw.Connection) -> int:
    """The version of a library whose tables are as that version made them; 0 of an empty database.

    Raises:
        StorageFromFuture: when a newer version of the program wrote it.
        StorageCorrupt: when it is no library, or holds what no version of the program made.
        apsw.Error: when it cannot be read.
    """
    with connection:  # One view of the file, though another program may be bringing it up to date.
        version = int(connection.pragma("user_version"))
        application = int(connection.pragma("application_id"))
        found = connection.execute(_PARTS).fetchall() if version <= schema.VERSION else []
    if version > schema.VERSION:
        raise StorageFromFuture(
            "A newer version of Briefing wrote the library; install that version to use it."
        )
    if version < 0 or application not in _applications(version):
        raise StorageCorrupt("The library is damaged: its header is not one of Briefing's.")
    _check_parts(found, version)
    return version


def _applications(version: int) -> tuple[int, ...]:
    """What may be in the header; it was not always written."""
    return (APPLICATION,) if version == schema.VERSION else (APPLICATION, 0)


def _check_parts(found: list[Part], version: int) -> None:
    if version == schema.VERSION and digest(found) == schema.DIGEST:
        return
    expected = set(schema_parts(version))
    if lost := expected.difference(found):
        ours = {part[:2] for part in found}
        if gone := [part for part in lost if part[:2] not in ours]:
            raise StorageCorrupt(f"The library is damaged: it has no {_called(gone)}.")
    if foreign := [part for part in found if part not in expected]:
        raise ForeignParts(f"The library holds what is not Briefing's: {_called(foreign)}.")


def _called(some: list[Part]) -> str:
    names = [f"{kind} {name}" for kind, name, *_ in sorted(some, key=str)]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


@cache
def schema_parts(version: int) -> tuple[Part, ...]:
    """The tables, indexes and triggers of a version: type, name, table and SQL of each."""
    with made_in_memory(version) as connection:
        return tuple(connection.execute(_PARTS))


@contextmanager
def made_in_memory(version: int) -> Iterator[apsw.Connection]:
    """An empty library of a version."""
    connection = apsw.Connection(":memory:")
    try:
        for step in schema.MIGRATIONS[:version]:
            connection.execute(step)
        yield connection
    finally:
        connection.close()


def digest(found: list[Part]) -> str:
    """By what the parts of a database are known without making them anew, which takes 10 ms."""
    return hashlib.sha256(repr(found).encode("utf-8", "backslashreplace")).hexdigest()
