"""What `briefing watch --new` gave out, until the library has it.

A system call writes it down right after the one that gives a hit out, so that a program killed later gives no hit
again. One that is killed between the two calls gives that hit once more; none is lost.
"""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.errors import StorageBusy, StorageError
from briefing.safe_files import lock_file
from briefing.storage.watch_rows import Given, StoredHit

_PATIENCE = 10.0
"""Seconds to wait for another program."""
_PAUSE = 0.05


class Receipt:
    def __init__(self, descriptor: int | None) -> None:
        """None for a library in memory, which ends with the program."""
        self._descriptor = descriptor

    def note(self, lines: bytes) -> None:
        if self._descriptor is not None:
            os.write(self._descriptor, lines)

    def read(self) -> list[Given]:
        """What a program that was killed had given out."""
        if self._descriptor is None:
            return []
        written = os.pread(self._descriptor, os.fstat(self._descriptor).st_size, 0)
        return [given for line in written.splitlines() if (given := _parse(line))]

    def clear(self) -> None:
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)


def given_as(hit: StoredHit) -> Given:
    return hit.watch, hit.document, hit.start, hit.found


def receipt_lines(some: Iterable[Given]) -> bytes:
    return "".join(f"{' '.join(map(str, given))}\n" for given in some).encode()


def _parse(line: bytes) -> Given | None:
    with suppress(ValueError):
        watch, document, start, found = line.decode("ascii").split()
        return int(watch), int(document), int(start), found
    return None


@contextmanager
def take_receipt(library: Path | None) -> Iterator[Receipt]:
    """One at a time for a library.

    Raises:
        StorageBusy: if another program keeps it.
    """
    if library is None:
        yield Receipt(None)
        return
    descriptor = _wait_for(library.with_name("watch.lock"))
    try:
        yield Receipt(descriptor)
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
            said = f"{path} could not be opened; check the folder and its disk."
            raise StorageError(said) from None
