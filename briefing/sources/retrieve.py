"""Gets the bytes of a local file or of standard input, and never waits for ever."""

import errno
import os
import select
import stat
import sys
import time
from pathlib import Path

from briefing.errors import FormatError, RetrievalError
from briefing.model.gate import gate_line

PATIENCE = 3.0
"""How long a FIFO may give nothing, in seconds."""
_PIECE = 1 << 20
_SHORTENED = 200

_REASONS = {
    errno.ENOENT: "{} does not exist; check the path.",
    errno.ENOTDIR: "{} does not exist; check the path.",
    errno.EACCES: "{} may not be read; ask for permission to read it.",
    errno.EPERM: "{} may not be read; ask for permission to read it.",
    errno.ELOOP: "{} is a link that leads back to itself; give the file itself.",
    errno.ENAMETOOLONG: "{} is longer than a path may be; check the path.",
    errno.EISDIR: "{} is a directory; give a file in it.",
    errno.ENXIO: "{} is not a file that can be read; give a regular file.",
}


def shown(name: str) -> str:
    """`name` as messages show it: gated, quoted and not too long."""
    if len(name) > _SHORTENED:
        name = name[: _SHORTENED // 2] + "…" + name[-_SHORTENED // 2 :]
    return f"“{gate_line(name)}”"


def retrieve(source: str, largest: int, *, most: int | None = None) -> bytes:
    """The bytes of the file `source`, or of standard input for "-"; with `most`, only that many of its head.

    Raises:
        RetrievalError: when they cannot be got, or are more than `largest`.
        FormatError: when there are none.
    """
    if source == "-":
        return _some(_read(0, "Standard input", largest, None), "Standard input")
    try:
        return _some(_retrieve_file(source, largest, most), shown(source))
    except (OSError, ValueError) as error:
        number = error.errno if isinstance(error, OSError) else errno.ENOENT
        reason = _REASONS.get(number or 0, "{} could not be read; check the file and its disk.")
        raise RetrievalError(reason.format(shown(source))) from None


def is_plain_file(source: str, larger_than: int = -1) -> bool:
    """Whether `source` is the path of a regular file of more than `larger_than` bytes."""
    try:
        found = os.stat(source)
        return stat.S_ISREG(found.st_mode) and found.st_size > larger_than
    except (OSError, ValueError):
        return False


def _retrieve_file(source: str, largest: int, most: int | None) -> bytes:
    path = Path(source).expanduser() if source.startswith("~") else Path(source)
    found = os.stat(path)
    name = shown(source)
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "")
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISFIFO(found.st_mode)):
        raise RetrievalError(f"{name} is a device or a socket; give a regular file.")
    if found.st_size > largest and most is None:
        raise _too_large(name, largest)
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if _identity(os.fstat(descriptor)) != _identity(found):
            raise RetrievalError(f"{name} was replaced while it was opened; try again.")
        if stat.S_ISFIFO(found.st_mode):
            return _read(descriptor, name, largest, PATIENCE)
        return _read(descriptor, name, largest, None, most)
    finally:
        os.close(descriptor)


def _identity(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_dev, found.st_ino, stat.S_IFMT(found.st_mode)


def _read(
    descriptor: int, name: str, largest: int, patience: float | None, most: int | None = None
) -> bytes:
    """All bytes of `descriptor`, up to `largest`, or the first `most` of them."""
    parts: list[bytes] = []
    size = 0
    end = time.monotonic() + patience if patience is not None else None
    while most is None or size < most:
        if end is not None and not _ready(descriptor, end, bool(parts)):
            raise RetrievalError(
                f"{name} gave nothing for {PATIENCE:g} seconds; write to it first, or give a regular file."
            )
        part = os.read(descriptor, _PIECE if most is None else min(_PIECE, most - size))
        if not part:
            break
        parts.append(part)
        size += len(part)
        if size > largest:
            raise _too_large(name, largest)
        end = time.monotonic() + patience if patience is not None else None
    return b"".join(parts)


def _ready(descriptor: int, end: float, begun: bool) -> bool:
    """Waits until a FIFO has bytes, or its writers have gone after writing; whether it was in time.

    Without a writer a FIFO reads as ended at once, so before the first byte only data counts.
    """
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    while (left := end - time.monotonic()) > 0:
        events = poll.poll(min(left, 0.1) * 1000)
        if events and (begun or events[0][1] & select.POLLIN):
            return True
        if events:
            time.sleep(0.02)
    return False


def _too_large(name: str, largest: int) -> RetrievalError:
    return RetrievalError(
        f"{name} is larger than the limit of {_size(largest)}; give a smaller file or raise the limit"
        " (largest) in the settings."
    )


def _size(count: int) -> str:
    for unit, factor in (("MiB", 1 << 20), ("KiB", 1 << 10)):
        if count >= factor:
            return f"{count / factor:g} {unit}"
    return f"{count} bytes"


def _some(data: bytes, name: str) -> bytes:
    if not data:
        raise FormatError(f"{name} is empty; give a file with text in it.")
    return data


def stdin_is_terminal() -> bool:
    """Whether standard input is a terminal, from which nobody means to read."""
    return sys.stdin is not None and sys.stdin.isatty()
