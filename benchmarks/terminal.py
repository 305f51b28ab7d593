"""Runs a program in a pseudo-terminal and says when words come to its screen."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pyte


class Terminal:
    """A child process in a pseudo-terminal, with the screen that it has drawn."""

    def __init__(self, command: Sequence[str], *, columns=120, rows=40, env=None) -> None:
        self.started = self._came = time.perf_counter()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            self.fd = 0
            self._size(columns, rows)
            for number in (signal.SIGHUP, signal.SIGINT):  # Ignored by what runs in the background.
                signal.signal(number, signal.SIG_DFL)
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})})
            self._become(list(command))

    def _become(self, command: list[str]) -> None:
        os.execvp(command[0], command)

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self._size(columns, rows)
        os.kill(self.pid, signal.SIGWINCH)

    def read(self, seconds: float) -> bool:
        """Takes what comes within `seconds`; whether anything came."""
        poll = select.poll()  # Unlike `select`, also beyond 1,024 open files.
        poll.register(self.fd, select.POLLIN)
        if not poll.poll(seconds * 1000):
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        self._came = time.perf_counter()
        with contextlib.suppress(Exception):
            self._stream.feed(data)
        return bool(data)

    def wait_for(self, words: str, seconds: float = 30.0) -> float:
        """Seconds from the start until the output came with which `words` stand on the screen.

        Raises:
            TimeoutError: when they do not come.
        """
        end = time.perf_counter() + seconds
        shown = True
        while time.perf_counter() < end:
            # Looking takes 4 ms of a processor, which the program may need.
            if shown and any(words in line for line in self.screen.display):
                return self._came - self.started
            shown = self.read(0.02)
        raise TimeoutError(f"{words!r} did not come:\n" + "\n".join(self.screen.display))

    def press(self, keys: bytes) -> None:
        os.write(self.fd, keys)

    def settle(self, quiet: float = 0.03, most: float = 5.0) -> float:
        """Seconds from now until the last output before `quiet` seconds of silence."""
        start = last = time.perf_counter()
        while time.perf_counter() - last < quiet and time.perf_counter() - start < most:
            if self.read(quiet):
                last = time.perf_counter()
        return last - start

    def cpu(self) -> float:
        """Seconds of processor time that the process has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def work(self) -> float:
        """Seconds of processor time of the process's main thread, finer than `cpu`."""
        return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[0]) / 1e9

    def memory(self, kind: str = "VmRSS") -> int:
        """Resident bytes of the process now, or at most so far ("VmHWM")."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(kind))

    def close(self, seconds: float = 3.0) -> None:
        """Ends the program in order, so that its workers end with it, and by force where it will not."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.read(0.02)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
        else:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)
