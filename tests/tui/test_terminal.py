"""The program in a real pseudo-terminal: how it ends, and that it reads a pipe."""

import contextlib
import os
import signal
import sys
import termios
import time
import tty
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from briefing.resources import sample_briefing
from briefing.system import terminal_device
from briefing.tui.terminal_driver import TerminalState

WORDS = "military"


def homes(folder):
    """Where the program keeps things, and the size that pytest says otherwise."""
    kept = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    return {**kept, "COLUMNS": "120", "LINES": "40"}


def started(folder, *, pipe=False, color=True):
    env = homes(folder)
    env |= {} if color else {"NO_COLOR": "1"}
    command = [sys.executable, "-m", "briefing", str(sample_briefing())]
    if pipe:
        command = ["sh", "-c", f"exec {sys.executable} -m briefing - < {sample_briefing()}"]
    return Terminal(command, env=env)


def ended(terminal, seconds=8.0):
    """The exit code."""
    for _ in range(int(seconds / 0.02)):
        if not terminal.read(0.02):
            time.sleep(0.02)
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            while terminal.read(0):
                pass
            return os.waitstatus_to_exitcode(status)
    raise TimeoutError


@pytest.mark.skipif(
    not vars(terminal_device)["termios"], reason="its modes are not the program's to give back"
)
@pytest.mark.parametrize("full", [False, True])
def test_a_terminal_that_reads_nothing_is_given_back_too(full):
    outer, inner = os.openpty()
    os.set_blocking(inner, False)
    state = TerminalState(inner, inner)
    tty.setraw(inner)
    with contextlib.suppress(BlockingIOError):
        while os.write(inner, b"\x1b]8;id=1;http://host.example/" * 99) and full:
            pass
    state.restore()
    assert termios.tcgetattr(inner)[3] & termios.ECHO
    os.close(inner)
    read = b""
    with contextlib.suppress(OSError):
        while data := os.read(outer, 1 << 16):
            read += data
    os.close(outer)
    _, _, given_back = read.rpartition(b"\x18")
    assert given_back.startswith(b"\x1b[0m\x1b]8;;\x1b\\")
    assert given_back.endswith(b"\x1b[?1049l\x1b[?25h\x1b[?1004l")


def test_a_signal_ends_it_in_order_and_the_place_is_kept(tmp_path):
    shown = "Iran nuclear"
    for number, code, key in ((signal.SIGTERM, 143, 2), (signal.SIGHUP, 129, 3)):
        terminal = started(tmp_path)
        terminal.wait_for(shown)
        terminal.press(b"%d" % key)
        terminal.wait_for(shown := f"Issue {key} of 5")
        os.kill(terminal.pid, number)
        assert ended(terminal) == code
    again = started(tmp_path)
    again.wait_for(shown)
    again.press(b"q")
    assert ended(again) == 0


def test_what_was_being_typed_in_a_closed_terminal_is_named_at_the_next_start(tmp_path):
    terminal = started(tmp_path)
    terminal.wait_for("Iran nuclear")
    terminal.press(b"a")
    terminal.wait_for("Ctrl+S save")
    terminal.press(b"Half a thought")
    terminal.wait_for("Half a thought")
    os.kill(terminal.pid, signal.SIGHUP)
    assert ended(terminal) == 129
    again = started(tmp_path)
    again.wait_for("What you were writing")
    again.press(b"\x11")
    assert ended(again) == 0


def reversed_rows(terminal):
    """The rows that have words in reverse."""
    rows = [terminal.screen.buffer[y] for y in range(40)]
    shown = ("".join(row[x].data for x in range(118) if row[x].reverse).strip() for row in rows)
    return [words for words in shown if words]


def test_a_pipe_is_read_and_keys_come_from_the_terminal(tmp_path):
    """Without colour, so that the cursor of a list is reversed."""
    terminal = started(tmp_path, pipe=True, color=False)
    terminal.wait_for("Iran nuclear")
    terminal.press(b"2")
    terminal.wait_for("Issue 2 of 5")
    assert "2 Russian" in reversed_rows(terminal)[0]
    colours = {cell.fg for row in terminal.screen.buffer.values() for cell in row.values()}
    colours |= {cell.bg for row in terminal.screen.buffer.values() for cell in row.values()}
    assert colours == {"default"}
    terminal.press(b"?")
    terminal.wait_for("Go to the next issue")
    assert any("Go to the next issue" in words for words in reversed_rows(terminal))
    terminal.press(b"\x11")
    assert ended(terminal) == 0


def test_awkward_text_shifts_nothing_beside_it(tmp_path):
    """A terminal that adds up code points draws the panel's edge in one column on every row."""
    awkward = [
        "中文字符 日本語",
        "👨‍👩‍👧 👍🏽 🇫🇷 ❤️ 1️⃣",
        "cafe\u0301 n\u0303",
        "עברית العربية",
        "a\tb\tc",
        "\u200b\u00ad\ufeff\u202ex",
        "한국어 각",
        "क्‍ष",
    ]
    path = tmp_path / "awkward.md"
    path.write_text(
        "# Title\n\n" + "".join(f"{words} {words}, and words.\n\n" for words in awkward)
    )
    terminal = Terminal([sys.executable, "-m", "briefing", str(path)], env=homes(tmp_path))
    terminal.wait_for("in English only")
    edges = {
        tuple(x for x in range(120) if terminal.screen.buffer[y][x].data == "│")
        for y in range(2, 36)
    }
    assert len(edges) == 1, terminal.screen.display
    assert len(edges.pop()) == 2
    terminal.press(b"q")
    assert ended(terminal) == 0


def type_unread(terminal):
    """Types until the program waits for its output to be read, which nobody does."""
    waits = Path(f"/proc/{terminal.pid}/wchan")
    for _ in range(120):
        terminal.press(b"jk")
        time.sleep(0.01)
    assert waits.exists()


@pytest.mark.parametrize("end", ["SIGTERM", "close"])
def test_a_terminal_that_takes_nothing_holds_no_end_back(tmp_path, end):
    terminal = started(tmp_path)
    terminal.wait_for("Iran nuclear")
    type_unread(terminal)
    if end == "close":
        os.close(terminal.fd)
    else:
        os.kill(terminal.pid, getattr(signal, end))
    for _ in range(1000):
        if (status := os.waitpid(terminal.pid, os.WNOHANG))[0]:
            break
        time.sleep(0.02)
    else:
        os.kill(terminal.pid, signal.SIGKILL)
        status = os.waitpid(terminal.pid, 0)
    assert os.waitstatus_to_exitcode(status[1]) == (143 if end == "SIGTERM" else 129)


@pytest.mark.parametrize(
    ("source", "said"), [("FIFO", "sent nothing for 3 seconds"), ("pipe", "Reading -…")]
)
def test_the_screen_is_there_without_its_source_and_another_can_be_opened(tmp_path, source, said):
    silent = tmp_path / "silent"
    os.mkfifo(silent)
    writer = os.open(silent, os.O_RDWR)
    opened = [f"exec {sys.executable} -m briefing {silent} {sample_briefing()}"]
    if source == "pipe":
        opened = [f"exec {sys.executable} -m briefing - {sample_briefing()} < {silent}"]
    terminal = Terminal(["sh", "-c", *opened], env=homes(tmp_path))
    terminal.wait_for(said)
    terminal.press(b"?")
    terminal.wait_for("Go to the next issue")
    terminal.press(b"\x1b")
    while any("Go to the next issue" in line for line in terminal.screen.display):
        terminal.read(0.05)
    terminal.press(b"J")
    terminal.wait_for("Iran nuclear")
    terminal.press(b"q")
    assert ended(terminal, 30) == 0, terminal.screen.display
    os.close(writer)


def test_what_cannot_be_opened_is_said_without_a_screen(tmp_path):
    shown = []
    terminal = Terminal([sys.executable, "-m", "briefing", "nosuch.txt"], env=homes(tmp_path))
    feed = terminal._stream.feed
    terminal._stream.feed = lambda data: shown.append(data) or feed(data)
    assert ended(terminal, 30) == 2
    said = b"".join(shown).decode()
    assert said.strip() == "briefing: “nosuch.txt” does not exist; check the path."


def test_suspending_stops_it_and_it_goes_on_where_it_was(tmp_path):
    command = f"{sys.executable} -m briefing {sample_briefing()}; exit $?"
    terminal = Terminal(["sh", "-c", command], env=homes(tmp_path))
    terminal.wait_for("Iran nuclear")
    children = Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children")
    program = int(children.read_text().split()[0])
    terminal.press(b"\x1bz")
    while Path(f"/proc/{program}/stat").read_text().rsplit(")", 1)[1].split()[0] != "T":
        terminal.read(0.05)
    terminal.settle(0.2)
    assert (1003 << 5) not in terminal.screen.mode
    terminal.screen.reset()
    os.kill(program, signal.SIGCONT)
    terminal.wait_for("Iran nuclear")
    terminal.press(b"q")
    while (1003 << 5) in terminal.screen.mode:
        terminal.read(0.05)
    with contextlib.suppress(ProcessLookupError):  # Nor does going on while it ends disturb that.
        for _ in range(1000):
            os.kill(program, signal.SIGCONT)
            terminal.read(0.001)
    assert ended(terminal, 30) == 0, terminal.screen.display
    assert (1003 << 5) not in terminal.screen.mode
