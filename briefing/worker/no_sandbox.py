"""Where the system confines nothing: a hook in Python, which native code does not meet, and limits that can be raised."""

import os
import sys
from typing import Any

from briefing.worker.sandbox_profile import Orders, Profile, Protection

GIVEN = ("HOME", "LANG", "LC_CTYPE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ")
"""All variables that a child may have; macOS adds one of its own."""
_EVENTS = {
    Profile.READ: ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork"),
    Profile.FETCH: ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork"),
}


def confine(orders: Orders) -> Protection:
    """Refuses what Python code would do by way of its own library; says what holds beyond that."""
    refuse_in_python(orders)
    return Protection(environment=("cleared",) if clean(orders) else ())


def refuse_in_python(orders: Orders) -> None:
    """Has Python raise PermissionError for what the profile does not need."""
    refused = _EVENTS[Profile(orders.profile)]

    def refuse(event: str, _: tuple[Any, ...]) -> None:
        if event.startswith(refused):
            raise PermissionError(f"A worker may not do this: {event}")

    sys.addaudithook(refuse)


def clean(orders: Orders) -> bool:
    """Whether no variable and no descriptor was inherited, beyond those that a child is given."""
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
