"""The library screen with many briefings: the first rows, and the processor time of a page and of a filter.

usage: python -m benchmarks.library_screen [--briefings N] [--rounds N]
The briefings are rows without texts. Writes benchmarks/library_screen.md.
"""

import argparse
import datetime
import os
import random
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.terminal import Terminal
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories

HERE = Path(__file__).parent
_WORDS = [
    "harbour",
    "talks",
    "board",
    "summit",
    "treaty",
    "energy",
    "budget",
    "grain",
    "rail",
    "court",
    "vote",
    "peace",
    "trade",
]
_AGENCIES = ("Coast News", "Civic Wire", "新华社", None)
_FILTERS = (b"harbour", b"unread: peace", b"agency:civic after:2020", b"person:nobody")
_ROW = (
    "INSERT INTO document (sha256, title, agency, published, words, issues, added, opened, "
    "has_entities, indexed) VALUES (?, ?, ?, ?, ?, 4, ?, ?, 1, 1)"
)


def fill(path: Path, count: int) -> None:
    """Writes `count` briefings, some of them read in part and marked."""
    chance = random.Random(1)
    store = Repositories(Database(path))
    with store.database.write() as database:
        for number in range(count):
            title = " ".join(chance.choices(_WORDS, k=6)).capitalize()
            day = (
                f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            )
            time = f"2026-01-01T00:00:00.{number:06d}+00:00"
            about = (f"{number:064x}", f"{title} {number}", chance.choice(_AGENCIES), day)
            database.execute(_ROW, (*about, chance.randint(300, 6000), time, time))
        database.execute(
            'INSERT INTO section (document, number, kind, title, start, "end") '
            "SELECT document.id, value, 'issue', 'x', value * 100, value * 100 + 100 "
            "FROM document, json_each('[0, 1, 2, 3]')"
        )
        database.execute(
            "INSERT INTO read_mark SELECT sha256, value * 100 FROM document, json_each('[0, 1, 2]') "
            "WHERE document.id % 3 = value"
        )
    store.database.close()


def start(command: list[str], data: str) -> Terminal:
    return Terminal(command, env={"XDG_DATA_HOME": data, "XDG_CONFIG_HOME": data})


def first_rows(command: list[str], words: str, data: str) -> float:
    """Seconds from the start of the process to `words`."""
    terminal = start(command, data)
    try:
        return terminal.wait_for(words)
    finally:
        terminal.close()


def cost(terminal: Terminal, keys: bytes, times: int, quiet: float = 0.25) -> tuple[float, float]:
    """Milliseconds to the last output, and of processor time, for one of several presses of `keys`."""
    before, took = terminal.cpu(), []
    for _ in range(times):
        terminal.press(keys)
        took.append(terminal.settle(quiet=quiet))
    return statistics.median(took) * 1000, (terminal.cpu() - before) / times * 1000


def measured(count: int, rounds: int) -> list[str]:
    lines = ["| what | time | processor |", "| --- | --- | --- |"]
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder, "briefing", "library.db"), count)
        command = [sys.executable, "-m", "briefing"]
        empty = [sys.executable, str(HERE / "empty_app.py")]
        rows, apps = [], []
        first_rows(command, "Harbour", folder)
        for _ in range(rounds):
            rows.append(first_rows(command, "Harbour", folder))
            apps.append(first_rows(empty, "Ready to read", folder))
        lines.append(f"| first rows | {statistics.median(rows) * 1000:.0f} ms | |")
        lines.append(f"| empty application | {statistics.median(apps) * 1000:.0f} ms | |")
        terminal = start(command, folder)
        terminal.wait_for("Harbour")
        terminal.settle(quiet=1.0)
        steps = [
            ("a page down", b"\x06", 40),
            ("to the end and back", b"Gg", 10),
            ("a row down", b"j", 40),
        ]
        for name, keys, times in steps:
            lines.append(
                "| {} | {:.0f} ms | {:.0f} ms |".format(name, *cost(terminal, keys, times))
            )
        for words in _FILTERS:
            terminal.press(b"/")
            terminal.settle(quiet=0.2)
            took = cost(terminal, words + b"\r", 1, 1.0)
            lines.append("| filter `{}` | {:.0f} ms | {:.0f} ms |".format(words.decode(), *took))
            terminal.press(b"\x1b")
            terminal.settle(quiet=1.0)
        for order in ("published", "title", "agency", "left"):
            took = cost(terminal, b"s", 1, 1.5)
            lines.append("| sort by {} | {:.0f} ms | {:.0f} ms |".format(order, *took))
            terminal.settle(quiet=1.0)
        lines.append(f"| memory | {terminal.memory() / 1e6:.0f} MB | |")
        terminal.close()
    return lines


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--briefings", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    lines = measured(options.briefings, options.rounds)
    load = os.getloadavg()[0]
    head = (
        f"# The library screen\n\n{datetime.date.today()}, {options.briefings:,} briefings, "
        f"{os.cpu_count()} cores, load {load:.1f}.\n"
    )
    notes = (
        "\nFirst rows: from the start of the process, 120x40. Time: to the last output of a key; a filter's "
        "has 80 ms in it for which typing must rest. Processor: of the whole process.\n"
    )
    (HERE / "library_screen.md").write_text(head + "\n" + "\n".join(lines) + "\n" + notes)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
