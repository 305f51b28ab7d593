"""Counts made-up titles that a copy editor's rules would let pass, and compares them with headlines.

usage: python -m benchmarks.titles FOLDER [--show N]

FOLDER is as training/sections/corpus.py says. Titles are those of the issues of `none.jsonl`, of articles
whose headline was taken away, six beside each other, and of the passages in `title_labels.jsonl`, which an editor
titled: 201 to tune on and 99 held back, of other documents. A title passes if it has two to seven words, all from
one sentence of its passage and in their order, is no name or role alone (the recogniser decides), names no day, does
not end at an abbreviation or a small word, is not in capitals, and comes once in its document. ROUGE-1 is over stems.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from briefing.analysis.abbreviations import is_abbreviation
from briefing.analysis.entities.lexicon import ARTICLES
from briefing.analysis.ner import load_recogniser
from briefing.analysis.pipeline import split
from briefing.analysis.segmentation.section_titles import section_words
from briefing.analysis.titles.infer_titles import TitleForm, infer_titles
from briefing.analysis.titles.title_features import word_background
from briefing.analysis.titles.word_classes import HELPERS, PREPOSITIONS
from briefing.model import SectionKind, TitleSource
from training.sections.corpus import document_of, lines
from training.sections.labels import labelled_documents
from training.sections.titles import news_batches, overlap

_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
_SMALL = ARTICLES | PREPOSITIONS | HELPERS | {"and", "or"}


Titled = tuple[str, list[str], list[str], list[str]]
"""(kind, passages, their made-up titles, titles that were wanted or "")."""


def passages(folder: Path) -> Iterator[Titled]:
    """Of each document, those whose titles are the program's."""
    for gold in lines(folder, "none"):
        document = document_of(gold["text"])
        made = [
            s
            for s in split(document)
            if s.kind is SectionKind.ISSUE and s.title_source is TitleSource.INFERRED
        ]
        texts = [section_words(document, section) for section in made]
        yield "sections", texts, [section.title for section in made], [""] * len(made)
    for _, batch in news_batches(folder):
        texts = [text for _, text in batch]
        behind = word_background(texts, "", "")
        titles = infer_titles(texts, "", behind, [], TitleForm())
        yield "headlines", texts, titles, [head for head, _ in batch]
    yield from _labelled(folder.parent)


def _labelled(data: Path) -> Iterator[Titled]:
    for document in labelled_documents(data, split):
        texts = [document.texts[i] for i in document.bare]
        behind = word_background(document.texts, document.overview, document.title)
        titles = infer_titles(texts, document.overview, behind, [], TitleForm())
        made = dict(zip(document.bare, titles, strict=True))
        known = document.labels
        held = next((label.is_held_back for label in known.values()), False)
        yield (
            "labels held back" if held else "labels",
            [document.texts[i] for i in known],
            [made[i] for i in known],
            [label.title for label in known.values()],
        )


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
    counts: dict[str, Counter[str]] = {}
    near: dict[str, list[float]] = {}
    for kind, texts, titles, wanted in passages(options.folder):
        own = counts.setdefault(kind, Counter())
        for text, title, other in zip(texts, titles, wanted, strict=True):
            wrong = faults(title, text, titles, _names(title)) if title else ["none"]
            own.update(wrong, titles=1, passed=not wrong)
            near.setdefault(kind, []).extend([overlap(title, other)] if other else [])
            if own["titles"] <= options.show and kind != "labels held back":
                print(f"{title:50} {','.join(wrong):12} {other[:60]}")
    for kind, own in counts.items():
        close = f"{mean(near[kind]):.3f}" if near[kind] else "-"
        print(kind, dict(own), f"passed {own['passed'] / own['titles']:.3f}, ROUGE-1 {close}")


def _names(title: str) -> set[str]:
    """The title, where the recogniser takes all of it for a name."""
    mentions = load_recogniser().mentions(title + ".", lambda _: None)
    whole = any(m.span.end >= len(title) > m.span.start == 0 for m in mentions)
    return {title} if whole else set()


if __name__ == "__main__":
    main()
