"""Confines a child on Linux; each step is verified by the kernel's answer, and by trial where
cheap.
"""

import contextlib
import ctypes
import errno
import fcntl
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterable, Iterator

from briefing.worker import landlock, seccomp
from briefing.worker.no_sandbox import clean, refuse_in_python
from briefing.worker.sandbox_profile import Orders, Profile, Protection

_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/nix/store",
    "/gnu/store",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/dev/null",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/sys/vm/overcommit_memory",
    "/sys/devices/system/cpu",
)
"""Shared libraries, time zone and hardware facts; readable for everybody."""
_NAMES = (
    "/etc/hosts",
    "/etc/host.conf",
    "/etc/resolv.conf",
    "/etc/nsswitch.conf",
    "/etc/gai.conf",
    "/etc/services",
    "/etc/ssl/certs",
    "/etc/ssl/cert.pem",
    "/etc/ssl/openssl.cnf",
    "/etc/pki/tls/certs",
    "/etc/pki/tls/cert.pem",
    "/etc/pki/tls/openssl.cnf",
    "/etc/pki/ca-trust/extracted",
    "/etc/ca-certificates",
    "/usr/share/ca-certificates",
    "/usr/local/share/ca-certificates",
    "/var/lib/ca-certificates",
)
"""Name resolution and certificates; no private keys."""
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def confine(orders: Orders) -> Protection:
    """Give up for good everything that the profile does not need; returns what is enforced."""
    network = orders.profile == Profile.FETCH
    environment = ("cleared",) if clean(orders) else ()
    left = False if network else _leave_network()
    end = ("lifeline",) if _end_with_program(orders.lifeline) else ()
    no_new_privileges = 38
    ctypes.CDLL(None).prctl(no_new_privileges, 1, 0, 0, 0)
    _drop_capabilities()
    _lower_limits(orders)
    readable = _readable(orders, network) + (["/proc/self/net"] if left else [])
    version = landlock.restrict_files(readable, network=network)
    files = (f"Landlock {version}",) if version and _refuses_files() else ()
    calls = ("seccomp",) if seccomp.apply_filter(network=network) and _refuses_processes() else ()
    if not calls:
        refuse_in_python(orders)
    own = ("a network of its own",) if left else ()
    sockets = calls if network or _refuses_sockets() else ()
    return Protection(files, (*sockets, *own), calls, calls, environment, end)


def _leave_network() -> bool:
    return not ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)


def _end_with_program(lifeline: int) -> bool:
    """PR_SET_PDEATHSIG would act when the starting thread ends, not the program."""
    try:
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
        os.set_inheritable(lifeline, False)
    except (OSError, ValueError):
        return False
    with contextlib.suppress(BlockingIOError):
        if not os.read(lifeline, 1):
            sys.exit()
    return True


def _drop_capabilities() -> None:
    third_version = 0x20080522
    header, none = struct.pack("Ii", third_version, 0), bytes(24)
    ctypes.CDLL(None).capset(header, none)


def _lower_limits(orders: Orders) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, orders.memory),
        (resource.RLIMIT_NOFILE, orders.files),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def _readable(orders: Orders, network: bool) -> list[str]:
    base = (os.path.join(sys.base_prefix, name) for name in {"lib", sys.platlibdir})
    own = [*base, *sys.path, *orders.readable]
    libraries = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    kept = {os.path.realpath(folder) for folder in orders.unreadable}
    places = [*own, *_linked(sys.path), *filter(None, libraries)]
    paths = dict.fromkeys(map(os.path.realpath, places))
    narrow = [path for path in paths if not any(_within(folder, path) for folder in kept)]
    return [*narrow, *_SYSTEM, *((*_NAMES, *_authorities()) if network else ())]


def _authorities() -> tuple[str, str]:
    from _ssl import get_default_verify_paths

    _, file, _, folder = get_default_verify_paths()
    return file, folder


def _linked(folders: Iterable[str]) -> Iterator[str]:
    for folder in folders:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            yield from (entry.path for entry in entries if entry.is_symlink())


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _refuses_files() -> bool:
    try:
        os.close(os.open("/", os.O_RDONLY))
    except PermissionError:
        return True
    return False


def _refuses_sockets() -> bool:
    unix_family, stream = 1, 1
    made = ctypes.CDLL(None).socket(unix_family, stream, 0)
    if made >= 0:
        os.close(made)
    return bool(made < 0)


def _refuses_processes() -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    get_seccomp, filtering, clone, sighand_alone = 21, 2, (56, 220), 0x800
    number = clone[os.uname().machine == "aarch64"]
    made = libc.syscall(number, sighand_alone, 0, 0, 0, 0)
    return bool(
        made == -1
        and ctypes.get_errno() == errno.EPERM
        and libc.prctl(get_seccomp, 0, 0, 0, 0) == filtering
    )
