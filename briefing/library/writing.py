"""Files that the reader asked for: written whole or not at all, and never over another without a word."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.errors import InputError, StorageError
from briefing.model.gate import gate_line


def write_text(path: Path, pieces: Iterable[str], *, force: bool = False) -> None:
    """Writes pieces of text in UTF-8 to a new file at `path`, or in place of one with `force`.

    Raises:
        InputError: when there is a file already, or no folder.
        StorageError: when it cannot be written.
    """
    with new_file(path, force=force) as part, open(part, "w", encoding="utf-8", newline="") as file:
        for piece in pieces:
            file.write(piece.encode("utf-8", "backslashreplace").decode())


@contextmanager
def new_file(path: Path, *, force: bool = False) -> Iterator[Path]:
    """A file to write beside `path` that becomes `path` at the end; when anything fails, all stays as it was.

    Raises:
        InputError: when `path` is there and is not to be replaced, or its folder is not there.
        StorageError: when it cannot be written.
    """
    _check(path, force)
    part: Path | None = None
    try:
        part = _temporary(path)
        yield part
        _flush(part)
        _put(part, path, force)
    except FileExistsError:
        raise _there(path) from None
    except OSError as error:
        why = error.strerror or "unknown reason"
        raise StorageError(f"{gate_line(str(path))} could not be written: {why}.") from None
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _check(path: Path, force: bool) -> None:
    name = gate_line(str(path))
    if path.is_dir():
        raise InputError(f"{name} is a folder; name a file in it.")
    if not path.parent.is_dir():
        raise InputError(f"{name} cannot be made: its folder does not exist; make that first.")
    if not force and os.path.lexists(path):
        raise _there(path)
    if force and path.exists() and not path.is_file():
        raise InputError(f"{name} is not a regular file; name another.")


def _there(path: Path) -> InputError:
    return InputError(f"{gate_line(str(path))} exists already; name another file, or give --force.")


def _temporary(path: Path) -> Path:
    descriptor, name = tempfile.mkstemp(
        prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent
    )
    os.close(descriptor)
    return Path(name)


def _flush(part: Path) -> None:
    descriptor = os.open(part, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _put(part: Path, path: Path, force: bool) -> None:
    """Gives the file its name; without `force` in a way that another program cannot get in between."""
    if force:
        os.replace(part, path)
        return
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError from None
        os.rename(part, path)
