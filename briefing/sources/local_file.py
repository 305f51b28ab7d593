"""Reads local files and standard input without ever blocking for long."""

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.errors import FormatError, RetrievalError
from briefing.model.url_policy import shown_address
from briefing.sanitize import sanitize_line
from briefing.sources.web.address_rules import is_address
from briefing.system import open_flags
from briefing.system.waiting import wait_readable

PATIENCE = 3.0
"""Seconds a named FIFO may stay silent."""
HANDED_PATIENCE = 60.0
"""The same for a FIFO made by the shell's "<(command)"."""
_PIECE = 1 << 20
_input = 0
_SHORTENED = 200

_REASONS = {
    errno.ENOENT: "{} does not exist; check the path.",
    errno.ENOTDIR: "{} does not exist; check the path.",
    errno.EACCES: "{} cannot be read without permission; ask its owner for access.",
    errno.EPERM: "{} cannot be read without permission; ask its owner for access.",
    errno.ELOOP: "{} is a link to itself; give the file instead.",
    errno.ENAMETOOLONG: "{} is too long for a path; check it.",
    errno.EISDIR: "{} is a directory; give a file in it.",
    errno.ENXIO: "{} is not a file that can be read; give a regular file.",
}


def quote_name(name: str) -> str:
    """For messages: sanitized, quoted, shortened, and without secrets of an address."""
    name = shown_address(name)
    if len(name) > _SHORTENED:
        name = name[: _SHORTENED // 2] + "…" + name[-_SHORTENED // 2 :]
    return f"“{sanitize_line(name)}”"


def read_local_file(source: str, largest: int) -> bytes:
    """Raises:
    RetrievalError: It cannot be read, or has more than `largest` bytes.
    FormatError: It is empty.
    """
    if not source:
        raise RetrievalError(
            "The source has no name; give a path, an address or - for standard input."
        )
    name = "Standard input" if source == "-" else quote_name(source)
    with _errors_about(name):
        data = _standard_input(largest) if source == "-" else _file(source, largest)
    if not data:
        raise FormatError(f"{name} is empty; give a file with text in it.")
    return data


def check_local_file(source: str, largest: int) -> None:
    """Check `source` without reading it; web addresses pass.

    Raises:
        RetrievalError: It is missing, no file, unreadable or larger than `largest` bytes.
    """
    if source and source != "-" and not is_address(source):
        with _errors_about(quote_name(source)):
            _checked(source, largest)


def take_standard_input() -> None:
    """Moves standard input to another descriptor, so that 0 can be the terminal."""
    global _input
    _input = os.dup(0)


def is_plain_file(source: str, larger_than: int = -1) -> bool:
    try:
        found = os.stat(_path(source))
        return stat.S_ISREG(found.st_mode) and found.st_size > larger_than
    except (OSError, ValueError):
        return False


def _path(source: str) -> Path:
    try:
        return Path(source).expanduser() if source.startswith("~/") else Path(source)
    except RuntimeError:  # The home folder is unknown.
        return Path(source)


@contextmanager
def _errors_about(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        number = error.errno if isinstance(error, OSError) else errno.ENOENT
        reason = _REASONS.get(number or 0, "{} could not be read; check the file and its disk.")
        raise RetrievalError(reason.format(name)) from None


def _standard_input(largest: int) -> bytes:
    if os.isatty(_input):
        raise RetrievalError("Standard input is a terminal; pipe text into it, or give a file.")
    return _read(_input, "Standard input", largest)


def _checked(source: str, largest: int) -> os.stat_result:
    found = os.stat(_path(source))
    name = quote_name(source)
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "")
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISFIFO(found.st_mode)):
        raise RetrievalError(f"{name} is a device or a socket; give a regular file.")
    if found.st_size > largest:
        raise _too_large(name, largest)
    return found


def _file(source: str, largest: int) -> bytes:
    found = _checked(source, largest)
    name = quote_name(source)
    descriptor = os.open(_path(source), open_flags.READ | open_flags.NO_WAITING)
    try:
        if _identity(os.fstat(descriptor)) != _identity(found):
            raise RetrievalError(f"{name} was replaced while being opened; try again.")
        if stat.S_ISFIFO(found.st_mode):
            handed = source.startswith(("/dev/", "/proc/"))
            return _read(descriptor, name, largest, HANDED_PATIENCE if handed else PATIENCE)
        return _read(descriptor, name, largest)
    finally:
        os.close(descriptor)


def _identity(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_dev, found.st_ino, stat.S_IFMT(found.st_mode)


def _read(descriptor: int, name: str, largest: int, patience: float | None = None) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        if patience is not None and not _ready(descriptor, patience, bool(parts)):
            raise RetrievalError(
                f"{name} sent nothing for {patience:g} seconds; write to it first, or give a regular file."
            )
        part = os.read(descriptor, _PIECE)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > largest:
            raise _too_large(name, largest)


def _ready(descriptor: int, patience: float, begun: bool) -> bool:
    """False if a FIFO stays silent too long.

    Without a writer a FIFO reads as ended, so before the first byte only data counts.
    """
    end = time.monotonic() + patience
    while (left := end - time.monotonic()) > 0:
        happened, has_data = wait_readable(descriptor, min(left, 0.1))
        if happened and (begun or has_data):
            return True
        if happened:
            time.sleep(0.02)
    return False


def _too_large(name: str, largest: int) -> RetrievalError:
    return RetrievalError(
        f"{name} is larger than the limit of {format_size(largest)}; give a smaller file or raise the limit"
        " (largest) in the settings."
    )


def format_size(count: int) -> str:
    for unit, factor in (("MiB", 1 << 20), ("KiB", 1 << 10)):
        if count >= factor:
            return f"{count / factor:g} {unit}"
    return f"{count} bytes"
