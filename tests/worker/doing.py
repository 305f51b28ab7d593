"""What the tests have a worker do; it imports little, for each worker does so anew."""

import ctypes
import importlib
import os
import resource
import socket
import subprocess
import time
from pathlib import Path

import msgspec

from briefing.errors import FormatError, PrivateHostError
from briefing.worker import child, report_progress, send_part


def echo(data: bytes, word: str) -> dict[str, str]:
    report_progress(0.5)
    return {"word": word, "data": data.decode()}


def refuse(data: bytes) -> None:
    raise FormatError("This is not a document.")


def swell(data: bytes) -> int:
    return len(bytearray(2 << 30))


def hang(data: bytes) -> None:
    time.sleep(60)


def spin(data: bytes) -> None:
    while True:
        pass


def crash(data: bytes) -> None:
    os.abort()


def connect(data: bytes) -> None:
    socket.create_connection(("127.0.0.1", 9))


def networks(data: bytes) -> list[str]:
    with open("/proc/net/dev") as lines:
        return [line.split(":")[0].strip() for line in lines][2:]


def blunder(data: bytes) -> None:
    raise KeyError("secret text")


def lie(data: bytes) -> None:
    """Answers in the place of the program."""
    child._answers.write(data)
    child._answers.flush()


def ask_first(data: bytes) -> None:
    raise PrivateHostError("It is near.", "near.test")


def begin_and_hang(data: bytes) -> None:
    report_progress(0.5)
    time.sleep(60)


def environment(data: bytes) -> dict[str, str]:
    return dict(os.environ)


def limits(data: bytes) -> list[list[int]]:
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)
    return [list(resource.getrlimit(kind)) for kind in kinds]


def busy(data: bytes, path: str) -> None:
    report_progress(0.5)
    while True:
        pass


def leave_behind(data: bytes) -> None:
    pid = ctypes.CDLL(None).fork()
    if pid == 0:
        while True:
            time.sleep(60)
    report_progress(pid)


def execute(data: bytes) -> None:
    os.execv("/bin/true", ["true"])


def fetch(data: bytes, port: int, path: str) -> dict[str, str]:
    found = {}
    for name, act in {
        "tcp": lambda: socket.create_connection(("localhost", port)).recv(5).decode(),
        "authorities": lambda: _authorities(),
        "file": lambda: Path(path).read_text(),
        "write": lambda: str(Path(path).write_text("x")),
        "listen": lambda: str(socket.create_server(("127.0.0.1", 0))),
        "unix": lambda: str(socket.socket(socket.AF_UNIX)),
        "program": lambda: str(subprocess.run(["true"])),
    }.items():
        try:
            found[name] = act()
        except OSError as error:
            found[name] = type(error).__name__
    return found


def text_of(data: bytes, path: str) -> str:
    return Path(path).read_text()


def lack(data: bytes, kind: str) -> None:
    if kind == "module":
        importlib.import_module("no_such_package.part")
    if kind == "old name":
        raise ImportError(
            "lxml.html.clean module is now a separate project lxml_html_clean.\nMore."
        )
    if kind == "file":
        (Path(msgspec.__file__).parent / "no-such-file").read_bytes()
    if kind == "library":
        ctypes.CDLL("libnosuch.so")
    if kind == "memory":
        raise ImportError("libx.so: failed to map segment from shared object")
    (Path("/nowhere") / "no-such-file").read_bytes()


def send_parts(data: bytes, count: int) -> int:
    return sum(send_part(data) for _ in range(count))


def _authorities() -> str:
    from briefing.sources.web.guarded_backend import trusting_context

    return str(bool(trusting_context().get_ca_certs()))
