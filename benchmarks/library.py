"""Times a library of many briefings against one of ten: search, its list, opening, and its size.

python -m benchmarks.library build FOLDER [COUNT]   makes a library in FOLDER (100,000 briefings: some 9 minutes)
python -m benchmarks.library FOLDER TEN             measures it against that of ten in TEN; writes benchmarks/library.md
"""

import datetime
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.generated import AGENCIES, VOCABULARY, briefings
from benchmarks.terminal import Terminal
from briefing.config import Config
from briefing.library import Library, make_library
from briefing.library.document_list import ListRequest
from briefing.storage.database import Database
from briefing.storage.records import to_index_record, to_record
from briefing.storage.repositories import Repositories
from briefing.storage.search_index import SearchIndex

HERE = Path(__file__).parent
_TOGETHER = 2000
"""Briefings that are written in one transaction."""
_QUERIES = 100
"""Of each kind."""
_ROWS = 40
_FIRST = "A harbour that is in no other text"


def build(folder: Path, count: int) -> None:
    """Makes a library of `count` briefings as an import would, in larger transactions."""
    config = Config(data=folder / "briefing")
    kept = Repositories(Database(config.library_file))
    texts, source, begun = 0, briefings(count), time.monotonic()
    for first in range(0, count, _TOGETHER):
        index = SearchIndex(kept.database)
        with kept.database.write() as connection:
            for _ in range(min(_TOGETHER, count - first)):
                briefing = next(source)
                kept.documents.put(connection, to_record(briefing), opened=False)
                index.put_record(connection, to_index_record(briefing))
                texts += len(briefing.document.text.encode())
        print(first + _TOGETHER, f"{time.monotonic() - begun:.0f} s", flush=True)
    kept.settings.keep("benchmark_text_bytes", texts)
    kept.database.close()


# Search


def _word(chance: random.Random, least: int, most: int) -> str:
    return VOCABULARY[chance.randrange(least, most)]


def _phrase(chance: random.Random, texts: list[str]) -> str:
    words = re.findall(r"[a-z]+", chance.choice(texts))
    at = chance.randrange(len(words) - 2)
    return " ".join(words[at : at + 2])


def kinds(texts: list[str]) -> dict[str, Callable[[random.Random], str]]:
    """What is asked, by kind: words by their rank, the commonest having 0, and joined."""
    return {
        "rare word": lambda c: _word(c, 20_000, 200_000),
        "middling word": lambda c: _word(c, 500, 20_000),
        "common word": lambda c: _word(c, 10, 500),
        "word in nearly all": lambda c: _word(c, 0, 10),
        "common and rare": lambda c: f"{_word(c, 0, 500)} {_word(c, 5_000, 50_000)}",
        "common and common": lambda c: f"{_word(c, 0, 100)} {_word(c, 0, 100)}",
        "either, and not": lambda c: (
            f"({_word(c, 500, 5000)} OR {_word(c, 20, 500)}) -{_word(c, 0, 500)}"
        ),
        "phrase that stands there": lambda c: f'"{_phrase(c, texts)}"',
        "with an agency and a date": lambda c: (
            f"{_word(c, 100, 5000)} agency:{VOCABULARY[3000 + c.randrange(AGENCIES)]} after:2015"
        ),
        "with a person": lambda c: f"{_word(c, 100, 5000)} person:{_word(c, 2000, 4000)}",
        "beginning of four letters": lambda c: f"{_word(c, 500, 5000)[:4]}*",
    }


def search(library: Library) -> Iterator[str]:
    """A row for each kind, and for all of them together; processor time of the best 20 with snippets, warm."""
    chance = random.Random(1)
    texts = [briefing.document.text for briefing in briefings(500)]
    everything: list[float] = []
    for name, make in kinds(texts).items():
        asked = [make(chance) for _ in range(_QUERIES)]
        found, taken = [], []
        for words in asked:
            library.search.find(words, 20)
            begun = time.process_time()
            found.append(library.search.find(words, 20).total)
            taken.append((time.process_time() - begun) * 1000)
        everything += taken
        yield _row(name, f"{statistics.median(found):,.0f}", taken)
    yield _row("all together", "", everything)


def _row(name: str, found: str, taken: list[float]) -> str:
    p99 = statistics.quantiles(taken, n=100)[98]
    return f"| {name} | {found} | {statistics.median(taken):.1f} | {p99:.1f} | {max(taken):.1f} |"


# Lists and opening


def _best(work: Callable[[], object], rounds: int = 15) -> float:
    """Milliseconds of processor time, the median."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


def inside(library: Library) -> dict[str, float]:
    """Milliseconds of what is asked of the library when it is listed, and when one briefing is opened."""
    ids = library.documents.listing.ids(ListRequest())
    rows = list(library.documents.listing.rows(ids[:_ROWS]).values())
    return {
        "which briefings there are, in order": _best(
            lambda: library.documents.listing.ids(ListRequest())
        ),
        f"the first {_ROWS} rows of the list": _best(
            lambda: library.documents.listing.rows(ids[:_ROWS])
        ),
        "a kept briefing, opened": _best(lambda: library.documents.open(rows[5].sha256)),
    }


def on_screen(folders: list[Path], source: Path, rounds: int = 9) -> list[dict[str, float]]:
    """For each folder, milliseconds from the start to the text of `source`, and from the key to the list's rows.

    The folders take turns, so that what else the machine does is shared by them.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in folders]
    for _ in range(rounds):
        for folder, found in zip(folders, taken, strict=True):
            found.append(_started(folder, source))
    names = ("from the start to the text", "from the key to the list's rows")
    return [
        {
            name: statistics.median(times)
            for name, times in zip(names, zip(*found[1:], strict=True), strict=True)
        }
        for found in taken
    ]


def _started(folder: Path, source: Path) -> tuple[float, float]:
    library = make_library(Config(data=folder / "briefing"))
    own, recent = library.documents.find(str(source)), library.documents.recent(2)
    listed = next(library.documents.title(each) for each in recent if each != own)
    library.close()
    env = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    terminal = Terminal([sys.executable, "-m", "briefing", str(source)], env=env)
    try:
        opened = terminal.wait_for(_FIRST)
        terminal.settle(quiet=2.0, most=6.0)
        begun = time.perf_counter() - terminal.started
        terminal.press(b"L")
        return opened * 1000, (terminal.wait_for(listed[:20]) - begun) * 1000
    finally:
        terminal.close()


def _source(folder: Path) -> Path:
    path = folder / "harbour.md"
    path.write_text(f"# Harbour\n\n{_FIRST} stands here.\n\n## Quay\n\n" + "It goes on. " * 300)
    return path


def size(library: Library) -> str:
    """The bytes of the file against those of the texts in it."""
    texts = int(library.settings.get("benchmark_text_bytes"))
    file = library.config.library_file.stat().st_size
    return (
        f"{texts / 1e6:.0f} MB of text in a file of {file / 1e6:.0f} MB: {file / texts:.2f} times."
    )


def report(many: Path, few: Path) -> Iterator[str]:
    """The lines of benchmarks/library.md."""
    libraries = [make_library(Config(data=folder / "briefing")) for folder in (many, few)]
    library = libraries[0]
    count = len(library.documents.listing.ids(ListRequest()))
    yield f"# A library of {count:,} briefings\n"
    yield f"{datetime.date.today()}, {os.cpu_count()} cores. Generated briefings of some 870 words (800 by Zipf's law out of 200,000, names) in four issues.\n"
    yield f"{size(library)}\n"
    yield "## Search\n\nMilliseconds of processor time for the best 20 issues with their snippets, warm.\n"
    yield f"| what | issues found, the median | p50 | p99 | worst of {_QUERIES} |\n| --- | --- | --- | --- | --- |"
    yield from search(library)
    yield "\n10,000 means more: the ones kept last are ranked then.\n\n## Lists and opening\n"
    measured = [inside(each) for each in libraries]
    for each in libraries:
        each.close()
    source = _source(few)
    for times, shown in zip(measured, on_screen([many, few], source), strict=True):
        times.update(shown)
    yield f"Milliseconds: processor time of the library's work, and in a terminal from start or key to screen.\n\n| what | {count:,} | ten | ratio |\n| --- | --- | --- | --- |"
    for name, taken in measured[0].items():
        ten = measured[1][name]
        yield f"| {name} | {taken:.2f} | {ten:.2f} | {taken / ten:.2f} |"


def main() -> None:
    if sys.argv[1] == "build":
        build(Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 100_000)
        return
    lines = []
    for line in report(Path(sys.argv[1]), Path(sys.argv[2])):
        print(line, flush=True)
        lines.append(line)
    (HERE / "library.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
