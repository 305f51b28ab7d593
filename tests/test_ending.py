"""How the process ends: in order where it can, at the deadline where something hangs."""

import signal
import subprocess
import sys
import time

import pytest

from briefing.program_end import Ending
from tests.unmeasured import unmeasured_environment

HEAD = """
import signal, subprocess, sys, threading, time
from briefing.program_end import this_process
for number in (signal.SIGHUP, signal.SIGINT):  # Ignored by what runs in the background.
    signal.signal(number, signal.SIG_DFL)
this_process.watch()
def ready():
    print("ready", flush=True)
def ended_by(work):
    try:
        ready()
        work()
    except KeyboardInterrupt:
        print("unwound", flush=True)
    this_process.exit(0)
def sleep():
    time.sleep(99)
def go_on():
    while True:
        try:
            ready() if threading.current_thread() is threading.main_thread() else None
            time.sleep(99)
        except KeyboardInterrupt:
            print("caught", flush=True)
"""
DEAF = "lock = threading.Lock(); lock.acquire()\nthis_process.on_begin = lambda: 0\nready()\n"
SAID = "this_process.last_steps.extend([lambda: 1 / 0, lambda: print('kept', flush=True)])\n"


def started(program: str) -> subprocess.Popen[str]:
    command, own = [sys.executable, "-c", HEAD + program], unmeasured_environment()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=own)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def alive(pid: int) -> bool:
    """Whether a process goes on; one that nobody has taken leave of does not."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("ended_by(sleep)", "unwound\n"),
        (SAID + DEAF + "lock.acquire()", "kept\n"),
        ("this_process.last_steps.append(sleep)\n" + DEAF + "lock.acquire()", ""),
        ("go_on()", "caught\nready\n"),
        ("threading.Thread(target=go_on).start()\nended_by(sleep)", "unwound\n"),
    ],
    ids=["asleep", "deaf", "a last step hangs", "what is raised is caught", "a thread goes on"],
)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_whatever_hangs(program, said, number):
    process = started(program)
    process.send_signal(number)
    process.send_signal(number)
    output, _ = process.communicate(timeout=20)
    assert (process.returncode, output) == (128 + number, said)


BUSY = "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})\n"
"""Its main thread does not notice; the watchdog's thread, begun before, does."""


def test_a_signal_that_the_main_thread_never_handles_ends_it():
    process = started(SAID + BUSY + DEAF + "lock.acquire()")
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=20)
    assert (process.returncode, output) == (128 + signal.SIGTERM, "kept\n")


def test_a_signal_that_is_heard_late_unwinds():
    process = started(BUSY + "ended_by(lambda: (time.sleep(0.5), sleep()))")
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=20)
    assert (process.returncode, output) == (128 + signal.SIGTERM, "unwound\n")


def test_what_waits_for_the_end_is_done():
    process = started(
        "import atexit\natexit.register(print, 'left')\nended_by(lambda: print('done'))"
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.read() == "done\nleft\n"
    assert process.returncode == 0


SOON = "from briefing import program_end\nprogram_end._BACKSTOP = program_end.DEADLINE = program_end.UNANSWERED = 0.1\n"


def test_what_is_stopped_while_it_ends_goes_on_to_end():
    process = started(SOON + "this_process.begin(0)\nended_by(lambda: time.sleep(0.05))")
    process.send_signal(signal.SIGSTOP)
    time.sleep(1)
    process.send_signal(signal.SIGCONT)
    assert process.wait(timeout=20) == 0


def test_what_keeps_the_interpreter_to_itself_is_ended():
    process = started(SOON + "this_process.begin(0)\nready()\ntime.sleep(0.05)\nsum(range(10**15))")
    assert process.wait(timeout=20) == -signal.SIGPROF


def test_children_of_a_process_that_hangs_are_killed():
    process = started(
        "child = subprocess.Popen(['sleep', '99'], start_new_session=True)\n"
        "this_process.children.add(child)\n" + DEAF + "print(child.pid, flush=True)\nlock.acquire()"
    )
    assert process.stdout is not None
    child = int(process.stdout.readline())
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    while alive(child):
        time.sleep(0.02)


def test_each_last_step_is_done_once_and_the_first_code_stays():
    ending, done = Ending(), []
    ending.last_steps.extend([lambda: done.append(1), lambda: 1 / 0, lambda: done.append(2)])
    ending.begin(143)
    ending.begin(0)
    ending.do_last_steps()
    ending.do_last_steps()
    assert (done, ending.code) == ([1, 2], 143)
