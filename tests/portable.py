"""A pytest plugin (`make test FALLBACKS=1`): `briefing.system` does what it can where only Python's portable parts exist.

Workers have neither sandbox nor limits then. A program that a test starts has what this system has.
"""

import fcntl
import os
import signal
from types import SimpleNamespace
from typing import Any

import pytest

from briefing.system import (
    held_folder,
    locks,
    open_flags,
    process_limits,
    processes,
    signals,
    terminal_device,
    waiting,
)


def _lock_as_windows(descriptor: int, way: int, size: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise PermissionError from None


def _no_pipe(*_: object) -> None:
    pytest.skip("where opening waits, no pipe has a name")


MISSING: dict[Any, dict[str, object]] = {
    held_folder: {"BY_DESCRIPTOR": False},
    locks: {"fcntl": None, "msvcrt": SimpleNamespace(LK_NBLCK=0, locking=_lock_as_windows)},
    open_flags: {
        "NO_LINK": 0,
        "NO_WAITING": 0,
        "NO_TERMINAL": 0,
        "FOLDER": open_flags.READ,
        "NEW": open_flags.NEW & ~open_flags.NO_LINK,
    },
    process_limits: {"resource": None},
    processes: {"HAS_GROUPS": False, "HAS_WAITID": False},
    signals: {"END_SIGNALS": (signal.SIGTERM, signal.SIGINT)},
    terminal_device: {"termios": None},
    waiting: {"HAS_POLL": False},
}
"""What to set in each module."""


def pytest_configure() -> None:
    os.mkfifo = _no_pipe  # type: ignore[assignment]
    for module, names in MISSING.items():
        for name, value in names.items():
            getattr(module, name)  # It is still called so.
            setattr(module, name, value)
    from briefing.worker import client

    vars(client)["_CONFINED_BY"] = "briefing.worker.no_sandbox"
    vars(client)["_START"] = client._START.replace(
        "from briefing.worker import child\n",
        "from briefing.system import process_limits\nprocess_limits.resource = None\nfrom briefing.worker import child\n",
    )
