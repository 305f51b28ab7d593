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

from benchmarks.terminal import Terminal

HERE = Path(__file__).parent
FIRST = "The first words of it"


def article(size: int) -> str:
    """Markdown of about `size` bytes: sections of paragraphs with some marks."""
    paragraph = (
        "The *committee* met on [Monday](http://example.org/) and agreed on what to do. " * 6
    )
    parts, length = [f"# A long briefing\n\n{FIRST} stand here.\n\n"], 60
    while length < size:
        parts.append(f"## Issue {len(parts)}\n\n{paragraph}\n\n{paragraph}\n\n- one\n- two\n\n")
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


def measure(command: list[str], words: str, data: str, settle: float) -> tuple[float, float]:
    """Seconds to the words, and megabytes once `settle` seconds have passed."""
    terminal = Terminal(command, env={"XDG_DATA_HOME": data, "XDG_CONFIG_HOME": data})
    try:
        first = terminal.wait_for(words)
        if settle:
            terminal.settle(quiet=settle, most=settle)
        return first, terminal.memory() / 1e6
    finally:
        terminal.close()


def table(rounds: int, settle: float) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        everything = programs(Path(folder))
        times: dict[str, list[float]] = {name: [] for name in everything}
        memory: dict[str, float] = {}
        for number in range(rounds + 1):
            for name, (command, words) in everything.items():
                last = settle if number == rounds else 0.0
                first, size = measure(command, words, str(Path(folder, f"data-{name}")), last)
                if number:
                    times[name].append(first)
                memory[name] = size
    empty = statistics.median(times["empty"])
    lines = ["| what | first text | against empty | memory |", "| --- | --- | --- | --- |"]
    for name, found in times.items():
        middle = statistics.median(found)
        lines.append(
            f"| {name} | {middle * 1000:.0f} ms | {middle / empty:.2f} | {memory[name]:.0f} MB |"
        )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--settle", type=float, default=12.0)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    lines = table(options.rounds, options.settle)
    head = (
        f"# Opening\n\n{datetime.date.today()}, {os.cpu_count()} cores, {options.rounds} rounds.\n"
    )
    notes = (
        "\nFirst text: from the start of the process to the first words on the screen. Memory: resident, "
        "of the program without its worker processes, after the whole document was read.\n"
    )
    (HERE / "opening.md").write_text(head + "\n" + "\n".join(lines) + "\n" + notes)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
