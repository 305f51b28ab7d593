"""Waiting for what may never come."""

import os
import select
from collections.abc import Callable

HAS_POLL = hasattr(select, "poll")


def make_wake_pipe() -> tuple[int, int]:
    """Ends to read and to write; a full pipe has the writer wait only where the system knows no other way."""
    wakes, wake = os.pipe()
    if hasattr(os, "set_blocking"):  # Windows: from Python 3.12 on.
        os.set_blocking(wake, False)
    return wakes, wake


def wait_until_ended(
    wakes: int,
    terminal: Callable[[], int | None],
    hung_up: Callable[[], object],
    ended: Callable[[], bool],
) -> None:
    """Returns when `ended` is true, which a byte in `wakes` has it ask.

    Calls `hung_up` if the terminal is closed, where the system tells it.
    """
    if not HAS_POLL:
        while not ended():
            os.read(wakes, 64)
        return
    poll = select.poll()
    poll.register(wakes, select.POLLIN)
    while not ended():
        for descriptor, events in poll.poll():
            if descriptor == wakes:
                os.read(wakes, 64)
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
