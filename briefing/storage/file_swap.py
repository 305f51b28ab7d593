"""How one file takes the place of the library: at once, with the one before kept under a name that says when."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.safe_files import put_in_place

JOURNALS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database while it is open."""


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder beside the library in which a new one can be made; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=f"{path.name}.new-", dir=path.parent) as name:
        yield Path(name)


def free_name(path: Path, why: str) -> Path:
    """A name beside the library that says why and when it was set aside, and is not taken."""
    stamp = f"{path.name}.{why}-{time.strftime('%Y%m%d-%H%M%S')}"
    numbers = ("", *(f"-{number}" for number in range(2, 1000)))
    names = (path.with_name(stamp + number) for number in numbers)
    return next(name for name in names if not os.path.lexists(name))


def replace_library(path: Path, new: Path, why: str) -> Path | None:
    """Puts the file `new` in the place of the library; where the one before is now, None without one.

    The one before is never gone: it gets its second name before it loses the first. Its journals go along. Where the
    library is a link, the link is set aside, and what it leads to stays as it is.
    """
    if not os.path.lexists(path):
        put_in_place(new, path)
        return None
    aside = free_name(path, why)
    try:
        os.link(path, aside, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        os.rename(path, aside)
    for suffix in JOURNALS:
        with suppress(FileNotFoundError):
            os.rename(path.with_name(path.name + suffix), aside.with_name(aside.name + suffix))
    put_in_place(new, path)
    return aside
