import ctypes
import importlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing.errors import FormatError, InstallationError, WorkerError, WorkerMemory, WorkerTimeout
from briefing.worker import Limits, Worker, report, run_once

HERE = "tests.worker.test_worker"


def echo(data: bytes, word: str) -> dict[str, str]:
    report(0.5)
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
    import socket

    socket.create_connection(("127.0.0.1", 9))


def networks(data: bytes) -> list[str]:
    with open("/proc/net/dev") as lines:
        return [line.split(":")[0].strip() for line in lines][2:]


def blunder(data: bytes) -> None:
    raise KeyError("secret text")


def test_a_call_returns_and_reports():
    seen: list[float] = []
    worker = Worker()
    try:
        answer = worker.call(f"{HERE}:echo", b"abc", progress=seen.append, word="é")
    finally:
        worker.stop()
    assert answer == {"word": "é", "data": "abc"}
    assert seen == [0.5]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("refuse", FormatError),
        ("swell", WorkerMemory),
        ("hang", WorkerTimeout),
        ("spin", WorkerTimeout),
        ("crash", WorkerError),
        ("connect", WorkerError),
        ("blunder", WorkerError),
    ],
)
def test_a_failure_is_one_sentence(name, error):
    limits = Limits(wall=1.5, cpu=1.0) if name in ("hang", "spin") else Limits()
    with pytest.raises(error) as caught:
        run_once(f"{HERE}:{name}", limits=limits)
    assert "secret" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_the_next_call_after_a_crash_works():
    worker = Worker()
    with pytest.raises(WorkerError):
        worker.call(f"{HERE}:crash")
    assert worker.call(f"{HERE}:echo", b"", word="again")["word"] == "again"
    worker.stop()


UNSHARE = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000) and 1)"


def test_a_child_has_no_network_where_the_kernel_allows_that():
    if subprocess.run([sys.executable, "-c", UNSHARE], check=False).returncode:
        pytest.skip("this kernel lets nobody leave the network")
    assert run_once(f"{HERE}:networks") == ["lo"]


def lack(data: bytes, kind: str) -> None:
    if kind == "module":
        importlib.import_module("no_such_package.part")
    if kind == "old name":
        raise ImportError(
            "lxml.html.clean module is now a separate project lxml_html_clean.\nMore."
        )
    if kind == "file":
        (Path(pytest.__file__).parent / "no-such-file").read_bytes()
    if kind == "library":
        ctypes.CDLL("libnosuch.so")
    if kind == "memory":
        raise ImportError("libx.so: failed to map segment from shared object")
    (Path("/nowhere") / "no-such-file").read_bytes()


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        ("module", InstallationError, "package no_such_package is missing"),
        ("old name", InstallationError, "lxml_html_clean"),
        ("file", InstallationError, "no-such-file"),
        ("library", InstallationError, "libnosuch"),
        ("memory", WorkerMemory, "memory"),
        ("other", WorkerError, "damaged"),
    ],
)
def test_a_missing_part_is_not_blamed_on_the_document(kind, error, said):
    with pytest.raises(error) as caught:
        run_once(f"{HERE}:lack", kind=kind)
    assert said in str(caught.value)
    assert ("damaged" in str(caught.value)) == (kind == "other")
    assert "\n" not in str(caught.value)
