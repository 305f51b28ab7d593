import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from briefing.errors import InputError, StorageError
from briefing.safe_files import atomic_write
from briefing.sanitize import sanitize_line


def write_text(path: Path, pieces: Iterable[str], *, force: bool = False) -> None:
    """Writes whole or not at all; `force` replaces an existing file.

    Raises:
        InputError: if the file exists or its folder does not.
        StorageError: if writing fails.
    """
    with new_file(path, force=force) as file:
        for piece in pieces:
            file.write(piece.encode("utf-8", "backslashreplace"))


@contextmanager
def new_file(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    try:
        _check(path, force)
        with atomic_write(path, replace=force) as file:
            yield file
    except FileExistsError:
        raise _exists_error(path) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else None
        raise StorageError(
            f"{sanitize_line(str(path))} could not be written: {why or 'unknown reason'}."
        ) from None


def _check(path: Path, force: bool) -> None:
    name = sanitize_line(str(path))
    if path.is_dir():
        raise InputError(f"{name} is a folder; name a file in it.")
    if not path.parent.is_dir():
        raise InputError(f"{name} cannot be created: its folder does not exist; create that first.")
    if not force and os.path.lexists(path):
        raise _exists_error(path)
    if force and os.path.lexists(path) and not (path.is_symlink() or path.is_file()):
        raise InputError(f"{name} is not a regular file; name another.")


def _exists_error(path: Path) -> InputError:
    return InputError(
        f"{sanitize_line(str(path))} already exists; name another file, or use --force."
    )
