"""Child processes that end together with what they started."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any

HAS_GROUPS, HAS_WAITID = hasattr(os, "killpg"), hasattr(os, "waitid")


def group_options() -> dict[str, Any]:
    """For `Popen`, so that the child leads a group of its own and no Ctrl+C reaches it."""
    if HAS_GROUPS:
        return {"start_new_session": True}
    return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}


def inherit_options(descriptor: int) -> dict[str, Any]:
    """For `Popen`; empty where a child inherits no descriptor but the standard three."""
    return {"pass_fds": (descriptor,)} if sys.platform != "win32" else {}


def kill_group(process: "subprocess.Popen[Any]") -> None:
    """Kills the child and, where the system has groups, what it started."""
    with suppress(OSError):
        if HAS_GROUPS:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def is_running(process: "subprocess.Popen[Any]") -> bool:
    """Where possible without reaping it, so that the number of its group is not used again."""
    if process.returncode is not None:
        return False
    if not HAS_WAITID:
        return process.poll() is None
    with suppress(ChildProcessError):
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    return False


def count_processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
