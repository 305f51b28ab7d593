"""Locks between processes, which end with their process."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.system import open_flags

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]
try:
    import msvcrt
except ImportError:
    msvcrt = None  # type: ignore[assignment]

_TURN = 0.02
"""Seconds between two tries, where the system cannot wait for a lock."""
_FILE = ".lock"
"""In a folder that cannot be locked itself."""


def lock_descriptor(descriptor: int) -> None:
    """Does not wait. Where the system has no locks, every program gets it.

    Raises:
        BlockingIOError: Another process has the lock.
        OSError: The file cannot be locked.
    """
    if fcntl is not None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    elif msvcrt is not None:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise BlockingIOError from None


def lock_file(path: Path) -> int:
    """Returns a descriptor; the system gives the lock back when a program ends, however that ends.

    Raises:
        BlockingIOError: Another process has the lock.
    """
    flags = open_flags.READ_AND_WRITE | open_flags.NO_LINK | open_flags.NO_WAITING
    descriptor = os.open(path, flags | os.O_CREAT, 0o600)
    try:
        lock_descriptor(descriptor)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Waits for other processes. Without locks of the system, a file in the folder stands for one."""
    if fcntl is None:
        with _file_that_stands_for_a_lock(folder / _FILE):
            yield
        return
    descriptor = os.open(folder, open_flags.FOLDER)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def shared_folder(folder: Path, on_wait: Callable[[], object]) -> Iterator[None]:
    """Waits for `locked_folder` of other processes, and makes those wait.

    Nobody waits where the system has no such locks; Windows refuses to rename an open file.
    """
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, open_flags.FOLDER)
    try:
        _share(descriptor, on_wait)
        yield
    finally:
        os.close(descriptor)


def _share(descriptor: int, on_wait: Callable[[], object]) -> None:
    with suppress(OSError):  # Some file systems have no locks.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(descriptor, fcntl.LOCK_SH)


@contextmanager
def _file_that_stands_for_a_lock(path: Path) -> Iterator[None]:
    descriptor = os.open(path, open_flags.READ_AND_WRITE | os.O_CREAT, 0o600)
    try:
        while True:
            try:
                lock_descriptor(descriptor)
                break
            except BlockingIOError:
                time.sleep(_TURN)
        yield
    finally:
        os.close(descriptor)


def is_open_for_writing(path: str) -> bool:
    """By any program, if the kernel can tell: Linux refuses a read lease then (fcntl(2)).

    Raises:
        OSError: It cannot be opened.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    descriptor = os.open(path, open_flags.READ | open_flags.NO_WAITING)
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)  # Ignored; the default ends us.
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False
