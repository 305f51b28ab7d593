"""Counts made-up titles that a copy editor's rules would let pass, and compares them with headlines.

usage: python -m benchmarks.titles FOLDER [--show N]

FOLDER is as training/sections/corpus.py says. Titles are those of the issues of `none.jsonl`, and of articles
whose headline was taken away, six beside each other. A title passes if it has two to seven words, all from one
sentence of its passage and in their order, is no name or role alone (the recognizer decides), names no day,
does not end at an abbreviation or a small word, is not in capitals, and comes once in its document.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from briefing.analysis.abbreviations import is_abbreviation
from briefing.analysis.entities.lexicon import ARTICLES
from briefing.analysis.ner import load_recognizer
from briefing.analysis.pipeline import split
from briefing.analysis.segmentation.section_titles import section_words
from briefing.analysis.titles.infer_titles import TitleForm, infer_titles
from briefing.analysis.titles.title_features import word_background
from briefing.analysis.titles.word_classes import HELPERS, PREPOSITIONS
from briefing.model import SectionKind, TitleSource
from training.sections.corpus import document_of, lines
from training.sections.titles import news_batches, overlap

_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
_SMALL = ARTICLES | PREPOSITIONS | HELPERS | {"and", "or"}


def passages(folder: Path) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """(passages, their made-up titles, headlines or "") of each document."""
    for gold in lines(folder, "none"):
        document = document_of(gold["text"])
        made = [
            s
            for s in split(document)
            if s.kind is SectionKind.ISSUE and s.title_source is TitleSource.INFERRED
        ]
        texts = [section_words(document, section) for section in made]
        yield texts, [section.title for section in made], [""] * len(made)
    for _, batch in news_batches(folder):
        texts = [text for _, text in batch]
        behind = word_background(texts, "", "")
        yield texts, infer_titles(texts, "", behind, [], TitleForm()), [head for head, _ in batch]


def faults(title: str, passage: str, all_titles: list[str], names: set[str]) -> list[str]:
    words = [word.lower() for word in _WORD.findall(title)]
    sentences = re.split(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z“\"])|\n", passage)
    found = {
        "length": not 2 <= len(title.split()) <= 7,
        "words": not any(_in_order(words, _WORD.findall(s.lower())) for s in [*sentences, passage]),
        "name": title in names,
        "day": bool(_DAY.search(title)),
        "cut": is_abbreviation(title.split()[-1]) or title.split()[-1].lower() in _SMALL,
        "capitals": len(title) > 8 and title.isupper(),
        "repeated": all_titles.count(title) > 1,
    }
    return [name for name, is_so in found.items() if is_so]


def _in_order(words: list[str], sentence: list[str]) -> bool:
    rest = iter(sentence)
    return all(word in rest for word in words)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    options = parser.parse_args()
    recognizer, counts, near = load_recognizer(), Counter[str](), list[float]()
    for texts, titles, heads in passages(options.folder):
        for text, title, head in zip(texts, titles, heads, strict=True):
            mentions = recognizer.mentions(title + ".", lambda _: None) if title else ()
            names = {
                title
                for mention in mentions
                if mention.span.end >= len(title) > mention.span.start == 0
            }
            wrong = faults(title, text, titles, names) if title else ["none"]
            counts.update(wrong, titles=1, passed=not wrong)
            near += [overlap(title, head)] if head else []
            if counts["titles"] <= options.show:
                print(f"{title:50} {','.join(wrong):12} {head[:60]}")
    print(
        dict(counts), f"passed {counts['passed'] / counts['titles']:.3f}, ROUGE-1 {mean(near):.3f}"
    )


if __name__ == "__main__":
    main()
