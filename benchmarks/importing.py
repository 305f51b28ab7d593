"""How much faster two workers import than one: `python -m benchmarks.importing [--files N] [--rounds N]`.

Texts of 800 words are generated (seeded; words by Zipf's law, names in every paragraph) and imported with people, into
a new library each time, with one worker and with two in turn; the middle of the rounds' ratios is the figure.
What the one writer takes is measured apart, with results that are ready: processor time of this process, by text.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Executor, Future
from pathlib import Path

from msgspec.structs import replace

from benchmarks.generated import briefing
from briefing.config import Config
from briefing.library.bulk import BulkImport
from briefing.library.bulk.import_task import Result, Task
from briefing.storage.database import Database
from briefing.storage.records import to_index_record, to_record
from briefing.storage.repositories import Repositories

WORDS = 800
GIVEN = ("Ada", "Tomas", "Mira", "Jonas", "Lena", "Oskar", "Nadia", "Pavel")
FAMILY = ("Kroll", "Vance", "Okafor", "Lindqvist", "Moreau", "Tanaka", "Reyes", "Haddad")
RANKS = 20_000


def word(rank: int) -> str:
    """A word that can be spoken, another one for every rank from 0."""
    parts = []
    rank += 20
    while rank:
        rank, part = divmod(rank, 70)
        parts.append("bcdfglmnprstvz"[part // 5] + "aeiou"[part % 5])
    return "".join(parts)


def article(seed: int, words: list[str], weights: list[float]) -> str:
    """A text of four issues, each under its heading, of some 800 words."""
    chance = random.Random(seed)
    parts = [f"# The week of {word(seed)}"]
    for _ in range(4):
        parts.append("## " + " ".join(chance.choices(words, weights, k=4)).capitalize())
        for _ in range(4):
            name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
            said = " ".join(chance.choices(words, weights, k=WORDS // 16 - 4))
            parts.append(f"{name} said on Monday that {said}.")
    return "\n\n".join(parts) + "\n"


def imported(folder: Path, workers: int) -> tuple[float, float]:
    """Seconds by the clock and of the processors that an import into a new library takes."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "briefing", "import", str(folder)]
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(
            [*command, "--workers", str(workers)],
            env={**os.environ, "XDG_DATA_HOME": data},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Ready(Executor):
    """Has the results before they are asked for."""

    def __init__(self, results: dict[str, Result]) -> None:
        self._results = results

    def submit(self, call: object, task: Task) -> "Future[Result]":  # type: ignore[override]
        found: Future[Result] = Future()
        found.set_result(self._results[task.path])
        return found


def result(number: int, *, people: bool) -> Result:
    made = briefing(number)
    if not people:
        made = replace(made, analysis=replace(made.analysis, entities=None, quotes=None))
    task = Task(f"/none/{number}.md", 0, 0, 1, people, "")
    return Result(task, [(to_record(made), to_index_record(made))])


def written(results: list[Result], people: bool) -> float:
    """Milliseconds of the processor that writing a result takes."""
    with tempfile.TemporaryDirectory() as place:
        store = Repositories(Database(Path(place) / "library.db"))
        plan = BulkImport([each.task.path for each in results], Config(), entities=people)
        ready = Ready({each.task.path: each for each in results})
        began = time.process_time()
        plan.run(store, ready, workers=1)
        seconds = time.process_time() - began
        store.database.close()
    return 1000 * seconds / len(results)


def writer_lines(count: int, rounds: int) -> list[str]:
    lines = [
        "",
        f"The one writer, {count} texts of 800 words with some 24 names each, the least of {rounds} rounds:",
        "",
        "| | processor ms a text |",
        "|---|---|",
    ]
    for what, people in (("with names", True), ("without names", False)):
        results = [result(number, people=people) for number in range(count)]
        least = min(written(results, people) for _ in range(rounds))
        lines.append(f"| {what} | {least:.2f} |")
    return lines


def main() -> None:
    """Measures, and writes `importing.md` beside this file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    words = [word(rank) for rank in range(RANKS)]
    weights = [1 / (rank + 1) for rank in range(RANKS)]
    ones, twos = [], []
    with tempfile.TemporaryDirectory() as place:
        for number in range(options.files):
            (Path(place) / f"{number}.md").write_text(article(number, words, weights))
        for _ in range(options.rounds):
            ones.append(imported(Path(place), 1))
            twos.append(imported(Path(place), 2))
    ratios = [one[0] / two[0] for one, two in zip(ones, twos, strict=True)]
    lines = [
        "# Importing",
        "",
        f"{options.files} texts of {WORDS} words, read, split, analysed, stored and indexed;",
        f"{options.rounds} rounds of one worker and two in turn, on {os.cpu_count()} processors, the middle round.",
        "",
        "| workers | seconds | texts a second | processor seconds |",
        "|---|---|---|---|",
        *(
            f"| {count} | {statistics.median(s for s, _ in runs):.1f} "
            f"| {options.files / statistics.median(s for s, _ in runs):.1f} "
            f"| {statistics.median(c for _, c in runs):.1f} |"
            for count, runs in ((1, ones), (2, twos))
        ),
        "",
        f"Two workers are {statistics.median(ratios):.2f} times as fast as one "
        f"(rounds: {', '.join(f'{ratio:.2f}' for ratio in ratios)}).",
        *writer_lines(1_000, options.rounds),
    ]
    text = "\n".join(lines) + "\n"
    Path(__file__).with_suffix(".md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
