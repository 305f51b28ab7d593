"""Scores the dates found in labelled news; `python -m benchmarks.timeline FOLDER [--misses]`.

FOLDER has stories/articles.jsonl and sections/single.jsonl. `timeline_labels.jsonl` names a text by the first 16 digits of
the SHA-256 of its text, and lists offset, length, values and precision of each date: one of several values is right where
readers may differ, and an optional date is neither missed nor invented. It was written before the program read the texts.
A date is found if it shares a word with the label; its value is right if its days and its precision are.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

from briefing.analysis.dates import FoundDate, find_dates
from briefing.analysis.dates.day_ranges import SEASONS, month, season, years
from briefing.model import Document
from briefing.sources.build_document import build_text

LABELS = Path(__file__).with_name("timeline_labels.jsonl")
TEXTS = ("stories/articles.jsonl", "sections/single.jsonl")


def texts(folder: Path) -> dict[str, str]:
    lines = (line for name in TEXTS for line in (folder / name).read_text("utf-8").splitlines())
    found = (json.loads(line)["text"] for line in lines)
    return {hashlib.sha256(text.encode()).hexdigest()[:16]: text for text in found}


def days_of(value: str) -> tuple[date, date]:
    """Of "2016", "2016-03", "2016-spring", "2016-03-05", or two of them with a slash between."""
    first, _, last = value.partition("/")
    if last:
        return days_of(first)[0], days_of(last)[1]
    year, *rest = value.split("-")
    if not rest:
        return years(int(year), int(year))
    if rest[0] in SEASONS:
        return season(int(year), rest[0])
    day = date.fromisoformat(value) if len(rest) == 2 else None
    return (day, day) if day else month(int(year), int(rest[0]))


def is_right(found: FoundDate, values: list[str], precision: str) -> bool:
    same = found.precision == precision
    return same and any((found.first, found.last) == days_of(each) for each in values)


def judge(text: str, label: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(what, where) for each date of the label, and each that was invented."""
    found = find_dates(Document(text, published=label["published"]))
    taken = set()
    for start, length, values, precision, *optional in label["dates"]:
        hits = [f for f in found if f.span.start < start + length and f.span.end > start]
        taken.update(hits)
        if optional:
            continue
        where = f"{start}: {text[max(0, start - 40) : start + length + 30]!r} {values}"
        if not hits:
            yield "missed", where
        else:
            right = is_right(hits[0], values, precision)
            yield ("right", where) if right else ("wrong", f"{where}, not {hits[0]}")
    for each in found:
        if each not in taken:
            yield "invented", repr(text[max(0, each.span.start - 40) : each.span.end + 30])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--misses", action="store_true", help="show those of the texts not held out"
    )
    arguments = parser.parse_args()
    known = texts(arguments.folder)
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    for held in (False, True):
        told = [
            each
            for label in labels
            if label["held"] is held
            for each in judge(known[label["text"]], label)
        ]
        counts = {
            what: sum(1 for w, _ in told if w == what)
            for what in ("right", "wrong", "missed", "invented")
        }
        dates = counts["right"] + counts["wrong"] + counts["missed"]
        found = counts["right"] + counts["wrong"]
        print(
            "held out" if held else "tuned on",
            f"found {found / dates:.3f} right {counts['right'] / dates:.3f}",
            counts,
        )
        if arguments.misses and not held:
            print("\n".join(f"{what}: {where}" for what, where in told if what != "right"))
    whole = "\n\n".join(known.values())[: 1 << 20]
    for name, text in (("1 MB of news", whole),):
        document = build_text(text.encode(), "x.txt", "text")
        start = process_time()
        find_dates(document)
        print(f"{name}: {process_time() - start:.2f} s")


if __name__ == "__main__":
    main()
