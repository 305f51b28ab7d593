"""Scores what accounts of a story add, and which figures differ; `python -m benchmarks.comparing ARTICLES`.

ARTICLES has a line `{"id", "text"}` for each text that the labels name. `added_passages.jsonl` says of the sentences of
the later accounts of twenty stories, by where they start, whether the accounts before leave them unsaid; sentences in
between are left out. `figures.jsonl` has pairs of texts with the values that differ; in ARTICLES, those of a story.
Both were written before the program's answers were seen, and half of them is held out from its tuning.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.library.stories.added_passages import (
    Account,
    Told,
    make_account,
    says_new,
    weigh_words,
)
from briefing.library.stories.differing_figures import ToldFigure, find_differences, told_figures
from briefing.model import Analysis, Briefing, Section, SectionKind, Span, TitleSource
from briefing.sources.build_document import build_text

HERE = Path(__file__).parent


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def account_of(text: str, name: str) -> Account:
    document = build_text(text.encode(), f"{name}.md", "markdown")
    whole = Span(0, len(document.text))
    title = document.title or name
    section = Section(SectionKind.ISSUE, title, TitleSource.DOCUMENT, whole)
    return make_account(Briefing(document, Analysis((section,))), section)


def judged(story: dict, texts: dict[str, str]) -> Iterator[tuple[str, bool, bool]]:
    """Of each sentence and each paragraph: which it is, whether it was found to add, and whether it does."""
    told = [Told(account_of(texts[a["text"]], a["text"])) for a in story["accounts"]]
    weigh = weigh_words(told)
    for number, labels in enumerate(story["accounts"][1:], 1):
        mine, adds, said = told[number], set(labels["adds"]), set(labels["said"])
        for low, high in mine.paragraphs:
            starts = [span.start for span in mine.spans[low:high]]
            new = [says_new(mine, place, told[:number], weigh) for place in range(low, high)]
            for start, found in zip(starts, new, strict=True):
                if start in adds | said:
                    yield "sentences", found, start in adds
            if adds.intersection(starts) or said.issuperset(starts):
                yield "paragraphs", any(new), bool(adds.intersection(starts))


def differing(texts: Sequence[str]) -> list[tuple[ToldFigure, ...]]:
    told = [
        figure
        for number, text in enumerate(texts)
        for figure in told_figures(number, account_of(text, "text"), "en")
    ]
    return [each.figures for each in find_differences(told)]


def score_figures(texts: dict[str, str], *, held_out: bool) -> None:
    """Also over the whole texts of the stories that have labels: whatever else is found there is invented."""
    right, there, invented = 0, 0, []
    for pair in lines(HERE / "figures.jsonl"):
        if pair["held_out"] is not held_out:
            continue
        both = (
            [texts[id] for id in pair["texts"]]
            if "texts" in pair
            else [pair["first"], pair["second"]]
        )
        found = {
            frozenset(each.figure.high for each in figures): figures for figures in differing(both)
        }
        sought = {frozenset(values) for values in pair["differ"]}
        right, there = right + len(sought & found.keys()), there + len(sought)
        invented += [found[values] for values in found.keys() - sought]
        for values in sought - found.keys():
            print("missed", sorted(values), pair.get("texts", ""))
    print(
        f"figures{', held out' if held_out else ''}: found {right} of {there}, invented {len(invented)}"
    )
    for figures in invented:
        print("invented", *(f"| {each.words}" for each in figures))


def show(name: str, counts: Counter[tuple[bool, bool]]) -> None:
    right, found = counts[True, True], counts[True, True] + counts[True, False]
    there = right + counts[False, True]
    print(f"{name:28} precision {right / found:.3f}  recall {right / there:.3f}  of {there}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path)
    texts = {each["id"]: each["text"] for each in lines(parser.parse_args().articles)}
    for held in (False, True):
        counts: dict[str, Counter] = {"sentences": Counter(), "paragraphs": Counter()}
        for story in lines(HERE / "added_passages.jsonl"):
            if story["held_out"] is held:
                for what, found, adds in judged(story, texts):
                    counts[what][found, adds] += 1
        for what, counted in counts.items():
            show(f"{what}{', held out' if held else ''}", counted)
        score_figures(texts, held_out=held)


if __name__ == "__main__":
    main()
