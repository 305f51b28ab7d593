"""Restricts the files that a child may read (Landlock; Linux 5.13 and later). Source: include/uapi/linux/landlock.h."""

import contextlib
import ctypes
import os
import stat
import struct
from collections.abc import Iterable

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILES = {1: 13, 2: 14, 3: 15, 5: 16}
"""Number of file rights by ABI version: 2 adds linking, 3 truncation, 5 device controls."""
_BIND, _CONNECT = 1, 2
_ABSTRACT_SOCKETS, _SIGNALS = 1, 2


def landlock_version() -> int:
    ask_version = 1
    return max(0, _call(_CREATE_RULESET, None, 0, ask_version))


def restrict_files(readable: Iterable[str], *, network: bool) -> int:
    """Restrict this process for good to reading `readable`; returns the ABI version used, or 0.

    `network` leaves TCP connections open. Needs `no_new_privs` or root.
    """
    known = landlock_version()
    if not known:
        return 0
    files = max(count for since, count in _FILES.items() if since <= known)
    tcp = _BIND if network else _BIND | _CONNECT
    rights = struct.pack("QQQ", (1 << files) - 1, tcp, _ABSTRACT_SOCKETS | _SIGNALS)
    size = 8 if known < 4 else 16 if known < 6 else 24
    ruleset = _call(_CREATE_RULESET, rights, size, 0)
    if ruleset < 0:
        return 0
    try:
        for path in readable:
            with contextlib.suppress(OSError):
                _allow_reading(ruleset, path)
        return 0 if _call(_RESTRICT_SELF, ruleset, 0) else known
    finally:
        os.close(ruleset)


def _allow_reading(ruleset: int, path: str) -> None:
    beneath = 1
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        folder = stat.S_ISDIR(os.fstat(place).st_mode)
        rights = _READ_FILE | _READ_FOLDER if folder else _READ_FILE
        _call(_ADD_RULE, ruleset, beneath, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: int | bytes | None) -> int:
    call = ctypes.CDLL(None).syscall
    call.restype = ctypes.c_long
    whole = (ctypes.c_long(each) if isinstance(each, int) else each for each in arguments)
    return int(call(ctypes.c_long(number), *whole))
