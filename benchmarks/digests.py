"""Measures a digest of 300 entries beyond their analysis; `python -m benchmarks.digests FOLDER OTHERS`.

FOLDER and OTHERS as in training/stories/train.py, the first 300 of their articles. The entries are imported with their names, as a fetch leaves them; then
the processor time is taken of what `briefing digest` does with them, each step on its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import TypeVar

from briefing.config import Config
from briefing.library import Library, make_library

T = TypeVar("T")
ENTRIES = 300
COPIES = 12
"""A second library has so many leads before each of 25 articles, as outlets that tell one story do."""


def entries(folder: Path, others: Path) -> Iterator[tuple[str, str]]:
    lines = [*_lines(folder / "articles.jsonl"), *_lines(others)]
    return ((f"{n}.md", json.loads(line)["text"]) for n, line in enumerate(lines[:ENTRIES]))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def large_stories(folder: Path, others: Path) -> Iterator[tuple[str, str]]:
    """Twelve texts a story: an article with its paragraphs turned and another one's end."""
    some = list(islice(entries(folder, others), ENTRIES // COPIES + 1))
    for (name, text), (_, other) in pairwise(some):
        head, *paragraphs = text.split("\n\n")
        ends = other.split("\n\n")[-3:]
        for turn in range(COPIES):
            turned = paragraphs[turn:] + paragraphs[:turn]
            yield f"{turn}-{name}", "\n\n".join([head, *turned, ends[turn % len(ends)]])


def measure(what: str, some: Iterator[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "texts")
        folder.mkdir()
        for name, text in some:
            (folder / name).write_text(text, encoding="utf-8")
        env = {**os.environ, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        run = [sys.executable, "-m", "briefing", "import", str(folder)]
        subprocess.run(run, env=env, check=True, stdout=subprocess.DEVNULL)
        library = make_library(Config(data=Path(home, "briefing")))
        try:
            _steps(what, library)
        finally:
            library.close()


def _steps(what: str, library: Library) -> None:
    print(what)
    timed("index for search", lambda: library.search.index(600))
    timed("join to stories", library.stories.join)
    made = timed("make the digest", library.digests.make)
    assert made is not None
    timed("make it again", library.digests.again)
    sections, text = made.briefing.analysis.sections, made.briefing.document.text
    print(f"  {len(made.texts)} texts, {len(sections)} panes, {len(text) // 1000} kB", flush=True)


def timed(what: str, call: Callable[[], T]) -> T:
    start = time.process_time()
    found = call()
    print(f"  {what:20} {time.process_time() - start:6.2f} s", flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("others", type=Path)
    options = parser.parse_args()
    measure("300 entries", entries(options.folder, options.others))
    measure("25 stories of twelve", large_stories(options.folder, options.others))


if __name__ == "__main__":
    main()
