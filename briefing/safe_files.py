"""Writes files atomically, never through a link."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from briefing.system import open_flags

_LONGEST = 200
"""Bytes of the name used in that of the temporary file; a name has at most 255."""


@contextmanager
def atomic_write(path: Path, *, replace: bool = True) -> Iterator[BinaryIO]:
    """A temporary file, readable by its owner only, renamed to `path` at the end. On failure nothing changes. Links are replaced.

    Raises:
        FileExistsError: `replace` is False and something is at `path`.
    """
    before = os.fsencode(path.name)[:_LONGEST].decode("utf-8", "ignore")
    descriptor, name = tempfile.mkstemp(prefix=f"{before}.new-", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with open(name, "w+b", opener=lambda *_: descriptor) as file:
            yield file
            file.flush()
            if not os.path.samestat(os.fstat(file.fileno()), os.lstat(part)):
                raise OSError(errno.EBUSY, "Another program replaced it while it was being written")
        put_in_place(part, path, replace=replace)
    finally:
        part.unlink(missing_ok=True)


def put_in_place(part: Path, path: Path, *, replace: bool = True) -> None:
    """Sync a file and rename it in one step. Without `replace`, `part` may stay too.

    Raises as `atomic_write`.
    """
    _sync(part)
    if replace:
        os.replace(part, path)
    else:
        _give_name(part, path)
    with suppress(OSError):
        _sync(path.parent)


def _give_name(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        os.rename(part, path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, open_flags.READ | open_flags.NO_LINK)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_regular(path: Path, largest: int) -> bytes:
    """Never waits for a pipe or reads a device.

    Raises:
        OSError: not a regular file, or over `largest` bytes.
    """
    descriptor = os.open(path, open_flags.READ | open_flags.NO_WAITING)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "It is not a regular file")
        data = file.read(largest + 1)
    if len(data) > largest:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return data
