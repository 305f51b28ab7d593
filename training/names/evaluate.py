"""Scores the recogniser as the program runs it: exact spans, on text with offsets.

usage: python -m training.names.evaluate DATA [--model FOLDER]
DATA is the folder that holds sidebar_dev.jsonl and politics_dev.txt. Prints precision, recall and F1 by kind,
for the text as it is, in lower case and in UPPER CASE.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from briefing.analysis.ner.bert_recogniser import MODEL, BertRecogniser
from training.names.corpora import read

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
Gold = set[tuple[str, int, int]]


def sidebar(folder: Path) -> Iterator[tuple[str, Gold, tuple[int, int]]]:
    """The documents of sidebar_dev.jsonl: text, gold names, and the range that is scored."""
    for line in (folder / "sidebar_dev.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        gold = {(KINDS[e["kind"]], s, t) for e in document["entities"] for s, t in e["mentions"]}
        yield document["text"], gold, tuple(document.get("within") or (0, len(document["text"])))


def politics(folder: Path) -> Iterator[tuple[str, Gold, tuple[int, int]]]:
    """The sentences of politics_dev.txt, joined by blank lines to one document."""
    text, gold = "", set()
    for document in read(folder / "politics_dev.txt"):
        for sentence in document:
            open_kind, start = "", 0
            for word, tag in [*sentence, ("", "O")]:
                if open_kind and not tag.startswith("I-"):
                    gold.add((open_kind, start, len(text) - 1))
                    open_kind = ""
                if tag.startswith("B-"):
                    open_kind, start = tag[2:], len(text)
                text += f"{word} "
            text = text.rstrip() + "\n\n"
    yield text, gold, (0, len(text))


def score(recogniser: BertRecogniser, documents: list, change: Callable[[str], str] = str) -> str:
    """Precision, recall and F1 by kind, and the speed, as a line."""
    counts = {kind: [0, 0, 0] for kind in KINDS.values()}
    words, started = 0, time.process_time()
    for text, gold, (low, high) in documents:
        changed = change(text)
        if len(changed) != len(text):
            changed = "".join(change(c) if len(change(c)) == 1 else c for c in text)
        words += len(text.split())
        found = {
            (KINDS[m.kind.value], m.span.start, m.span.end)
            for m in recogniser.mentions(changed)
            if low <= m.span.start and m.span.end <= high
        }
        for kind, tally in counts.items():
            g, f = ({name for name in names if name[0] == kind} for names in (gold, found))
            for index, count in enumerate((len(g & f), len(f), len(g))):
                tally[index] += count
    counts["PER+ORG"] = [a + b for a, b in zip(counts["PER"], counts["ORG"], strict=True)]
    rate = words / (time.process_time() - started)
    return (
        "  ".join(
            f"{kind} {hits / max(found, 1):.3f} {hits / max(gold, 1):.3f} {2 * hits / max(found + gold, 1):.3f}"
            for kind, (hits, found, gold) in counts.items()
            if gold
        )
        + f"  {rate:.0f} words/s"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    recogniser = BertRecogniser.open(options.model)
    for name, documents in (("sidebar", sidebar), ("politics", politics)):
        known = list(documents(options.data))
        for change in (str, str.lower, str.upper):
            print(f"{name} {change.__name__:5}", score(recogniser, known, change), flush=True)


if __name__ == "__main__":
    main()
