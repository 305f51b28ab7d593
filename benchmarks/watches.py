"""Times what it costs to compare new briefings with many watches, compares the hits with those of the search, and kills
the program that prints them.

python -m benchmarks.watches FOLDER [OLD] [NEW] [WATCHES]   makes a library in FOLDER; writes benchmarks/watches.md
"""

import datetime
import itertools
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import watch_kills
from benchmarks.generated import VOCABULARY, briefings
from benchmarks.library import build, kinds
from benchmarks.write_locks import say_locks, watch_locks
from briefing.config import Config
from briefing.library import Library, make_library
from briefing.storage.search_index import SearchIndex

HERE = Path(__file__).parent
_MOST = 10_000


def make_watches(library: Library, count: int) -> None:
    """As the search's benchmark asks, without words that nearly all texts have; one half asks for names."""
    texts = [made.document.text for made in itertools.islice(briefings(50), 50)]
    made, chance = kinds(texts), random.Random(7)
    asked = [make for name, make in made.items() if "nearly all" not in name]
    queries = dict.fromkeys(
        f"{made_query(chance)}"
        for made_query in itertools.islice(itertools.cycle(asked), 10 * count)
    )
    for number, query in enumerate(itertools.islice(queries, count)):
        library.watches.add(query, f"{number}")
    assert len(library.watches.all()) == count, VOCABULARY[:1]


def timed(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun


def brute_force(library: Library, old: frozenset[str]) -> set[tuple[str, str, int]]:
    """Every query over the whole library; only new briefings count."""
    return {
        (watch.name, hit.sha256, hit.number)
        for watch in library.watches.all()
        for hit in library.search.find(watch.query, _MOST).shown
        if hit.sha256 not in old
    }


def measure(folder: Path, old: int, new: int, watches: int) -> str:
    build(folder, old)
    library = make_library(Config(data=folder / "briefing"))
    store, index = library._store, SearchIndex(library._store.database)
    make_watches(library, watches)
    known = frozenset(row[0] for row in store.database.all("SELECT sha256 FROM document"))
    for made in itertools.islice(briefings(old + new), old, None):
        store.documents.keep(made)
        index.put(made)
    with watch_locks() as locks:
        matching = timed(library.watches.match)
    hits = {
        (watch.name, each.hit.sha256, each.hit.number)
        for watch in library.watches.all()
        for each in library.watches.hits(watch)
    }
    expected: set[tuple[str, str, int]] = set()
    searching = timed(lambda: expected.update(brute_force(library, known)))
    one = next(itertools.islice(briefings(old + new + 1), old + new, None))
    store.documents.keep(one)
    index.put(one)
    single = timed(library.watches.match)
    library.close()
    kills = "".join(f"| {what} | {figure} |\n" for what, figure in watch_kills.measure(folder))
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return (
        f"# Watches\n\n{today}, two shared cores: {watches} watches, {new:,} new briefings in a library of {old:,}.\n\n"
        "| what | |\n| --- | --- |\n"
        f"| comparing the new briefings with all watches, processor time | {matching:.2f} s |\n"
        f"| transactions meanwhile | {say_locks(locks)} |\n"
        f"| searching the whole library for each watch, with its results | {searching:.2f} s |\n"
        f"| one more briefing | {single * 1000:.0f} ms |\n"
        f"| hits | {len(hits):,} |\n"
        f"| hits that the search does not have, and the other way round | {len(hits - expected)}, {len(expected - hits)} |\n{kills}"
    )


if __name__ == "__main__":
    counts = [int(word) for word in sys.argv[2:]]
    found = measure(Path(sys.argv[1]), *(counts + [3000, 1000, 200][len(counts) :]))
    print(found)
    (HERE / "watches.md").write_text(found, encoding="utf-8")
