"""Ends the process: runs the last steps, and never waits for what hangs."""

import atexit
import contextlib
import faulthandler
import os
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

from briefing.system.processes import kill_group
from briefing.system.signals import (
    END_SIGNALS,
    HANGUP_CODE,
    end_after_cpu_time,
    interrupt_main_thread,
)
from briefing.system.waiting import make_wake_pipe, wait_until_ended

UNANSWERED = 0.6
"""Seconds until the watchdog runs the last steps in place of the main thread."""
DEADLINE = 1.5
"""Seconds until the process is ended in any case."""
_BACKSTOP = 2.0
"""Seconds of processor time until a thread that never releases the GIL is ended too."""
_STUCK = 30.0
"""The same on the clock, by which a stopped or starved process only seems to hang."""
_NOT_FLUSHED = 120
"""The interpreter's own exit code."""
_THREADS = 0.3
"""Seconds that threads get to finish."""


class Interrupted(KeyboardInterrupt):
    """Unwinds a command after a signal, like Ctrl+C."""


class Ending:
    """Started once by a signal, a closed terminal or `begin`.

    `last_steps` run in order, each once, even if others fail. A watchdog runs those not yet started and ends the process at the
    `DEADLINE`. Without `watch` there is neither watchdog nor signal handlers.
    """

    def __init__(self) -> None:
        self.code: int | None = None
        """Exit code; None while running."""
        self.last_steps: deque[Callable[[], object]] = deque()
        """What the reader would otherwise lose comes first."""
        self.forced_steps: list[Callable[[], object]] = []
        """Run before a hanging process is ended, such as restoring the terminal."""
        self.children: WeakSet[subprocess.Popen[bytes]] = WeakSet()
        """Leaders of process groups, which end with this process."""
        self.on_begin: Callable[[], object] | None = None
        """Informs an event loop, from any thread; without it a signal raises `Interrupted` in the
        main thread.
        """
        self._begun_at = 0.0
        self._terminal: int | None = None
        self._wake: int | None = None
        self._heard_late = False

    @property
    def begun(self) -> bool:
        return self.code is not None

    @property
    def ended_for(self) -> float:
        return time.monotonic() - self._begun_at if self.begun else 0.0

    def watch(self) -> None:
        wakes, self._wake = make_wake_pipe()
        threading.Thread(target=self._watch, args=(wakes,), name="end", daemon=True).start()
        for number in END_SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._signalled)

    def watch_terminal(self, descriptor: int) -> None:
        """Treats a closed terminal as a hang-up, even without a signal."""
        self._terminal = descriptor
        self._wake_watchdog()

    def begin(self, code: int) -> None:
        if self.code is None:
            self._begun_at = time.monotonic()
            self.code = code
            self._wake_watchdog()

    def do_last_steps(self) -> None:
        with contextlib.suppress(IndexError):
            while True:
                step = self.last_steps.popleft()
                with contextlib.suppress(Exception):
                    step()

    def exit(self, code: int) -> NoReturn:
        """Without waiting for hanging threads; a signal's code wins.

        The interpreter is not shut down: it would take every module down, and ignore a second signal.
        """
        signalled = bool(self.code)
        code = self.code or code
        self.begin(code)
        end = time.monotonic() + _THREADS
        mine = threading.current_thread()
        others = [each for each in threading.enumerate() if each is not mine and not each.daemon]
        for thread in others:
            thread.join(max(0.0, end - time.monotonic()))
        forced = signalled or any(thread.is_alive() for thread in others)
        if not forced:
            atexit._run_exitfuncs()
        for stream in filter(None, (sys.stdout, sys.stderr)):
            try:
                stream.flush()
            except (OSError, ValueError):
                code = code if forced else _NOT_FLUSHED
        self.kill_children()
        os._exit(code)

    def kill_children(self) -> None:
        for child in list(self.children):
            if child.returncode is None:
                kill_group(child)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        first = not self.begun or self._heard_late
        self._heard_late = False
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
        wait_until_ended(
            wakes,
            lambda: self._terminal,
            lambda: self._end(HANGUP_CODE),
            lambda: self.begun,
            self._hear,
        )
        self._count_down()

    def _hear(self, number: int) -> None:
        self._heard_late = True
        self._end(128 + number)
        interrupt_main_thread(number)

    def _end(self, code: int) -> None:
        self.begin(code)
        if self.on_begin is not None:
            self.on_begin()

    def _count_down(self) -> None:
        end_after_cpu_time(DEADLINE + _BACKSTOP)
        with contextlib.suppress(OSError, RuntimeError):
            silent = open(os.devnull, "w")  # noqa: SIM115
            faulthandler.dump_traceback_later(_STUCK, exit=True, file=silent)
        time.sleep(UNANSWERED)
        threading.Thread(target=self.do_last_steps, name="last steps", daemon=True).start()
        time.sleep(DEADLINE - UNANSWERED)
        self.kill_children()
        for step in self.forced_steps:
            with contextlib.suppress(Exception):
                step()
        os._exit(self.code or 0)


this_process = Ending()
