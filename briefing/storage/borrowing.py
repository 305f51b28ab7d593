"""A library that may be read and not written, held in memory."""

import shutil
import tempfile
from pathlib import Path

import apsw

from briefing.storage.connection import prepared, translated

_MOST = 256 << 20
"""The largest library that is held in memory, in bytes."""


def borrowed(path: Path) -> apsw.Connection:
    """A library in memory that holds what the one at `path` does, or nothing where it is too large or not there.

    Raises:
        StorageError: when it is there and cannot be read.
    """
    try:
        if not path.is_file() or path.stat().st_size > _MOST:
            return prepared(apsw.Connection(":memory:"), None)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            for suffix in ("", "-wal"):
                part = path.with_name(path.name + suffix)
                if part.exists():
                    shutil.copyfile(part, copy.with_name(copy.name + suffix))
            return prepared(_in_memory(copy), None)
    except (apsw.Error, OSError) as error:
        raise translated(error) from None


def _in_memory(path: Path) -> apsw.Connection:
    reader, memory = apsw.Connection(str(path)), apsw.Connection(":memory:")
    try:
        with memory.backup("main", reader, "main") as backup:
            backup.step(-1)
    finally:
        reader.close()
    return memory
