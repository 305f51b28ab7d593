"""Gives hits out so that a killed program neither loses nor repeats one: sendfile writes a hit and counts it in mapped memory, in
one system call. Terminals and files that are appended to take no sendfile: there it may repeat one.
"""

import ctypes
import errno
import mmap
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from briefing.errors import StorageBusy, StorageError
from briefing.storage.watch_rows import Given, StoredHit
from briefing.system.locks import lock_file
from briefing.system.sending import send_file

_PATIENCE = 10.0
"""Seconds to wait for another program."""
_PAUSE = 0.05
_HEAD = ctypes.sizeof(ctypes.c_int64)
"""Bytes of the count at the head of the file; after it, what is given, with the count that says so."""


class Outlet(Struct, frozen=True):
    descriptor: int | None
    """Takes sendfile; None if there is none."""
    wait: Callable[[], object]
    """Until it takes bytes: so much as a page whole."""
    write: Callable[[bytes], object]
    """To it, or to what else there is."""


class Receipt:
    def __init__(self, descriptor: int) -> None:
        self._file = descriptor
        if os.fstat(descriptor).st_size < _HEAD:
            os.pwrite(descriptor, bytes(_HEAD), 0)
        self._count = ctypes.c_int64.from_buffer(mmap.mmap(descriptor, _HEAD))

    def read(self) -> list[Given]:
        """What was given since it was cleared, also by a program that was killed."""
        written = os.pread(self._file, os.fstat(self._file).st_size, _HEAD)
        lines = (_parse(line) for line in written.splitlines())
        return [line[1] for line in lines if line and line[0] <= self._count.value]

    def clear(self) -> None:
        os.ftruncate(self._file, _HEAD)
        self._count.value = 0

    def give(self, parts: Sequence[tuple[bytes, Sequence[Given]]], outlet: Outlet) -> None:
        """Of a cleared one. Each part begins a page, so that a pipe takes a part of one page whole."""
        start, places, lines = 0, [], []
        for data, given in parts:
            places.append((start, start + len(data)))
            lines += [f"{start + len(data)} {' '.join(map(str, each))}\n" for each in given]
            start += -(-len(data) // mmap.PAGESIZE) * mmap.PAGESIZE
        os.pwrite(self._file, "".join(lines).encode(), _HEAD)
        with tempfile.TemporaryFile() as spool:
            for (data, _), (start, _) in zip(parts, places, strict=True):
                spool.seek(start)
                spool.write(data)
            spool.flush()
            for (data, _), (start, end) in zip(parts, places, strict=True):
                outlet.wait()
                self._send(outlet.descriptor, spool.fileno(), start, end)
                if self._count.value < end:
                    outlet.write(data[self._count.value - start :])
                    self._count.value = end

    def _send(self, descriptor: int | None, spool: int, start: int, end: int) -> None:
        self._count.value = start
        while descriptor is not None and self._count.value < end:
            sent = send_file(descriptor, spool, self._count, end - self._count.value)
            if sent <= 0 and ctypes.get_errno() != errno.EINTR:
                return


def given_as(hit: StoredHit) -> Given:
    return hit.watch, hit.document, hit.start, hit.found


def _parse(line: bytes) -> tuple[int, Given] | None:
    with suppress(ValueError):
        end, watch, document, start, found = line.decode("ascii").split()
        return int(end), (int(watch), int(document), int(start), found)
    return None


@contextmanager
def take_receipt(library: Path | None) -> Iterator[Receipt]:
    """One at a time for a library; one in memory ends with the program.

    Raises:
        StorageBusy: if another program keeps it.
    """
    if library is None:
        with tempfile.TemporaryFile() as file:
            yield Receipt(file.fileno())
        return
    path = library.with_name("watch.lock")
    descriptor = _wait_for(path)
    try:
        try:
            receipt = Receipt(descriptor)
        except OSError:
            raise _unusable(path) from None
        yield receipt
    finally:
        os.close(descriptor)


def _wait_for(path: Path) -> int:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return lock_file(path)
        except BlockingIOError:
            if time.monotonic() > until:
                said = "Another briefing watch --new is running; wait until it has ended."
                raise StorageBusy(said) from None
            time.sleep(_PAUSE)
        except OSError:
            raise _unusable(path) from None


def _unusable(path: Path) -> StorageError:
    return StorageError(f"{path} could not be written; check the folder and its disk.")
