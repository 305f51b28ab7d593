"""Kills `briefing watch --new` with SIGKILL, and counts how often each hit was given out.

python -m benchmarks.watch_kills FOLDER   makes libraries in FOLDER; prints rows of benchmarks/watches.md
"""

import io
import itertools
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.generated import VOCABULARY, briefings
from benchmarks.killed_process import run_until
from briefing.cli.main import run
from briefing.config import Config
from briefing.library import Library, make_library
from briefing.storage.search_index import SearchIndex

_KILLS = 50
_TEXTS = 400
_STEPS = 400
"""Steps of a report at which a program is killed, of all that there are."""


def fill(folder: Path, count: int) -> Library:
    """Hits of two watches in `count` briefings, which nobody was told of."""
    library = make_library(Config(data=folder / "briefing"))
    for word in VOCABULARY[:2]:
        library.watches.add(word)
    index = SearchIndex(library._store.database)
    for made in itertools.islice(briefings(count), count):
        library._store.documents.keep(made)
        index.put(made)
    library.watches.match()
    return library


def kill_at_moments(folder: Path) -> list[tuple[str, str]]:
    """The program, killed after some of its lines and some microseconds more."""
    library = fill(folder, _TEXTS)
    expected = set(_names(each for w in library.watches.all() for each in library.watches.hits(w)))
    library.close()
    chance, given = random.Random(5), Counter[tuple[Any, ...]]()
    for _ in range(_KILLS):
        given.update(_parse(_run(folder, chance.randrange(2 * len(expected) // _KILLS), chance)))
    given.update(_parse(_run(folder, 10 * len(expected), chance)))
    return [
        (f"`briefing watch --new`, killed {_KILLS} times while it printed: hits", f"{len(expected):,}"),
        ("of these given once, twice, never", _counted(given, expected)),
    ]  # fmt: skip


def _run(folder: Path, lines: int, chance: random.Random) -> bytes:
    command = [sys.executable, "-m", "briefing", "watch", "--new", "--format", "jsonl"]
    program = subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "XDG_DATA_HOME": str(folder)}
    )
    assert program.stdout is not None
    read = b"".join(itertools.islice(program.stdout, lines))
    for _ in range(chance.randrange(3000)):
        pass
    program.kill()
    return read + program.communicate()[0]


def kill_at_steps(folder: Path) -> list[tuple[str, str]]:
    """A fork of this program, killed at a call or a return of a function; one more tells the rest."""
    library = fill(folder, 2)
    expected = set(_names(each for w in library.watches.all() for each in library.watches.hits(w)))
    library.close()
    steps = int(_fork(folder, -1).rsplit(b"#", 1)[1])
    total, twice, never = 0, 0, 0
    for step in sorted({n * steps // _STEPS for n in range(_STEPS)}):
        library = make_library(Config(data=folder / "briefing"))
        with library._store.database.write() as connection:
            connection.execute("UPDATE watch_hit SET reported = 0")
        library.close()
        given = Counter(_parse(_fork(folder, step)))
        given.update(_parse(_fork(folder, steps * 2)))
        total += 1
        twice += any(count > 1 for count in given.values())
        never += not expected <= set(given)
    return [
        (f"killed at {total} of {steps:,} steps of a report of {len(expected)} hits", ""),
        ("of these a hit was given twice, never", f"{twice}, {never}"),
    ]


def _fork(folder: Path, step: int) -> bytes:
    """What it printed; without a kill, "#" and the number of its steps at the end."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(writing, 1)
        os.environ["XDG_DATA_HOME"] = str(folder)
        sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb"), encoding="utf-8")
        at = run_until(step, lambda: run(["watch", "--new", "--format", "jsonl"]))
        os.write(1, b"#%d" % at)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as lines:
        printed = lines.read()
    os.waitpid(child, 0)
    return printed


def _parse(printed: bytes) -> Iterator[tuple[Any, ...]]:
    for line in printed.split(b"#")[0].splitlines():
        hit = json.loads(line)
        yield hit["watch"], hit["document"], hit["section_start"]


def _names(hits: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    for each in hits:
        yield each.watch.name, each.hit.sha256, each.hit.passage.start


def _counted(given: Counter[tuple[Any, ...]], expected: set[tuple[Any, ...]]) -> str:
    often = Counter(given[each] for each in expected)
    return f"{often[1]:,}, {sum(often.values()) - often[0] - often[1]}, {often[0]}"


def measure(folder: Path) -> list[tuple[str, str]]:
    return [*kill_at_moments(folder / "moments"), *kill_at_steps(folder / "steps")]


if __name__ == "__main__":
    for what, figure in measure(Path(sys.argv[1])):
        print(f"| {what} | {figure} |")
