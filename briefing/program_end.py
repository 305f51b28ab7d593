"""How the process ends: what must be done first is done first, and the end never waits for what hangs."""

import contextlib
import faulthandler
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from types import FrameType
from typing import NoReturn
from weakref import WeakSet

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
"""The signals that ask the process to end; one that is ignored when it starts stays ignored."""
UNANSWERED = 0.6
"""Seconds after which the watchdog does the last steps itself, for the main thread has not."""
DEADLINE = 1.5
"""Seconds from the beginning of the end after which the process is ended, whatever it is doing."""
_BACKSTOP = 0.4
"""Seconds after that in which a thread that never gives the interpreter away is ended, too."""
_THREADS = 0.3
"""Seconds that threads get to end by themselves."""
_HANGUP = 128 + signal.SIGHUP


class Interrupted(KeyboardInterrupt):
    """A signal asked a command to end; it unwinds as Ctrl+C does."""


class Ending:
    """The end of a process. It begins once, by a signal, a closed terminal or a call of `begin`.

    Then the `last_steps` are done in order, each once, and one that fails or hangs stops none after it. A watchdog
    thread, which needs neither the main thread nor its event loop, does those that nobody does, and ends the process
    at the `DEADLINE`. Without `watch` there is no watchdog and no signal handler: tests run an application so.
    """

    def __init__(self) -> None:
        self.code: int | None = None
        """What the process ends with; None while it goes on."""
        self.last_steps: deque[Callable[[], object]] = deque()
        """What is done when the end begins: first what the reader would lose."""
        self.forced_steps: list[Callable[[], object]] = []
        """What is done just before a process that hangs is ended, such as giving back the terminal."""
        self.children: WeakSet[subprocess.Popen[bytes]] = WeakSet()
        """Processes that lead a group of their own and end with this one."""
        self.on_begin: Callable[[], object] | None = None
        """Tells an event loop that the end has begun, from a signal handler or another thread; without it,
        a signal raises `Interrupted` in the main thread."""
        self._begun_at = 0.0
        self._terminal: int | None = None
        self._wake: int | None = None

    @property
    def begun(self) -> bool:
        """Whether the end has begun."""
        return self.code is not None

    @property
    def ended_for(self) -> float:
        """Seconds since the end began; 0 before."""
        return time.monotonic() - self._begun_at if self.begun else 0.0

    def watch(self) -> None:
        """Starts the watchdog and handles the signals. It is called once, in the main thread."""
        wakes, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        threading.Thread(target=self._watch, args=(wakes,), name="end", daemon=True).start()
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._signalled)

    def watch_terminal(self, descriptor: int) -> None:
        """Takes the end of the terminal on `descriptor` as a hang-up, also where no signal comes."""
        self._terminal = descriptor
        self._wake_watchdog()

    def begin(self, code: int) -> None:
        """Begins the end: from now on the process has `DEADLINE` seconds. Any thread or signal handler may call it."""
        if self.code is None:
            self._begun_at = time.monotonic()
            self.code = code
            self._wake_watchdog()

    def do_last_steps(self) -> None:
        """Does those of the last steps that nobody has begun."""
        with contextlib.suppress(IndexError):
            while True:
                step = self.last_steps.popleft()
                with contextlib.suppress(Exception):
                    step()

    def exit(self, code: int) -> NoReturn:
        """Ends the process with `code`, or with that of a signal, without waiting for threads that go on.

        After a signal nothing of the interpreter is taken down: it would be deaf to a second one, or die of it.
        """
        signalled = bool(self.code)
        code = self.code or code
        self.begin(code)
        end = time.monotonic() + _THREADS
        mine = threading.current_thread()
        others = [each for each in threading.enumerate() if each is not mine and not each.daemon]
        for thread in others:
            thread.join(max(0.0, end - time.monotonic()))
        if signalled or any(thread.is_alive() for thread in others):
            for stream in (sys.stdout, sys.stderr):
                with contextlib.suppress(OSError, ValueError):
                    stream.flush()
            self.kill_children()
            os._exit(code)
        sys.exit(code)

    def kill_children(self) -> None:
        """Kills the group of each child that has not ended, without waiting for it."""
        for child in list(self.children):
            if child.returncode is None:
                with contextlib.suppress(OSError):
                    os.killpg(child.pid, signal.SIGKILL)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        first = not self.begun
        self.begin(128 + number)
        if self.on_begin is not None:
            self.on_begin()
        elif first:
            raise Interrupted

    def _wake_watchdog(self) -> None:
        if self._wake is not None:
            with contextlib.suppress(OSError):
                os.write(self._wake, b"\0")

    def _watch(self, wakes: int) -> None:
        """The watchdog: sleeps until the end begins or the terminal goes, then counts the time."""
        poll = select.poll()
        poll.register(wakes, select.POLLIN)
        while not self.begun:
            for descriptor, events in poll.poll():
                if descriptor == wakes:
                    os.read(wakes, 64)
                    if self._terminal is not None:
                        poll.register(self._terminal, 0)
                else:
                    poll.unregister(descriptor)
                    if events & (select.POLLHUP | select.POLLERR):
                        self._hung_up()
        self._count_down()

    def _hung_up(self) -> None:
        self.begin(_HANGUP)
        if self.on_begin is not None:
            self.on_begin()

    def _count_down(self) -> None:
        with contextlib.suppress(OSError, RuntimeError):
            silent = open(os.devnull, "w")  # noqa: SIM115
            faulthandler.dump_traceback_later(DEADLINE + _BACKSTOP, exit=True, file=silent)
        time.sleep(UNANSWERED)
        threading.Thread(target=self.do_last_steps, name="last steps", daemon=True).start()
        time.sleep(DEADLINE - UNANSWERED)
        self.kill_children()
        for step in self.forced_steps:
            with contextlib.suppress(Exception):
                step()
        os._exit(self.code or 0)


this_process = Ending()
"""The end of this process."""
