"""Ends the program at random moments in random ways, and counts what is left of it.

usage: python -m benchmarks.ending [--first N] [--count N] [--jobs N] [--log FILE] [--report]
Trial N is the same each time: its document or command, what is typed, the moment and the kind of end follow from N.
Each result is a line of JSON in the log, and what is there is not run again; --report sums the log up in benchmarks/ending.md.
"""

import argparse
import collections
import contextlib
import ctypes
import datetime
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import apsw

from benchmarks.opening import article
from benchmarks.terminal import Terminal
from briefing.config import Config
from briefing.library import make_library
from briefing.library.feed_client import ListedFeed
from tests.sources.articles import ARTICLES
from tests.sources.makers import MAKERS

HERE = Path(__file__).parent
PROGRAM = [sys.executable, "-m", "briefing"]
LATEST = 3.0
"""Seconds from the start, or from the first frame, within which the end comes."""
LEFT = 5.0
"""Seconds after which nothing may be left."""
SLOWEST = 20.0
"""Seconds for which an end is waited for; `q` is only seen once the program has started."""
KEYS = {
    "reading": b"",
    "moving": b"]]jjj  dduu[gG" * 20,
    "a note": b"a" + b"words that nobody may lose " * 4,
    "help": b"?",
    "library": b"L",
    "feeds": b"FR",
    "search": b"/committee\rnnn",
    "search of the library": b"scommittee",
    "people": b"ep",
    "correcting": b"c",
}
READER_ENDS = ("close", "SIGTERM", "SIGHUP", "SIGINT", "q", "SIGKILL", "SIGTERM twice", "blocked")
COMMAND_ENDS = ("close", "SIGTERM", "SIGHUP", "SIGINT", "SIGKILL", "SIGINT twice")


class Silent:
    """A web server that takes connections and answers nothing."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._taken: list[socket.socket] = []
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/feed"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            self._taken.append(self._socket.accept()[0])


def make_documents(folder: Path) -> list[str]:
    """Documents of every kind, from some KB to 3 MB, and a FIFO to which nobody writes."""
    found = []
    for name, maker in MAKERS.items():
        path = folder / f"made.{name}"
        path.write_bytes(maker(ARTICLES["seed"]))
        found.append(str(path))
    for size in (5_000, 200_000, 1_000_000, 3_000_000):
        path = folder / f"{size}.md"
        path.write_text(article(size))
        found += [str(path)] * 3
    os.mkfifo(folder / "silent")
    return [*found, str(folder / "silent")]


class Trial:
    """One start of the program and its end."""

    def __init__(self, seed: int, folder: Path, documents: list[str], server: str) -> None:
        chance = random.Random(seed)
        self.seed, self._data = seed, folder / f"data-{seed}"
        self._document = chance.choice(documents)
        self.what = chance.choice(list(KEYS) if seed % 5 else ["import", "show", "add a feed"])
        self._commands = {
            "import": ["import", str(Path(self._document).parent), "--workers", "2"],
            "show": ["show", self._document],
            "add a feed": ["feeds", "add", server],
        }
        self.end = chance.choice(COMMAND_ENDS if self.what in self._commands else READER_ENDS)
        self._moment = chance.uniform(0, LATEST)
        self._from_frame = (
            chance.random() < 0.6 or self.end == "q"
        )  # Before, Ctrl+Q is the terminal's.
        if self.what == "feeds":
            self._follow(server)

    def _follow(self, server: str) -> None:
        library = make_library(Config(data=self._data / "briefing"))
        library.feeds.add_unread([ListedFeed("Silent", server)])
        library.close()

    def run(self) -> dict[str, object]:
        arguments = self._commands.get(self.what, [self._document])
        env = {"XDG_DATA_HOME": str(self._data), "XDG_CONFIG_HOME": str(self._data)}
        terminal = Terminal([*PROGRAM, *arguments], env=env)
        self._wait(terminal)
        started = time.monotonic()
        self._do(terminal)
        code = self._ended(terminal)
        seconds = time.monotonic() - started
        left = self._left(terminal)
        with contextlib.suppress(OSError):
            os.close(terminal.fd)
        return {
            "seed": self.seed,
            "what": self.what,
            "document": Path(self._document).name,
            "end": self.end,
            "moment": round(self._moment, 2),
            "from": "frame" if self._from_frame else "start",
            "code": code,
            "seconds": round(seconds, 2),
            "said": " ".join(" ".join(terminal.screen.display).split())[-400:] if code == 1 else "",
            "left": left,
            "library": self._integrity(),
        }

    def _wait(self, terminal: Terminal) -> None:
        """Types, and reads what comes, until the moment; where it is to block, reads nothing in the last second."""
        typed = self.what in self._commands
        if self._from_frame and not typed:
            with contextlib.suppress(TimeoutError):
                terminal.wait_for("q quit", 15)
        start, keys = time.monotonic(), KEYS.get(self.what, b"")
        while (passed := time.monotonic() - start) < self._moment:
            blocked = self.end == "blocked" and passed > self._moment - 1
            if not blocked:
                terminal.read(0.02)
            elif keys:
                terminal.press(b"jk")
                time.sleep(0.01)
            if not typed and "q quit" in terminal.screen.display[-1]:
                typed = True
                terminal.press(keys)

    def _do(self, terminal: Terminal) -> None:
        name, _, twice = self.end.partition(" ")
        with contextlib.suppress(ProcessLookupError):
            if name == "close":
                os.close(terminal.fd)
            elif name == "q":
                terminal.press(b"\x11")
            else:
                number = signal.SIGTERM if name == "blocked" else getattr(signal, name)
                os.kill(terminal.pid, number)
                if twice:
                    time.sleep(0.1)
                    os.kill(terminal.pid, number)

    def _ended(self, terminal: Terminal) -> int | str:
        """The exit code; "never" where it has to be killed."""
        end = time.monotonic() + (SLOWEST if self.end == "q" else LEFT + 3)
        while time.monotonic() < end:
            if self.end in ("close", "blocked"):
                time.sleep(0.01)
            else:
                terminal.read(0.01)
            pid, status = os.waitpid(terminal.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
        os.kill(terminal.pid, signal.SIGKILL)
        os.waitpid(terminal.pid, 0)
        return "never"

    def _left(self, terminal: Terminal) -> list[str]:
        """The commands of the processes that are left after `LEFT` seconds, which are killed then."""
        end = time.monotonic() + LEFT
        while (found := _children()) and time.monotonic() < end:
            time.sleep(0.05)
        for pid in found:
            os.kill(pid, signal.SIGKILL)
        return [_name(pid) for pid in found]

    def _integrity(self) -> str:
        """What SQLite says of the library."""
        place = self._data / "briefing" / "library.db"
        if not place.exists():
            return "none"
        connection = apsw.Connection(str(place))
        try:
            return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
        finally:
            connection.close()


def _children() -> list[int]:
    """The processes that were left to this one, as the next of kin; those that ended are taken leave of."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    path = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(pid) for pid in path.read_text().split()]


def _name(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")[:200]
    return "?"


def run_trials(first: int, count: int, step: int, log: str) -> None:
    """Runs each `step`th trial in this process, which orphans are left to."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "documents")
        folder.mkdir()
        documents, server = make_documents(folder), Silent().address
        done = [json.loads(line)["seed"] for line in _lines(Path(log))]
        for seed in sorted(set(range(first, first + count, step)).difference(done)):
            found = Trial(seed, Path(name), documents, server).run()
            with open(log, "a") as file:
                file.write(json.dumps(found) + "\n")


def _lines(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def wrong(trial: dict) -> list[str]:
    """What is not as it should be after a trial. Ctrl+C in the interpreter's own start is Python's to answer."""
    number = {"close": signal.SIGHUP, "blocked": signal.SIGTERM}.get(trial["end"])
    if number is None and trial["end"] != "q":
        number = getattr(signal, trial["end"].split()[0])
    done = (0, 2, -signal.SIGPIPE) if trial["what"] in ("show", "import", "add a feed") else ()
    codes = (0,) if number is None else (128 + number, -number, *done)
    early = "KeyboardInterrupt" in trial["said"] and "/briefing/" not in trial["said"]
    found = [] if trial["code"] in codes or early else [f"code {trial['code']}"]
    found += [f"left: {name}" for name in trial["left"]]
    found += [] if trial["seconds"] <= 2 or trial["end"] == "q" else [f"{trial['seconds']} s"]
    return found + ([] if trial["library"] in ("ok", "none") else [f"library {trial['library']}"])


def report(log: str) -> list[str]:
    trials = [json.loads(line) for line in Path(log).read_text().splitlines()]
    lines = [
        "| end | trials | median | longest | over 2 s | wrong code | processes left | library damaged |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    kinds = collections.defaultdict(list)
    for trial in trials:
        kinds[trial["end"]].append(trial)
        kinds["all but q"] += [trial] if trial["end"] != "q" else []
    for end, those in sorted(kinds.items(), key=lambda item: item[0] == "all but q"):
        faults = [fault for trial in those for fault in wrong(trial)]
        count = [
            sum(fault.startswith(name) for fault in faults) for name in ("code", "left", "library")
        ]
        seconds = [trial["seconds"] for trial in those]
        over = sum(each > 2 for each in seconds)
        lines.append(
            f"| {end} | {len(those)} | {statistics.median(seconds):.2f} s | {max(seconds):.2f} s | {over} |"
            f" {count[0]} | {count[1]} | {count[2]} |"
        )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--step", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--log", default="ending.log")
    parser.add_argument("--report", action="store_true")
    options = parser.parse_args()
    if options.step:
        run_trials(options.first, options.count, options.step, options.log)
        return
    if not options.report:
        base = [sys.executable, "-m", "benchmarks.ending", "--log", options.log]
        jobs = [
            [*base, "--first", str(options.first + n), "--count", str(options.count - n)]
            for n in range(options.jobs)
        ]
        running = [subprocess.Popen([*job, "--step", str(options.jobs)]) for job in jobs]
        for each in running:
            each.wait()
    lines = report(options.log)
    for line in Path(options.log).read_text().splitlines():
        if faults := wrong(trial := json.loads(line)):
            print(trial, faults)
    print("\n".join(lines))
    if options.report:
        _write(lines)


def _write(lines: list[str]) -> None:
    head = (
        f"# Ending\n\n{datetime.date.today()}, two shared cores, Python 3.11, Linux 6.18, "
        f"under a load of {os.getloadavg()[0]:.1f}.\n"
    )
    notes = (
        "\nThe end comes 0 to 3 seconds after the start, or (three in five) after the first frame. Seconds: from the end's cause to the exit; for `q` "
        "(Ctrl+Q) they hold what was left of the start. Blocked: SIGTERM while nobody reads the terminal. "
        "Left: processes that were there 5 seconds after the exit.\n"
    )
    (HERE / "ending.md").write_text(head + "\n" + "\n".join(lines) + "\n" + notes)


if __name__ == "__main__":
    main()
