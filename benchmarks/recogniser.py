"""Measures the recogniser: time to load, words a CPU second, and memory, in a fresh process on one thread.

python -m benchmarks.recogniser         prints the table that benchmarks/recogniser.md holds

The text is the sample briefing's sentences in random orders, each copy with other numbers in it, so that no two windows
are alike. How well it finds names is measured by training/names/evaluate.py, on data that is not in the repository.
"""

import random
import re
import resource
import subprocess
import sys
import time

from briefing.analysis.ner import load_recogniser
from briefing.resources import sample_briefing

COPIES = 40


def text() -> str:
    """Some 40,000 words."""
    chance = random.Random(3)
    sentences = re.split(r"(?<=[.!?])\s+", sample_briefing().read_text(encoding="utf-8"))
    made = []
    for _ in range(COPIES):
        chance.shuffle(sentences)
        made.append(" ".join(f"{sentence} {chance.randrange(10**6)}." for sentence in sentences))
    return "\n\n".join(made)


def megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure() -> None:
    """Prints the rows of the table."""
    words = text()
    started, wall = time.process_time(), time.perf_counter()
    recogniser = load_recogniser()
    print(f"| load, wall clock | {time.perf_counter() - wall:.2f} s |")
    print(f"| load, CPU | {time.process_time() - started:.2f} s |")
    started = time.process_time()
    recogniser.mentions(sample_briefing().read_text(encoding="utf-8"))
    print(f"| the sample briefing | {time.process_time() - started:.2f} s |")
    started = time.process_time()
    found = recogniser.mentions(words)
    rate = len(words.split()) / (time.process_time() - started)
    print(f"| words a CPU second | {rate:,.0f} |")
    print(f"| memory, all told | {megabytes():.0f} MB |")
    print(f"| names in {len(words.split()):,} words | {len(found):,} |")


def main() -> None:
    """Measures in a process of its own."""
    if "--here" in sys.argv:
        measure()
        return
    print("| measure | value |\n| --- | --- |", flush=True)
    subprocess.run([sys.executable, "-m", "benchmarks.recogniser", "--here"], check=True)


if __name__ == "__main__":
    main()
