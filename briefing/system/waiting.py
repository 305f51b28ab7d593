"""Waiting for what may never come."""

import os
import select
import signal
from collections.abc import Callable

from briefing.system.signals import END_SIGNALS

HAS_POLL = hasattr(select, "poll")
_UNHEARD = 0.2
"""Seconds in which the main thread handles a signal, if it can."""


def make_wake_pipe() -> tuple[int, int]:
    """Ends to read and to write, where signals write their number. A full pipe has the writer wait only where the system knows no
    other way.
    """
    wakes, wake = os.pipe()
    if hasattr(os, "set_blocking"):  # Windows: from Python 3.12 on.
        os.set_blocking(wake, False)
    if HAS_POLL:
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    return wakes, wake


def wait_until_ended(
    wakes: int,
    terminal: Callable[[], int | None],
    hung_up: Callable[[], object],
    ended: Callable[[], bool],
    unheard: Callable[[int], object],
) -> None:
    """Returns when `ended` is true, which a byte in `wakes` has it ask.

    Calls `hung_up` if the terminal is closed, where the system tells it, and `unheard` with the number of a signal that nobody
    handles.
    """
    if not HAS_POLL:
        while not ended():
            os.read(wakes, 64)
        return
    poll = select.poll()
    poll.register(wakes, select.POLLIN)
    number = 0
    while not ended():
        found = poll.poll(_UNHEARD * 1000 if number else None)
        if not found:
            unheard(number)
            number = 0
        for descriptor, events in found:
            if descriptor == wakes:
                number = next(filter(END_SIGNALS.__contains__, os.read(wakes, 64)), number)
                watched = terminal()
                if watched is not None:
                    poll.register(watched, 0)
            else:
                poll.unregister(descriptor)
                if events & (select.POLLHUP | select.POLLERR):
                    hung_up()


def wait_readable(descriptor: int, seconds: float) -> tuple[bool, bool]:
    """Whether anything happened within `seconds`, and whether it is data.

    Where the system cannot wait for a file, it always has data.
    """
    if not HAS_POLL:
        return True, True
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    events = poll.poll(seconds * 1000)
    return bool(events), bool(events and events[0][1] & select.POLLIN)


def wait_writable(descriptor: int, seconds: float | None) -> bool:
    """`seconds` is None for ever."""
    if not HAS_POLL:
        return True
    poll = select.poll()
    poll.register(descriptor, select.POLLOUT)
    return bool(poll.poll(None if seconds is None else seconds * 1000))
