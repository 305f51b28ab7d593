"""What only some systems have is named in `briefing.system` and in the sandbox of Linux, nowhere else."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.system import held_folder, locks, process_limits, processes, waiting

BRIEFING = Path(__file__).parents[1] / "briefing"
FREE = {"system", "linux_sandbox.py", "landlock.py", "seccomp.py"}
SOME_SYSTEMS = re.compile(
    r"^\s*(?:import|from) (?:fcntl|resource|termios|tty|pty|pwd|grp|select|msvcrt|winreg|syslog|posix)\b"
    r"|\bsignal\.(?:SIG(?!INT\b|TERM\b|_DFL\b|_IGN\b|ABRT\b|SEGV\b)|pthread_|alarm|setitimer|siginterrupt)"
    r"|(?<!\")\bos\.(?:fork|killpg|get[eu]?uid|get[eg]gid|getpgid|setsid|waitid|wait4|fchmod|fchown|chown|mkfifo"
    r"|ttyname|sched_|posix_|set_blocking|O_(?!RDONLY\b|WRONLY\b|RDWR\b|CREAT\b|EXCL\b|TRUNC\b|APPEND\b))"
    r"|\bdir_fd=|\bpass_fds=|\bstart_new_session=|\bpreexec_fn=|\bCDLL\(None|\"/dev/tty\"",
    re.M,
)


def platform_names(path: Path) -> list[str]:
    return [found.strip() for found in SOME_SYSTEMS.findall(path.read_text(encoding="utf-8"))]


def test_what_only_some_systems_have_is_named_in_one_place():
    others = [
        path
        for path in BRIEFING.rglob("*.py")
        if not FREE.intersection(path.relative_to(BRIEFING).parts)
    ]
    named = {path.name: names for path in others if (names := platform_names(path))}
    assert len(others) > 400
    assert named == {}


@pytest.fixture
def fallbacks(monkeypatch):
    from tests.portable import MISSING

    for module, names in MISSING.items():
        for name, value in names.items():
            monkeypatch.setattr(module, name, value)


def test_folders_are_held_by_path_and_links_are_refused(fallbacks, tmp_path):
    with held_folder.hold_folder(tmp_path, ("a", "b"), make=True) as folder:
        os.close(folder.open("new.draft", os.O_CREAT | os.O_EXCL | os.O_RDWR))
        folder.rename("new.draft", "new.txt")
        assert folder.names() == ["new.txt"]
    (tmp_path / "link").symlink_to(tmp_path / "a")
    with (
        pytest.raises(PermissionError),
        held_folder.hold_folder(tmp_path, ("link", "b"), make=True),
    ):
        pass


def test_a_file_stands_for_the_lock_of_a_folder(fallbacks, tmp_path):
    with locks.locked_folder(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [".lock"]
    assert not locks.is_open_for_writing(str(tmp_path / ".lock"))


def test_a_child_is_killed_alone_and_found_ended(fallbacks):
    child = subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, **processes.group_options()
    )
    assert processes.is_running(child)
    processes.kill_group(child)
    assert child.wait() == -signal.SIGKILL
    assert not processes.is_running(child)


def test_nothing_is_limited_and_nothing_is_waited_for(fallbacks):
    assert not process_limits.limit_other(os.getpid(), memory=1, cpu=1, files=1)
    process_limits.limit_this(memory=1, cpu=1, files=1)
    wakes, wake = waiting.make_wake_pipe()
    assert waiting.wait_readable(wakes, 60) == (True, True)
    assert waiting.wait_writable(wake, 60)
    os.write(wake, b"\0")
    waiting.wait_until_ended(wakes, lambda: None, pytest.fail, iter((False, True)).__next__, print)
    os.close(wakes)
    os.close(wake)
