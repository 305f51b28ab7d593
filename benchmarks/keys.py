"""From a key to the settled screen, on a large document, beside other programs.

usage: python -m benchmarks.keys [--rounds N] [--frogmouth PATH]
All programs run at once, each in a pseudo-terminal of 120x40, and are pressed in turn; a screen is settled when
nothing came for 300 ms. Writes benchmarks/keys.md.
"""

import argparse
import datetime
import os
import select
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from benchmarks.opening import FIRST, article
from benchmarks.result_page import write_result
from benchmarks.terminal import Terminal

HERE = Path(__file__).parent
QUIET = 0.3
ACTIONS = ("page down", "agenda", "search key", "next match", "resize", "theme change")
SIZES = ((112, 38), (120, 40))


class Program(Struct):
    """What is measured, and the keys that do each action; "" where it has none."""

    command: list[str]
    words: str
    keys: dict[str, str]
    before: dict[str, str] = field(default_factory=dict)
    """Keys that are pressed before an action, unmeasured, and after it."""
    after: dict[str, str] = field(default_factory=dict)
    ready: str = ""
    """What is on the screen from when the whole document was read until it does nothing by itself."""
    calm: str = ""
    """Keys that end what it does by itself."""
    patience: float = 60.0


def programs(folder: Path, frogmouth: str) -> dict[str, Program]:
    small, large, few = folder / "small.md", folder / "large.md", folder / "few.md"
    small.write_text(article(100_000))
    large.write_text(article(10_000_000))
    few.write_text(article(10_000_000, every=1000))
    python = sys.executable
    bare = {"page down": " ", "search key": "comm", "theme change": "T"}
    found = {
        "bare Textual": Program(
            [python, str(HERE / "bare_app.py")],
            "Ready to read",
            bare,
            before={"search key": "/"},
            after={"search key": "\x1b"},
        ),
        "Briefing, 10 MB in 10,000 issues": _briefing(large),
        "Briefing, 10 MB in 10 issues": _briefing(few),
        "Textual's MarkdownViewer, 100 KB": Program(
            [python, str(HERE / "viewer_app.py"), str(small)],
            FIRST,
            {"page down": "\x1b[6~", "theme change": "T"},
        ),
    }
    if shutil.which("less"):
        keys = {"page down": " ", "next match": "n"}
        found["less, 10 MB"] = Program(
            ["less", str(large)], FIRST, keys, before={"next match": "/committee\r"}
        )
    if frogmouth:
        keys = {"page down": "\x1b[6~"}
        found["frogmouth, 100 KB"] = Program([frogmouth, str(small)], FIRST, keys)
    return found


def _briefing(path: Path) -> Program:
    return Program(
        [sys.executable, "-m", "briefing", str(path)],
        FIRST,
        {
            "page down": " ",
            "agenda": "tt",
            "search key": "comm",
            "next match": "n",
            "theme change": "\x1b[B",
        },
        before={"search key": "/", "next match": "/committee\r", "theme change": "T"},
        after={"search key": "\x1b", "next match": "\x1b", "theme change": "\x1b"},
        ready="X to stop",
        calm="X",
    )


def settled(terminal: Terminal, first: float = 1.5, most: float = 20.0) -> float:
    """Seconds from now to the last output before silence, 0 where none begins within `first` seconds.

    The output is thrown away.
    """
    start = last = time.perf_counter()
    wait = first
    while time.perf_counter() - start < most:
        ready, _, _ = select.select([terminal.fd], [], [], wait)
        if not ready:
            break
        os.read(terminal.fd, 1 << 16)
        last, wait = time.perf_counter(), QUIET
    return last - start


def pressed(terminal: Terminal, keys: str) -> Iterator[tuple[float, float]]:
    """Seconds to the settled screen, and of the processor, key by key; an escape sequence is one key."""
    for key in [keys] if keys.startswith("\x1b") else keys:
        before = terminal.work()
        terminal.press(key.encode())
        yield settled(terminal), terminal.work() - before


def acted(
    terminal: Terminal, program: Program, action: str, number: int
) -> list[tuple[float, float]]:
    settled(terminal, first=0.1)
    if action == "resize":
        before = terminal.work()
        terminal.resize(*SIZES[number % 2])
        return [(settled(terminal), terminal.work() - before)]
    keys = program.keys.get(action, "")
    if not keys:
        return []
    for key in _parts(program.before.get(action, "")):
        terminal.press(key.encode())
        settled(terminal)
    found = list(pressed(terminal, keys))
    for key in _parts(program.after.get(action, "")):
        terminal.press(key.encode())
        settled(terminal)
    return found


def _parts(keys: str) -> list[str]:
    return [keys] if keys.startswith("\x1b") else list(keys)


def opened(everything: dict[str, Program], data: str) -> dict[str, Terminal]:
    """The programs, started, with what they show whole; one that shows nothing in time is left out."""
    terminals: dict[str, Terminal] = {}
    for name, program in everything.items():
        terminal = Terminal(program.command, env={"XDG_DATA_HOME": data, "XDG_CONFIG_HOME": data})
        try:
            terminal.wait_for(program.words, program.patience)
            if program.ready:
                terminal.wait_for(program.ready, program.patience)
                _calm(terminal, program)
        except TimeoutError:
            terminal.close()
            continue
        settled(terminal)
        terminals[name] = terminal
    return terminals


def _calm(terminal: Terminal, program: Program) -> None:
    end = time.perf_counter() + program.patience
    while program.calm and any(program.ready in line for line in terminal.screen.display):
        if time.perf_counter() > end:
            raise TimeoutError("It goes on by itself.")
        terminal.press(program.calm.encode())
        terminal.settle(quiet=0.5, most=1.0)


def measured(
    everything: dict[str, Program], terminals: dict[str, Terminal], rounds: int
) -> dict[tuple[str, str], list[tuple[float, float]]]:
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for number in range(rounds + 1):
        for action in ACTIONS:
            for name, terminal in terminals.items():
                times = acted(terminal, everything[name], action, number)
                if number:
                    found.setdefault((name, action), []).extend(times)
    return found


def _figures(times: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Median and 95th percentile by the clock, median of the processor; milliseconds."""
    clock = sorted(seconds * 1000 for seconds, _ in times if seconds)
    work = statistics.median(seconds * 1000 for _, seconds in times)
    return statistics.median(clock), clock[min(len(clock) - 1, int(0.95 * len(clock)))], work


def rows(found: dict[tuple[str, str], list[tuple[float, float]]], names: list[str]) -> list[str]:
    lines = [f"| action | {' | '.join(names)} |", f"|---{'|---' * len(names)}|"]
    for action in ACTIONS:
        cells = []
        for name in names:
            times = found.get((name, action)) or []
            answered = any(seconds for seconds, _ in times)
            text = "{:.0f} / {:.0f} / {:.0f}".format(*_figures(times)) if answered else "-"
            cells.append(text)
        lines.append(f"| {action} | {' | '.join(cells)} |")
    return lines


def resting(terminals: dict[str, Terminal], seconds: float) -> list[str]:
    """Rows of memory and idle load, once what the last keys began, such as taking a text up for search, is done."""
    time.sleep(3 * seconds)
    before = {name: terminal.cpu() for name, terminal in terminals.items()}
    time.sleep(seconds)
    lines = ["| program | memory, MB | most, MB | idle, % of a processor |", "|---|---|---|---|"]
    for name, terminal in terminals.items():
        share = 100 * (terminal.cpu() - before[name]) / seconds
        now, most = terminal.memory() / 1e6, terminal.memory("VmHWM") / 1e6
        lines.append(f"| {name} | {now:.0f} | {most:.0f} | {share:.1f} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--frogmouth", default=shutil.which("frogmouth") or "")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        everything = programs(Path(folder), options.frogmouth)
        terminals = opened(everything, folder)
        try:
            found = measured(everything, terminals, options.rounds)
            idle = resting(terminals, 10.0)
        finally:
            for terminal in terminals.values():
                with suppress(OSError):
                    terminal.close()
    load = os.getloadavg()[0]
    missing = [name for name in everything if name not in terminals]
    lines = [
        "# From a key to the settled screen",
        "",
        f"{datetime.date.today()}, {os.cpu_count()} processors under a load of {load:.1f} by other work,"
        f" {options.rounds} rounds, all programs in one run. Each cell: median / 95th percentile by the clock /"
        " median of the main thread's processor time, in milliseconds. Other work stretches the clock, not the"
        " processor time; the bare application, which redraws one widget, shows by how much.",
        "",
        *rows(found, list(terminals)),
        "",
        *idle,
        "",
        *(
            f"{name}: not read to its end in {everything[name].patience:.0f} s, so not measured."
            for name in missing
        ),
        "MarkdownViewer and frogmouth are given 100 KB because they do not open 10 MB in minutes."
        " glow is in no package list of this machine.",
    ]
    write_result(HERE / "keys.md", "\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
