"""Damages files of every format and reads them: PYTHONPATH=. python -m benchmarks.fuzz [COUNT] [FORMAT...]

Each file goes through a worker with its usual limits. Written to fuzz.txt: how many became documents, how many one
sentence, which sentences of the worker there were (a parser that failed in a way its converter did not foresee), the
longest time, and the most memory that any worker used.
"""

import resource
import sys
import time
from collections import Counter
from pathlib import Path

from briefing.errors import BriefingError, FormatError
from briefing.worker import Worker
from tests.sources.articles import ARTICLES
from tests.sources.makers import MAKERS
from tests.sources.mutating import mutated
from tests.sources.reading import read_bytes


def fuzz(format: str, count: int) -> str:
    worker = Worker()
    sound = [MAKERS[format](article) for article in ARTICLES.values()]
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for seed in range(count):
        started = time.monotonic()
        try:
            read_bytes(mutated(sound[seed % len(sound)], seed), worker=worker)
            outcomes["documents"] += 1
        except FormatError:
            outcomes["sentences"] += 1
        except BriefingError as error:
            outcomes[f"seed {seed}: {error}"] += 1
        slowest = max(slowest, time.monotonic() - started)
    worker.stop()
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    plain = f"{outcomes.pop('documents', 0):4} documents {outcomes.pop('sentences', 0):4} sentences"
    others = "".join(f"\n    {words}" for words in outcomes)
    return f"{format:6} {plain} {sum(outcomes.values()):3} others  slowest {slowest:5.2f} s  memory so far {memory:4.0f} MiB{others}"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    lines = [fuzz(format, count) for format in sys.argv[2:] or MAKERS]
    print("\n".join(lines))
    if len(sys.argv) < 3:
        Path(__file__).with_name("fuzz.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
