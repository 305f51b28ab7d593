"""Times reading in: parse, worker, head, memory; each case in a process of its own.

python -m benchmarks.reading            prints the table that benchmarks/reading.md holds
python -m benchmarks.reading CASE       one case, as JSON
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

WORDS = [
    "the",
    "of",
    "and",
    "security",
    "talks",
    "border",
    "military",
    "agreement",
    "nuclear",
    "officials",
    "said",
    "Monday",
]


def sentence(words: int, chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)) + "."


def markdown(size: int) -> str:
    """Ordinary markdown: headings, lists, quotes, code, tables, links and emphasis."""
    chance = random.Random(1)
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(_block(chance))
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)


def _block(chance: random.Random) -> str:
    def words(count: int) -> str:
        return sentence(count, chance)

    kind = chance.random()
    if kind < 0.08:
        return f"## {words(5)}"
    if kind < 0.2:
        return "\n".join(f"- {words(12)}" for _ in range(5))
    if kind < 0.25:
        return f"> {words(30)}"
    if kind < 0.28:
        return f"```py\n{words(30)}\n```"
    if kind < 0.3:
        rows = "\n".join(f"| {words(3)} | {words(3)} |" for _ in range(5))
        return f"| a | b |\n|---|---|\n{rows}"
    if kind < 0.6:
        return f"{words(40)} **{words(3)}** and *{words(2)}* with [a link](http://example.org/a) and `code`. {words(30)}"
    return words(80)


CASES: dict[str, tuple[str, Callable[[], str]]] = {
    "markdown, 5 KB": (".md", lambda: markdown(5_000)),
    "markdown, 1 MB": (".md", lambda: markdown(1_000_000)),
    "markdown, 10 MB": (".md", lambda: markdown(10_000_000)),
    "plain, 5 KB": (".txt", lambda: "Some words of a line.\n\n" * 220),
    "plain, 1 MB": (".txt", lambda: "Some words of a line.\n\n" * 43_000),
    "plain, 10 MB": (".txt", lambda: (sentence(80, random.Random(1)) + "\n\n") * 19_000),
    "one line of 5 MB": (".md", lambda: "Some *words* of a line. " * 208_000),
    "100,000 brackets": (".md", lambda: "[" * 100_000),
    "100,000 nested quotes": (".md", lambda: ">" * 100_000 + "a"),
    "1,000,000 list items": (".md", lambda: "- an item\n" * 1_000_000),
}


def run(name: str) -> dict[str, float]:
    """Seconds and megabytes of one case in this process."""
    suffix, make = CASES[name]
    with tempfile.NamedTemporaryFile("w", suffix=suffix, encoding="utf-8") as file:
        file.write(make())
        file.flush()
        return _measure(file.name)


def _measure(path: str) -> dict[str, float]:
    start = time.perf_counter()
    from briefing.config import Config
    from briefing.library.ingest import read_source
    from briefing.library.worker_functions import HEAD
    from briefing.sources.build_document import build_head
    from briefing.sources.format_detection import find_format

    imported = time.perf_counter()
    data = Path(path).read_bytes()
    known = find_format(data, path)
    head = None if known.converter else build_head(data, path, known.name, HEAD)
    drawn = time.perf_counter()
    (document,) = read_source(path, Config())
    done = time.perf_counter()
    return {
        "import": imported - start,
        "head": drawn - imported if head else 0.0,
        "read": done - drawn,
        "blocks": len(document.blocks),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def best(name: str, times: int) -> dict[str, float]:
    """The least of each figure over some runs, each in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reading", name]
    root = Path(__file__).parents[1]
    runs = [
        json.loads(subprocess.run(command, capture_output=True, check=True, cwd=root).stdout)
        for _ in range(times)
    ]
    return {figure: min(run[figure] for run in runs) for figure in runs[0]}


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(run(sys.argv[1])))
        return
    print("| source | head, ms | whole, s | blocks | MB here | MB in the worker |")
    print("|---|---|---|---|---|---|")
    for name in CASES:
        found = best(name, 1 if "000,000" in name else 3)
        head = f"{found['head'] * 1000:.0f}" if found["head"] else "-"
        print(
            f"| {name} | {head} | {found['read']:.3f} | {found['blocks']} |"
            f" {found['memory']:.0f} | {found['child']:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
