import os
import subprocess
import sys
import time

import pytest

from briefing.errors import FormatError, WorkerError, WorkerMemory, WorkerTimeout
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
