"""Scores the split against briefings with gold sections, damaged in ten ways, and times it.

usage: python -m benchmarks.sections FOLDER [--held-out] [--speed]

FOLDER is as training/sections/corpus.py says. With `--held-out` each repository is split by scorers that were
learned without it. F1, precision and recall are over section starts, all documents together, the first
paragraph of the text not counted; Pk (Beeferman et al. 1999) is the mean over documents, with k half the mean
gold section; a made-up title is scored by ROUGE-1 over stems against the heading that was lost, generic
headings left out; junk kept and text dropped are paragraphs.
"""

import argparse
import re
import time
from collections import Counter
from pathlib import Path
from statistics import mean

from briefing.analysis.pipeline import split
from briefing.analysis.segmentation import logistic_model
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.model import Section, SectionKind, TitleSource, flatten_boilerplate
from training.sections.corpus import Sample, document_of, lines, samples
from training.sections.titles import overlap
from training.sections.train import learn, load

VARIANTS = (
    "md",
    "title",
    "upper",
    "lower",
    "blank",
    "noisy",
    "seedlike",
    "junk",
    "webjunk",
    "none",
)
TEXT = ("intro", "leadin", "body")


def words(title: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", title.lower())


def unit_at(units: list[Paragraph], offset: int) -> int:
    return next((i for i, unit in enumerate(units) if unit.span.end > offset), len(units))


def pk(gold: set[int], found: set[int], count: int) -> float:
    if count < 3:
        return 0.0
    k = min(count - 1, max(2, round(count / (len(gold) + 1) / 2)))
    apart = [
        any(j in cuts for j in range(i + 1, i + k + 1))
        for cuts in (gold, found)
        for i in range(count - k)
    ]
    half = len(apart) // 2
    return mean(a != b for a, b in zip(apart[:half], apart[half:], strict=True))


class Score:
    """Counts over the samples of one variant."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.pks: list[float] = []
        self.made: list[float] = []

    def add(self, sample: Sample, titles: dict[int, tuple[str, bool, bool]]) -> None:
        units = sample.units
        flat = flatten_boilerplate(split(sample.document), sample.document.text)
        text = [i for i, kind in enumerate(sample.types) if kind in TEXT]
        place = {unit: i for i, unit in enumerate(text)}
        found: dict[int, Section] = {}
        junk: set[int] = set()
        for section in flat:
            first = unit_at(units, section.span.start)
            if section.kind is SectionKind.BOILERPLATE:
                junk |= {
                    i for i in range(first, len(units)) if units[i].span.start < section.span.end
                }
            elif section.kind is SectionKind.ISSUE:
                start = next((place[i] for i in range(first, len(units)) if i in place), 0)
                found.setdefault(start, section)
        gold, cuts = {place[i] for i in sample.starts} - {0}, set(found) - {0}
        self.pks.append(pk(gold, cuts, len(text)))
        self.count += Counter(hit=len(gold & cuts), found=len(cuts), gold=len(gold))
        kinds = Counter(sample.types[i] for i in junk)
        self.count += Counter(junk=sample.types.count("junk"), folded=kinds["junk"], text=len(text))
        self.count += Counter(dropped=sum(kinds[kind] for kind in TEXT))
        self._titles(found, place, titles)

    def _titles(
        self,
        found: dict[int, Section],
        place: dict[int, int],
        titles: dict[int, tuple[str, bool, bool]],
    ) -> None:
        for start, (title, headed, generic) in titles.items():
            section = found.get(place[start])
            if headed:
                kept = section is not None and words(section.title) == words(title)
                own = section is not None and section.title_source is TitleSource.DOCUMENT
                self.count += Counter(headed=1, kept=kept and own)
            elif not generic:
                self.made.append(overlap(section.title, title) if section else 0.0)

    def row(self) -> str:
        c = self.count
        precision = c["hit"] / max(1, c["found"])
        recall = c["hit"] / c["gold"]
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        kept = f"{c['kept'] / c['headed']:.3f}" if c["headed"] else "-"
        made = f"{mean(self.made):.3f}" if self.made else "-"
        junk = f"{c['junk'] - c['folded']}/{c['junk']}" if c["junk"] else "-"
        return (
            f"{precision:.3f} | {recall:.3f} | {f1:.3f} | {100 * mean(self.pks):.1f} | {kept} | {made} | "
            f"{junk} | {c['dropped']}/{c['text']}"
        )


def titles_of(gold: dict) -> dict[int, tuple[str, bool, bool]]:
    return {
        s["start_par"]: (s["title"], s["heading_par"] is not None, s["generic"])
        for s in gold["sections"]
    }


def score(folder: Path, held_out: bool) -> None:
    learned = {}
    if held_out:
        corpus = load(folder)
        repos = {sample.repo for sample, _, _ in corpus.gaps}
        learned = {repo: learn(corpus, repo) for repo in repos}
    print(
        "| damage | precision | recall | F1 | Pk | titles kept | made titles | junk kept | text dropped |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for variant in VARIANTS:
        total = Score()
        golds = {gold["text"]: gold for gold in lines(folder, variant)}
        for sample in samples(folder, variant):
            logistic_model.use(learned.get(sample.repo, {}))
            total.add(sample, titles_of(golds[sample.source]))
        print(f"| {variant} | {total.row()} |", flush=True)


def speed(folder: Path) -> None:
    print("| | 1 MB | 3 MB | 10 MB |\n|---|---|---|---|")
    for variant in ("md", "title", "blank", "none"):
        texts = [gold["text"] for gold in lines(folder, variant)]
        seconds = []
        for size in (1_000_000, 3_000_000, 10_000_000):
            text = "\n\n".join(texts * (1 + size // sum(map(len, texts))))[:size]
            document = document_of(text, variant == "md")
            before = time.process_time()
            split(document)
            seconds.append(f"{time.process_time() - before:.2f}")
        print(f"| {variant} | {' | '.join(seconds)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    if options.speed:
        speed(options.folder)
    else:
        score(options.folder, options.held_out)


if __name__ == "__main__":
    main()
