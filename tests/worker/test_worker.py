import os
import resource
import select
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from briefing.errors import (
    BriefingError,
    ConfigError,
    FormatError,
    InstallationError,
    PrivateHostError,
    WorkerError,
    WorkerMemory,
    WorkerTimeout,
)
from briefing.worker import (
    Limits,
    Profile,
    Worker,
    client,
    require_sandbox,
    run_once,
)
from tests.sandboxed import linux

HERE = "tests.worker.doing"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def unconfined(monkeypatch):
    """What holds on a system that confines nothing."""
    monkeypatch.setattr(client, "_CONFINED_BY", "briefing.worker.no_sandbox")


@pytest.fixture
def required():
    require_sandbox(True)
    yield
    require_sandbox(False)


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
        pytest.param("swell", WorkerMemory, marks=linux),
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


def frame(head: bytes) -> bytes:
    return len(head).to_bytes(8, "big") + bytes(8) + head


@pytest.mark.parametrize("head", [b"5", b"{}", b"[" * 100_000])
def test_an_answer_that_is_none_ends_the_child_and_not_the_program(head):
    worker = Worker()
    with pytest.raises(WorkerError, match="crashed"):
        worker.call(f"{HERE}:lie", frame(head))
    worker.stop()


@pytest.mark.parametrize(
    "said",
    [{"error": "__doc__"}, {"error": "SystemExit"}, {"error": {}, "message": 5}, {"error": "PrivateHostError", "host": []}],
)  # fmt: skip
def test_an_error_that_a_child_says_it_had_is_one_of_ours(said):
    assert isinstance(client._make_error(said), BriefingError)


def test_what_an_error_is_about_comes_along():
    worker = Worker()
    with pytest.raises(PrivateHostError, match="It is near") as caught:
        worker.call(f"{HERE}:ask_first")
    worker.stop()
    assert caught.value.host == "near.test"


def test_a_worker_ends_what_is_beside_it():
    worker = Worker()
    with worker.beside(profile=Profile.READ) as other, pytest.raises(WorkerError, match="stopped"):
        other.call(f"{HERE}:begin_and_hang", progress=lambda _: worker.stop())


def test_the_next_call_after_a_crash_works():
    worker = Worker()
    with pytest.raises(WorkerError):
        worker.call(f"{HERE}:crash")
    assert worker.call(f"{HERE}:echo", b"", word="again")["word"] == "again"
    worker.stop()


UNSHARE = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000) and 1)"


@linux
def test_a_child_has_no_network_where_the_kernel_allows_that():
    if subprocess.run([sys.executable, "-c", UNSHARE], check=False).returncode:
        pytest.skip("this kernel lets nobody leave the network")
    assert run_once(f"{HERE}:networks") == ["lo"]


def test_nothing_of_the_environment_is_inherited_but_paths_and_the_zone(monkeypatch):
    monkeypatch.setenv("API_TOKEN", "secret")
    monkeypatch.setenv("LD_LIBRARY_PATH", ":/opt/lib:rel")
    monkeypatch.setenv("TZ", "Europe/Oslo")
    inherited = run_once(f"{HERE}:environment")
    assert inherited.pop("HOME") == "/"
    assert inherited.pop("LANG") == "C.UTF-8"
    assert inherited.pop("OPENBLAS_NUM_THREADS") == "1"
    assert inherited == {"LD_LIBRARY_PATH": "/opt/lib", "TZ": "Europe/Oslo"}


@pytest.mark.parametrize("zone", ["/etc/passwd", ":/home/x", "../x", ""])
def test_a_zone_that_is_a_path_is_not_passed_on(monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    assert "TZ" not in run_once(f"{HERE}:environment")


@linux
def test_each_call_has_its_own_limits_below_hard_ones():
    worker = Worker()
    first = worker.call(f"{HERE}:limits", limits=Limits(memory=2 << 30, cpu=50, files=32))
    second = worker.call(f"{HERE}:limits", limits=Limits(memory=3 << 30, cpu=90, files=64))
    worker.stop()
    assert [soft for soft, _ in first] == [2 << 30, first[1][0], 0, 32]
    assert [soft for soft, _ in second] == [3 << 30, second[1][0], 0, 64]
    assert 50 <= first[1][0] < second[1][0]
    assert [hard for _, hard in second] == [4 << 30, resource.RLIM_INFINITY, 0, 64]


def test_more_bytes_than_a_call_may_use_are_not_sent():
    with pytest.raises(WorkerMemory):
        run_once(f"{HERE}:echo", bytes(3 << 10), limits=Limits(memory=4 << 10), word="x")


def has_ended(child: int, seconds: float) -> bool:
    """Whether a process ends in time; `select` would take no descriptor over 1,023."""
    poll = select.poll()
    poll.register(child, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


PROGRAM = """
import sys, threading
from briefing.worker import Limits, Worker
worker = Worker(Limits(cpu=300, wall=300))
threading.Thread(target=worker.start).start()
def tell(share): print(worker._process.pid, flush=True)
worker.call("tests.worker.doing:busy", progress=tell, path="x")
"""


@linux
def test_a_busy_child_ends_with_the_program_but_not_with_the_thread_that_started_it():
    program = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, cwd=ROOT)
    child = os.pidfd_open(int(program.stdout.readline()))
    assert not has_ended(child, 0)
    program.kill()
    program.wait()
    assert has_ended(child, 60)
    os.close(child)
    program.stdout.close()


@linux
def test_all_that_a_child_started_ends_with_it(unconfined):
    """Where nothing keeps it from starting a process."""
    seen: list[float] = []
    worker = Worker()
    worker.call(f"{HERE}:leave_behind", progress=seen.append)
    left = int(seen[0])
    child = os.pidfd_open(left)
    assert os.getpgid(left) == worker._process.pid
    worker.stop()
    assert has_ended(child, 60)
    os.close(child)


@pytest.mark.parametrize(
    "name",
    ["echo", "refuse", pytest.param("swell", marks=linux), "hang", "crash", "connect", "spin"],
)
def test_a_worker_that_nothing_confines_works_and_says_so(unconfined, name):
    worker = Worker(Limits(wall=1.5, cpu=1.0) if name in ("hang", "spin") else Limits())
    assert worker.protection().missing == ["files", "network", "processes", "limits", "end"]
    if name == "echo":
        assert worker.call(f"{HERE}:echo", b"abc", word="x")["data"] == "abc"
    else:
        with pytest.raises((WorkerError, FormatError)):
            worker.call(f"{HERE}:{name}")
    worker.stop()


def test_where_a_sandbox_is_required_nothing_is_read_without_one(unconfined, required):
    with pytest.raises(ConfigError, match=r'fully isolate .*files, network.* sandbox = "best"'):
        run_once(f"{HERE}:echo", b"abc", word="x")


@linux
def test_where_a_sandbox_is_required_it_is_read_in_one(required):
    assert run_once(f"{HERE}:echo", b"abc", word="x")["data"] == "abc"


@linux
def test_a_child_that_does_what_no_document_needs_is_named():
    with pytest.raises(WorkerError, match="do not trust it"):
        run_once(f"{HERE}:execute")


@linux
def test_a_child_that_fetches_has_the_network_and_no_files(tmp_path):
    (tmp_path / "secret").write_text("secret")
    worker = Worker(profile=Profile.FETCH)
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=lambda: server.accept()[0].sendall(b"hello"))
        thread.start()
        port = server.getsockname()[1]
        found = worker.call(f"{HERE}:fetch", port=port, path=str(tmp_path / "secret"))
        thread.join()
    missing = worker.protection().missing
    worker.stop()
    refused = dict.fromkeys(("file", "write", "listen", "unix", "program"), "PermissionError")
    assert found == {"tcp": "hello", "authorities": "True", **refused}
    assert missing == []


@linux
def test_more_may_be_read_where_it_is_named(tmp_path):
    (tmp_path / "model").write_text("words")
    worker = Worker(readable=[str(tmp_path)])
    assert worker.call(f"{HERE}:text_of", path=str(tmp_path / "model")) == "words"
    worker.stop()


@linux
@pytest.mark.parametrize("above", ["", ".."])
def test_the_home_is_not_readable_as_a_folder_of_modules(tmp_path, monkeypatch, above):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "secret").write_text("secret")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "home" / above)])
    with pytest.raises(WorkerError, match="PermissionError"):
        run_once(f"{HERE}:text_of", path=str(tmp_path / "home" / "secret"))


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


def test_a_python_that_cannot_be_started_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path))
    worker = Worker()
    worker.start()
    with pytest.raises(
        InstallationError, match=r"cannot be started \(Permission denied\); install"
    ):
        worker.call(f"{HERE}:echo", b"abc", word="x")


def test_a_child_may_send_one_part_and_so_earn_time_once():
    worker = Worker()
    assert worker.call(f"{HERE}:send_parts", b"a", count=1) == 1
    with pytest.raises(WorkerError, match="crashed"):
        worker.call(f"{HERE}:send_parts", b"a", count=2)
    worker.stop()


def test_a_caller_that_fails_on_a_part_leaves_a_worker_that_answers():
    def fail(part: bytes) -> Limits | None:
        raise KeyError

    worker = Worker()
    with pytest.raises(KeyError):
        worker.ask(f"{HERE}:send_parts", b"a", part=fail, count=1)
    assert worker.call(f"{HERE}:echo", b"abc", word="x")["data"] == "abc"
    worker.stop()
