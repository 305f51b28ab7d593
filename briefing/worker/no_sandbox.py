"""Weak protection where the system has no sandbox: a Python audit hook, which native code bypasses."""

import os
import sys
from typing import Any

from briefing.worker.sandbox_profile import Orders, Profile, Protection

GIVEN = (
    *("HOME", "LANG", "LC_CTYPE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    *("TZ", "OPENBLAS_NUM_THREADS"),
)
"""Variables that a child may have; macOS adds one."""
_EVENTS = {
    Profile.READ: ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork"),
    Profile.FETCH: ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork"),
}


def confine(orders: Orders) -> Protection:
    refuse_in_python(orders)
    return Protection(environment=("cleared",) if clean(orders) else ())


def refuse_in_python(orders: Orders) -> None:
    """Raise PermissionError in Python for what the profile does not need."""
    refused = _EVENTS[Profile(orders.profile)]

    def refuse(event: str, _: tuple[Any, ...]) -> None:
        if event.startswith(refused):
            raise PermissionError(f"A worker may not do this: {event}")

    sys.addaudithook(refuse)


def clean(orders: Orders) -> bool:
    given = {0, 1, 2, orders.lifeline}
    folder = "/dev/fd" if os.path.isdir("/dev/fd") else "/proc/self/fd"
    try:
        mine = {int(name) for name in os.listdir(folder)}
    except OSError:
        return False
    inherited = [fd for fd in mine - given if _open(fd) and os.get_inheritable(fd)]
    return not inherited and set(os.environ) <= {*GIVEN, "__CF_USER_TEXT_ENCODING"}


def _open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True
