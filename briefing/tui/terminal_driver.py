"""The terminal's driver: one that has gone, or takes nothing, never holds the program back."""

import contextlib
import os
import select
import signal
import sys
import termios
from io import TextIOBase
from typing import TYPE_CHECKING, Any, TextIO

from textual.drivers.linux_driver import LinuxDriver

from briefing.program_end import this_process

if TYPE_CHECKING:
    from textual.app import App

_TURN = 100
"""Milliseconds between two looks at whether the program ends, while the terminal takes nothing."""
_LAST_WORDS = 0.4
"""Seconds that the terminal gets to take the last of what it is sent, once the end has begun."""
_RESTORE = (
    "\x18\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u"
    "\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Cancels a sequence of which only a part was taken, and takes back all that Textual's driver switches on."""


class TerminalDriver(LinuxDriver):
    """Textual's driver, on output that cannot block or end the thread that writes.

    Textual's own writer ends at the first error, or waits for a terminal that nobody reads; then its queue fills, and
    the event loop waits for room in it for ever, deaf to every signal.
    """

    def __init__(self, app: "App[Any]", **options: Any) -> None:
        super().__init__(app, **options)
        self.output = TerminalOutput(sys.__stderr__)  # type: ignore[arg-type]
        self._file = self.output  # type: ignore[assignment]


class TerminalOutput(TextIOBase):
    """Writes to the terminal on the descriptor of `file`; what it does not take when the program ends is dropped."""

    def __init__(self, file: TextIO) -> None:
        self._encoding = file.encoding
        self._named = file.fileno()
        self._own = _reopened(self._named)
        self.dropped = False
        """Whether the terminal did not take all."""

    def fileno(self) -> int:
        """The descriptor of the terminal."""
        return self._named

    def isatty(self) -> bool:
        """It is one."""
        return True

    def write(self, text: str) -> int:
        """Writes all of `text`, unless the terminal has gone or the program ends."""
        data = memoryview(text.encode(self._encoding, "backslashreplace"))
        while data and (written := self._write_some(data)) is not None:
            data = data[written:]
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def _write_some(self, data: memoryview) -> int | None:
        """How many bytes the terminal took; None when it takes no more, and once a part was dropped."""
        if self.dropped:
            return None
        try:
            if self._own is None:
                return os.write(self._named, data)
            return os.write(self._own, data)
        except BlockingIOError:
            if this_process.ended_for > _LAST_WORDS:
                self.dropped = True
                return None
            poll = select.poll()
            poll.register(self._own or self._named, select.POLLOUT)
            poll.poll(_TURN)
            return 0
        except OSError:
            return None


def _reopened(descriptor: int) -> int | None:
    """A descriptor of its own for a terminal, one that never blocks; None where the terminal cannot be opened again.

    The mode is set on the open file, which the shell shares where it is not opened again.
    """
    with contextlib.suppress(OSError):
        flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        return os.open(os.ttyname(descriptor), flags)
    return None


class TerminalState:
    """How the terminal was before the program drew on it."""

    def __init__(self, keys: int, screen: int) -> None:
        self._keys, self._screen = keys, screen
        self._modes: list[Any] | None = None
        with contextlib.suppress(termios.error):
            self._modes = termios.tcgetattr(keys)

    def restore(self) -> None:
        """Gives the terminal back as it was. It does not wait for one that takes nothing."""
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        if self._modes is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self._keys, termios.TCSANOW, self._modes)
        poll = select.poll()
        poll.register(self._screen, select.POLLOUT)
        if poll.poll(0):
            with contextlib.suppress(OSError):
                os.write(self._screen, _RESTORE.encode("ascii"))
