"""A new library is a copy of an empty one, on disk or in memory, and nothing waits for the disk: making the tables and waiting took a tenth of the time of the tests."""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import apsw

from briefing.safe_files import atomic_write
from briefing.storage import connect
from briefing.storage.recovery import rebuild  # noqa: F401 - It takes the real `make_file`, whichever test comes first.

_make_file, _open_and_migrate = connect.make_file, connect.open_and_migrate


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "library.db")
        _make_file(path)
        _open_and_migrate(apsw.Connection(str(path)), path).close()
        return path.read_bytes()


def make_file(path: Path) -> None:
    """In the place of `connect.make_file`."""
    with suppress(FileExistsError), atomic_write(path, replace=False) as file:
        file.write(_empty())


@cache
def _empty_in_memory() -> bytes:
    return _open_and_migrate(apsw.Connection(":memory:"), None).serialize("main")


def open_and_migrate(connection: apsw.Connection, path: Path | None) -> apsw.Connection:
    """In the place of `connect.open_and_migrate`."""
    if path is None and not connection.pragma("page_count"):
        connection.deserialize("main", _empty_in_memory())
    opened = _open_and_migrate(connection, path)
    opened.pragma("synchronous", "off")
    return opened


def use(monkeypatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    monkeypatch.setattr(connect, "make_file", make_file)
    monkeypatch.setattr(connect, "open_and_migrate", open_and_migrate)
