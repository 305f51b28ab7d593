"""Scores names, entities and quotations against gold lines, and times the analysis.

usage: people.py GOLD.jsonl... [--recogniser builtin] [--pronouns]

A line is {"text", "entities": [{"kind", "mentions": [[start, end], ...]}]} or
{"text", "quotes": [{"start", "end", "source": [start, end]}]}. Offsets are code points.
Mentions are exact spans; an entity counts once and is matched one to one, most shared mentions first;
B-cubed (Bagga and Baldwin 1998) is over the gold mentions that are found. A quotation is found when half
of it is covered, attributed when the words or a mention of its speaker overlap the gold source. `--pronouns` scores the speakers meant by "he" and "she", labelled by
hand for the training part.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from briefing.analysis import pipeline
from briefing.analysis.ner import load_recogniser
from briefing.model import Analysis, Briefing, Document, Span
from briefing.sources.text.parse_text import parse_text

PRONOUNS = Path(__file__).with_name("pronouns.jsonl")
KINDS = ("person", "organization")
Clusters = list[list[Span]]


def analysed(text: str, recogniser: str) -> tuple[Document, Analysis]:
    shown, blocks = parse_text(text, markdown=False)
    document = Document(text=shown, blocks=blocks)
    briefing = Briefing(document, Analysis(pipeline.split(document)))
    return document, pipeline.analyse(briefing, load_recogniser(recogniser), lambda share: None)


def clusters(spans: Iterable[Iterable[Iterable[int]]]) -> Clusters:
    return [[Span(*span) for span in group] for group in spans]


def matched(gold: Clusters, found: Clusters) -> int:
    shared = sorted(
        (-sum(any(a.overlaps(b) for b in f) for a in g), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for count, i, j in shared:
        if count and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
    return len(used[0])


def b_cubed(gold: Clusters, found: Clusters) -> tuple[float, int, float, int]:
    where = [(span, j) for j, group in enumerate(found) for span in group]
    cells = [
        (i, next((j for span, j in where if span.overlaps(mention)), None))
        for i, group in enumerate(gold)
        for mention in group
    ]
    both, rows, columns = Counter(cells), Counter(i for i, _ in cells), Counter(j for _, j in cells)
    covered = [(i, j) for i, j in cells if j is not None]
    precision = sum(both[i, j] / columns[j] for i, j in covered)
    recall = sum(both[i, j] / rows[i] for i, j in covered)
    return precision, len(covered), recall, len(cells)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def entity_lines(documents: list[dict[str, Any]], recogniser: str) -> Iterator[str]:
    totals = {kind: Counter[str]() for kind in KINDS}
    for line in documents:
        _, analysis = analysed(line["text"], recogniser)
        for kind, total in totals.items():
            gold = clusters(e["mentions"] for e in line["entities"] if e["kind"] == kind)
            found = [
                [m.span for m in e.mentions]
                for e in analysis.entities or ()
                if e.kind.value == kind
            ]
            flat = [{span for group in groups for span in group} for groups in (gold, found)]
            total.update(gold=len(flat[0]), found=len(flat[1]), right=len(flat[0] & flat[1]))
            total.update(clusters=len(gold), entities=len(found), matched=matched(gold, found))
            names = ("precision", "covered", "recall", "cells")
            total.update(dict(zip(names, b_cubed(gold, found), strict=True)))  # type: ignore[arg-type]
    for kind, t in totals.items():
        mention = f1(t["right"] / t["found"], t["right"] / t["gold"])
        sidebar = f1(t["matched"] / t["entities"], t["matched"] / t["clusters"])
        cubed = f1(t["precision"] / t["covered"], t["recall"] / t["cells"])
        yield f"{kind:12} mention F1 {mention:.3f}  sidebar F1 {sidebar:.3f}  B-cubed F1 {cubed:.3f}"


def quote_line(documents: list[dict[str, Any]], recogniser: str) -> str:
    total = Counter[str]()
    for line in documents:
        _, analysis = analysed(line["text"], recogniser)
        mentions = {e.id: [m.span for m in e.mentions] for e in analysis.entities or ()}
        for gold in line["quotes"]:
            span, source = Span(gold["start"], gold["end"]), Span(*gold["source"])
            hits = [
                [*([q.speaker_span] if q.speaker_span else []), *mentions.get(q.speaker or "", [])]
                for q in analysis.quotes or ()
                if 2 * (min(q.span.end, span.end) - max(q.span.start, span.start)) >= len(span)
            ]
            said = [who for who in hits if who]
            right = any(w.overlaps(source) for who in said for w in who)
            total.update(gold=1, found=bool(hits), claimed=bool(said), right=right)
    return (
        f"quotes {total['gold']}  found {total['found'] / total['gold']:.3f}  "
        f"attributed {total['right'] / total['gold']:.3f}  "
        f"right where a speaker is named {total['right'] / total['claimed']:.3f}"
    )


def pronoun_line(
    documents: list[dict[str, Any]], meant: list[dict[str, Any]], recogniser: str
) -> str:
    """Whom a speaker's pronoun means: `meant` has offsets of a quotation and of a name of its speaker."""
    total = Counter[str]()
    for line in documents:
        wanted = [each for each in meant if each["document"] == line["id"]]
        if not wanted:
            continue
        _, analysis = analysed(line["text"], recogniser)
        mentions = {e.id: [m.span for m in e.mentions] for e in analysis.entities or ()}
        for each in wanted:
            span, speaker = Span(*each["quote"]), Span(*each["speaker"])
            found = next((q for q in analysis.quotes or () if q.span.overlaps(span)), None)
            who = mentions.get(found.speaker or "", []) if found else []
            total.update(meant=1, claimed=bool(who), right=any(w.overlaps(speaker) for w in who))
    return f"pronouns {total['meant']}  right {total['right'] / total['meant']:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--recogniser", default="builtin")
    parser.add_argument("--pronouns", action="store_true")
    options = parser.parse_args()
    for path in options.gold:
        with open(path, encoding="utf-8") as lines:
            documents = [json.loads(line) for line in lines]
        began = time.process_time()
        if "quotes" in documents[0]:
            print(quote_line(documents, options.recogniser))
            if options.pronouns:
                meant = [json.loads(row) for row in PRONOUNS.read_text("utf-8").splitlines()]
                print(pronoun_line(documents, meant, options.recogniser))
        else:
            print(*entity_lines(documents, options.recogniser), sep="\n")
        words = sum(len(d["text"].split()) for d in documents)
        print(f"{words} words, {words / (time.process_time() - began):,.0f} words a CPU-second")


if __name__ == "__main__":
    main()
