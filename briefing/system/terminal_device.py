"""The terminal that the program was started in."""

import contextlib
import os
import sys
from typing import Any

from briefing.system import open_flags
from briefing.system.signals import block_background_output
from briefing.system.waiting import wait_writable

try:
    import termios
except ImportError:
    termios = None  # type: ignore[assignment]

_KEYS = "CONIN$" if sys.platform == "win32" else "/dev/tty"


def open_keys() -> int:
    """A descriptor from which keys are read, where standard input is something else.

    Raises:
        OSError: There is no terminal.
    """
    return os.open(_KEYS, open_flags.READ_AND_WRITE | open_flags.NO_TERMINAL)


def open_without_waiting(descriptor: int) -> int | None:
    """The terminal of `descriptor`, opened again so that writing never waits; None if it cannot be.

    The mode belongs to the open file, which would otherwise be shared with the shell.
    """
    with contextlib.suppress(OSError, AttributeError):
        flags = open_flags.WRITE | open_flags.NO_WAITING | open_flags.NO_TERMINAL
        return os.open(os.ttyname(descriptor), flags)
    return None


class TerminalModes:
    """The modes at the start; nothing where the system has none."""

    def __init__(self, keys: int) -> None:
        self._keys = keys
        self._modes: list[Any] | None = None
        if termios is not None:
            with contextlib.suppress(termios.error):
                self._modes = termios.tcgetattr(keys)

    def restore(self) -> None:
        block_background_output()
        if self._modes is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self._keys, termios.TCSANOW, self._modes)


def drop_unread(screen: int) -> None:
    """Makes room for last words, where a stalled terminal has not read what was written."""
    if termios is not None and not wait_writable(screen, 0):
        with contextlib.suppress(termios.error):
            termios.tcflush(screen, termios.TCOFLUSH)
