"""Limits of memory, CPU time and open files. macOS does not limit address space, Windows nothing."""

import math
import sys
import time

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]


def limit_other(pid: int, *, memory: int, cpu: float, files: int) -> bool:
    """`cpu` counts from now. False if the system limits no other process."""
    if resource is None or not hasattr(resource, "prlimit"):
        return False
    # MAKE_PROCESS_CPUCLOCK with CPUCLOCK_SCHED, linux/posix-timers.h
    used = time.clock_gettime((~pid << 3) | 2)
    for kind, value in _values(memory, used + cpu, files):
        try:
            _, hard = resource.prlimit(pid, kind)
            resource.prlimit(pid, kind, (_at_most(value, hard), hard))
        except PermissionError:
            return False
    return True


def limit_this(*, memory: int, cpu: float, files: int) -> None:
    """`cpu` counts from now. It writes no files and leaves no core."""
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    nothing = ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0))
    for kind, value in (*_values(memory, used + cpu, files), *nothing):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (_at_most(value, hard), hard))


def _values(memory: int, cpu: float, files: int) -> tuple[tuple[int, int], ...]:
    limited = ((resource.RLIMIT_CPU, math.ceil(cpu)), (resource.RLIMIT_NOFILE, files))
    return limited if sys.platform == "darwin" else ((resource.RLIMIT_AS, memory), *limited)


def _at_most(value: int, hard: int) -> int:
    return value if hard == resource.RLIM_INFINITY else min(value, hard)
