"""Time to the first readable text, and memory, against an empty Textual application in the same minute.

usage: python -m benchmarks.opening [--rounds N]
Each round starts every program once, in turn, in a pseudo-terminal of 120x40; the medians are compared.
Writes benchmarks/opening.md.
"""

import argparse
import datetime
import os
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.result_page import write_result
from benchmarks.terminal import Terminal

HERE = Path(__file__).parent
FIRST = "The first words of it"


def article(size: int, every: int = 1) -> str:
    """Markdown of about `size` bytes: a heading over `every` pairs of paragraphs with some marks."""
    paragraph = (
        "The *committee* met on [Monday](http://example.org/) and agreed on what to do. " * 6
    )
    parts, length = [f"# A long briefing\n\n{FIRST} stand here.\n\n"], 60
    while length < size:
        head = "" if len(parts) % every else f"## Issue {len(parts)}\n\n"
        parts.append(f"{head}{paragraph}\n\n{paragraph}\n\n- one\n- two\n\n")
        length += len(parts[-1])
    return "".join(parts)[: size - 1] + "\n"


def programs(folder: Path) -> dict[str, tuple[list[str], str]]:
    """Name to command and the words to wait for."""
    found = {"empty": ([sys.executable, str(HERE / "empty_app.py")], "Ready to read")}
    for name, size in (("5 KB", 5_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000)):
        path = folder / f"{size}.md"
        path.write_text(article(size))
        found[name] = ([sys.executable, "-m", "briefing", str(path)], FIRST)
    return found


def measure(command: list[str], words: str, data: str, settle: float) -> tuple[float, ...]:
    """Seconds to the words, by the clock and of the processor; megabytes once `settle` seconds have passed, and most."""
    terminal = Terminal(command, env={"XDG_DATA_HOME": data, "XDG_CONFIG_HOME": data})
    try:
        first = terminal.wait_for(words)
        work = terminal.work()
        if settle:
            terminal.settle(quiet=settle, most=settle)
        return first, work, terminal.memory() / 1e6, terminal.memory("VmHWM") / 1e6
    finally:
        terminal.close()


def table(rounds: int, settle: float) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        everything = programs(Path(folder))
        found: dict[str, list[tuple[float, ...]]] = {name: [] for name in everything}
        for number in range(rounds + 1):
            for name, (command, words) in everything.items():
                last = settle if number == rounds else 0.0
                figures = measure(command, words, str(Path(folder, f"data-{name}")), last)
                if number:
                    found[name].append(figures)
    lines = [
        "| what | first text | against empty | processor | against empty | memory | at most |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    empty = [statistics.median(column) for column in zip(*found["empty"], strict=True)]
    for name, rows in found.items():
        first, work = (statistics.median(row[column] for row in rows) for column in (0, 1))
        memory, most = rows[-1][2:]
        lines.append(
            f"| {name} | {first * 1000:.0f} ms | {first / empty[0]:.2f} | {work * 1000:.0f} ms |"
            f" {work / empty[1]:.2f} | {memory:.0f} MB | {most:.0f} MB |"
        )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--settle", type=float, default=60.0)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    lines = table(options.rounds, options.settle)
    head = (
        f"# Opening\n\n{datetime.date.today()}, {os.cpu_count()} cores, {options.rounds} rounds,"
        f" under a load of {os.getloadavg()[0]:.1f}.\n"
    )
    notes = (
        "\nFirst text: from the start of the process to the first words on the screen. Processor: the time of its "
        "main thread until then, which other work on the machine does not stretch. Memory: resident, "
        f"of the program without its worker processes, {options.settle:.0f} seconds after the first text.\n"
    )
    write_result(HERE / "opening.md", head + "\n" + "\n".join(lines) + "\n" + notes)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
