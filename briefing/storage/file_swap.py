import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.safe_files import put_in_place

JOURNALS = ("-wal", "-shm", "-journal")


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=f"{path.name}.new-", dir=path.parent) as name:
        yield Path(name)


def free_name(path: Path, why: str) -> Path:
    stamp = f"{path.name}.{why}-{time.strftime('%Y%m%d-%H%M%S')}"
    numbers = ("", *(f"-{number}" for number in range(2, 1000)))
    names = (path.with_name(stamp + number) for number in numbers)
    return next(name for name in names if not os.path.lexists(name))


def replace_library(path: Path, new: Path, why: str) -> Path | None:
    """Returns the dated path of the previous one, which gets it, with journals, before it loses
    the first. Of a symbolic link, only the link is renamed.
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
