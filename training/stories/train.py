"""Learns when two issues are about one story; `python -m training.stories.train FOLDER OTHERS`.

FOLDER holds `articles.jsonl` and `briefings.jsonl` (see ../README.md), OTHERS articles that share no story. All are
imported into a library in a temporary folder, as the program does it; an issue is labelled by the gold that
covers most of it. Weights go into the package.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

from msgspec import Struct, structs

from briefing.analysis.segmentation.stems import FUNCTION_WORDS, stem_words
from briefing.config import Config
from briefing.library import Library, make_library
from briefing.library.document_list import ListRequest
from briefing.library.stories import same_story
from briefing.library.stories.same_story import (
    Rarity,
    StoryProfile,
    Weights,
    features,
    make_profile,
)
from briefing.library.stories.terms import Terms, find_terms
from briefing.model import SectionKind
from training.sections.fitting import fit

NAMES = ("words", "lead", "names", "title", "figures")
LIKE = 200
LEAST = 3
"""Issues with a word, for it to count as known."""
PIECE = 2_500
"""Code points of an article that count as one issue."""
PENALTY = 1.0
_EVENT = "event "
_PATH = Path(same_story.__file__).parent / "weights" / "same_story.json"


class Text(Struct, frozen=True):
    name: str
    text: str
    parts: tuple[tuple[str | None, str], ...]
    """(title or None, story) in order."""


class Issue(Struct, frozen=True):
    text: str
    story: str
    title: str
    day: str | None
    terms: Terms
    sha256: str
    index: int
    """Section index."""


def texts(folder: Path, others: Path) -> Iterator[Text]:
    for row in _rows(folder / "articles.jsonl"):
        yield Text(f"{row['id']}.md", row["text"], ((None, f"{_EVENT}{row['story']}"),))
    for row in _rows(folder / "briefings.jsonl"):
        parts = tuple((part["title"], f"{_EVENT}{part['story']}") for part in row["sections"])
        yield Text(f"{row['id']}.md", row["text"], parts)
    for number, row in enumerate(_rows(others)):
        yield Text(f"other-{number}.txt", row["text"], ((None, f"other {number}"),))


def general_words(others: Path) -> tuple[int, dict[str, int]]:
    """Number of pieces, and in how many of them a stem stands."""
    counts: Counter[str] = Counter()
    pieces = 0
    for row in _rows(others):
        for at in range(0, len(row["text"]), PIECE):
            counts.update(set(stem_words(row["text"][at : at + PIECE])) - FUNCTION_WORDS)
            pieces += 1
    return pieces, {word: n for word, n in sorted(counts.items()) if n >= LEAST}


def issues(some: list[Text]) -> list[Issue]:
    with imported(some) as library:
        return labelled(library, some)


@contextmanager
def imported(some: list[Text]) -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "texts")
        folder.mkdir()
        for each in some:
            (folder / each.name).write_text(each.text, encoding="utf-8")
        env = {**os.environ, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        run = [sys.executable, "-m", "briefing", "import", str(folder)]
        subprocess.run(run, env=env, check=True)
        library = make_library(Config(data=Path(home, "briefing")))
        try:
            yield library
        finally:
            library.close()


def labelled(library: Library, some: list[Text]) -> list[Issue]:
    by_name = {each.name: each for each in some}
    listing = library.documents.listing
    return [
        issue
        for sha256 in listing.hashes(listing.ids(ListRequest()))
        for issue in _labelled(library.corrections.load(sha256), by_name)
    ]


def _labelled(briefing, by_name) -> Iterator[Issue]:
    document = briefing.document
    gold = by_name[Path(document.source).name]
    whole, length = len(gold.text), len(document.text)
    starts = [0 if title is None else gold.text.index(f"## {title}\n") for title, _ in gold.parts]
    ends = [*starts[1:], whole]
    for index, section in enumerate(briefing.analysis.sections):
        if section.kind is not SectionKind.ISSUE:
            continue
        start, end = section.span.start / length, section.span.end / length
        shared = [
            min(end, b / whole) - max(start, a / whole) for a, b in zip(starts, ends, strict=True)
        ]
        story = gold.parts[shared.index(max(shared))][1]
        only = sum(each.kind is SectionKind.ISSUE for each in briefing.analysis.sections) == 1
        title = (document.title if only else None) or section.title
        terms = find_terms(briefing, section)
        yield Issue(gold.name, story, title, document.published, terms, document.sha256, index)


def profiles(some: list[Issue]) -> list[StoryProfile]:
    counts: Counter[int] = Counter()
    for each in some:
        counts.update(each.terms.keys)
    rarity = Rarity(counts, len(some))
    return [make_profile(each.terms, rarity, None) for each in some]


def pairs(some: list[Issue]) -> Iterator[tuple[Issue, Issue, tuple[float, ...]]]:
    made = profiles(some)
    for i, j in combinations(range(len(some)), 2):
        if some[i].text != some[j].text:
            yield some[i], some[j], features(made[i], made[j])


def learn(some: list[Issue], issues_counted: int, words: dict[str, int]) -> Weights:
    same_story.use(Weights(NAMES, (), 0.0, issues_counted, LIKE, words))
    rows, labels = [], []
    for one, other, row in pairs(some):
        rows.append(row)
        labels.append(one.story == other.story)
    model = fit(NAMES, rows, labels, penalty=PENALTY)
    return structs.replace(same_story.load_weights(), weights=model.weights, bias=model.bias)


def save(found: Weights) -> None:
    data = structs.asdict(found)
    data["weights"] = [round(weight, 4) for weight in found.weights]
    data["bias"] = round(found.bias, 4)
    _PATH.parent.mkdir(exist_ok=True)
    _PATH.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("others", type=Path)
    options = parser.parse_args()
    save(learn(issues(list(texts(options.folder, options.others))), *general_words(options.others)))


if __name__ == "__main__":
    main()
