import contextlib
import os
import sys
from io import TextIOBase
from typing import TYPE_CHECKING, Any, TextIO

try:
    from textual.drivers.linux_driver import LinuxDriver
except ImportError:  # There Textual has another driver, which the application takes.
    from textual.driver import Driver as LinuxDriver  # type: ignore[assignment]

from briefing.program_end import this_process
from briefing.system.terminal_device import TerminalModes, drop_unread, open_without_waiting
from briefing.system.waiting import wait_writable

if TYPE_CHECKING:
    from textual.app import App

_TURN = 0.1
"""Seconds between checks whether the program is ending, while the terminal is stalled."""
_LAST_WORDS = 0.4
"""Seconds for the last output once the program is ending."""
_RESTORE = (
    "\x18\x1b[0m\x1b]8;;\x1b\\\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u"
    "\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Aborts an incomplete control sequence, ends an open style and link, and turns off everything that Textual's driver
turns on."""


class TerminalDriver(LinuxDriver):
    """Never blocks or fails, even if the terminal is gone or stalled; Textual's own writer
    thread does, and then the event loop waits for ever.
    """

    def __init__(self, app: "App[Any]", **options: Any) -> None:
        super().__init__(app, **options)
        self.output = TerminalOutput(sys.__stderr__)  # type: ignore[arg-type]
        self._file = self.output  # type: ignore[assignment]

    def resume_application_mode(self) -> None:
        if not this_process.begun:  # Else the terminal was given back, or soon is.
            super().resume_application_mode()


class TerminalOutput(TextIOBase):
    """Output that is still unwritten when the program ends is dropped."""

    def __init__(self, file: TextIO) -> None:
        self._encoding = file.encoding
        self._named = file.fileno()
        self._own = open_without_waiting(self._named)
        self.dropped = False

    def fileno(self) -> int:
        return self._named

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        data = memoryview(text.encode(self._encoding, "backslashreplace"))
        while data and (written := self._write_some(data)) is not None:
            data = data[written:]
        return len(text)

    def flush(self) -> None: ...

    def _write_some(self, data: memoryview) -> int | None:
        """Returns the bytes written; None if the terminal takes no more or output was dropped."""
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
            wait_writable(self._own or self._named, _TURN)
            return 0
        except OSError:
            return None


class TerminalState:
    def __init__(self, keys: int, screen: int) -> None:
        self._modes, self._screen = TerminalModes(keys), screen

    def restore(self) -> None:
        """What a stalled terminal has not read is dropped to make room."""
        self._modes.restore()
        drop_unread(self._screen)
        if wait_writable(self._screen, 0):
            with contextlib.suppress(OSError):
                os.write(self._screen, _RESTORE.encode("ascii"))
