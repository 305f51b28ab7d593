"""Files of ours: written whole or not at all, and never through a link."""

import errno
import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_LONGEST = 200
"""Bytes of a file's name that go into the name of what is to replace it; a name has 255 at most."""


@contextmanager
def atomic_write(path: Path, *, replace: bool = True) -> Iterator[BinaryIO]:
    """A new file beside `path`, for its owner only, that becomes `path` at the end; its `name` is where it is.

    When anything fails before, all stays as it was. What stands at `path` is replaced and never written to: of a
    link the link, of a file with several names this name alone.

    Raises:
        FileExistsError: without `replace`, when something is at `path`.
        OSError: when it cannot be written.
    """
    before = os.fsencode(path.name)[:_LONGEST].decode("utf-8", "ignore")
    descriptor, name = tempfile.mkstemp(prefix=f"{before}.new-", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with open(name, "w+b", opener=lambda *_: descriptor) as file:
            yield file
            file.flush()
            if not os.path.samestat(os.fstat(file.fileno()), os.lstat(part)):
                raise OSError(errno.EBUSY, "Another program replaced it while it was written")
        put_in_place(part, path, replace=replace)
    finally:
        part.unlink(missing_ok=True)


def put_in_place(part: Path, path: Path, *, replace: bool = True) -> None:
    """Gives a finished file the name `path`, in one step, once it is on the disk.

    Without `replace`, `part` may keep its own name as well.

    Raises:
        FileExistsError: without `replace`, when something is at `path`.
    """
    _sync(part)
    if replace:
        os.replace(part, path)
    else:
        _give_name(part, path)
    with suppress(OSError):
        _sync(path.parent)


def _give_name(part: Path, path: Path) -> None:
    """Names a file so that another program cannot get in between, where the file system knows links."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        os.rename(part, path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Keeps other programs that ask the same from writing to a folder at the same time."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def read_regular(path: Path, largest: int) -> bytes:
    """The bytes of a regular file; it never waits for a pipe and never reads a device.

    Raises:
        OSError: when there is none, or it has more than `largest` bytes.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "It is no regular file")
        data = file.read(largest + 1)
    if len(data) > largest:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return data
