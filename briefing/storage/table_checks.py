"""Checks that a database has only our tables, before anything in it can run."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import apsw

from briefing.errors import StorageCorrupt, StorageFromFuture
from briefing.model.content_hash import sha256_of
from briefing.storage import schema

APPLICATION = 0x42524647
"""`PRAGMA application_id`: "BRFG"."""
_NAMED = 3
_PARTS = r"""
    SELECT type, name, tbl_name, sql FROM sqlite_schema
    WHERE name NOT LIKE 'sqlite\_stat%' ESCAPE '\' ORDER BY type, name, sql
"""
Part = tuple[Any, ...]


class ForeignParts(StorageCorrupt):
    """Tables, views, triggers or indexes that are not ours."""


def version_of(connection: apsw.Connection) -> int:
    """0 for an empty database; checks the tables.

    Raises:
        StorageFromFuture: if it has a newer format.
        StorageCorrupt: if it is not a library, or has foreign parts.
        apsw.Error: if it cannot be read.
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
    """Early versions did not write it."""
    return (APPLICATION,) if version == schema.VERSION else (APPLICATION, 0)


def _check_parts(found: list[Part], version: int) -> None:
    if version == schema.VERSION and digest(found) == schema.DIGEST:
        return
    expected = set(schema_parts(version))
    if lost := expected.difference(found):
        ours = {part[:2] for part in found}
        if gone := [part for part in lost if part[:2] not in ours]:
            raise StorageCorrupt(f"The library is damaged: it has no {_name_parts(gone)}.")
    if foreign := [part for part in found if part not in expected]:
        raise ForeignParts(
            f"The library contains parts that are not Briefing's: {_name_parts(foreign)}."
        )


def _name_parts(some: list[Part]) -> str:
    names = [f"{kind} {name}" for kind, name, *_ in sorted(some, key=str)]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


@cache
def schema_parts(version: int) -> tuple[Part, ...]:
    with made_in_memory(version) as connection:
        return tuple(connection.execute(_PARTS))


@contextmanager
def made_in_memory(version: int) -> Iterator[apsw.Connection]:
    connection = apsw.Connection(":memory:")
    try:
        for step in schema.MIGRATIONS[:version]:
            connection.execute(step)
        yield connection
    finally:
        connection.close()


def digest(found: list[Part]) -> str:
    return sha256_of(repr(found).encode("utf-8", "backslashreplace"))
