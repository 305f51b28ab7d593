"""Learns the weights of every scorer of the split; `python -m training.sections.train FOLDER`.

FOLDER holds the damaged briefings with their gold (see corpus.py). With `--without REPO` a repository is left
out; `crossval.py` uses that for the figures to trust.
"""

import argparse
from pathlib import Path

import numpy as np
from msgspec import Struct

from briefing.analysis.segmentation import blank_line_features as gaps
from briefing.analysis.segmentation import (
    boilerplate_features,
    heading_features,
    heading_style_groups,
)
from briefing.analysis.segmentation import topic_shift as topic
from briefing.analysis.segmentation.discourse_features import NAMES as CUES
from briefing.analysis.segmentation.logistic_model import LogisticModel
from briefing.analysis.segmentation.topic_shift_features import topic_shift_features
from training.sections.corpus import Sample, other_headings, samples
from training.sections.fitting import fit, save
from training.sections.titles import Group, groups, learn_titles

HEADED = ("title", "upper", "lower", "seedlike", "junk", "blank", "noisy", "none")
FURNISHED = ("webjunk", "junk", "seedlike", "title", "none", "md", "blank")
GAPPED = ("noisy", "noisy", "noisy", "noisy", "blank")


class Corpus(Struct):
    """Every sample with its rows, made once."""

    furniture: list[tuple[Sample, dict[int, list[float]]]]
    lines: list[tuple[Sample, dict[int, list[float]], dict]]
    topic: list[tuple[Sample, list[int], list[list[float]]]]
    gaps: list[tuple[Sample, list[int], list[list[float]]]]
    columns: list[str]
    titles: list[Group]


def load(folder: Path) -> Corpus:
    """The rows of all samples in `folder`."""
    headed = [*samples(folder, *HEADED), *other_headings(folder)]
    plain = list(samples(folder, "none"))
    first = [plain[0].units[i] for i in _article(plain[0])]
    gapped = {v: list(samples(folder, v)) for v in set(GAPPED)}
    return Corpus(
        [
            (s, boilerplate_features.boilerplate_features(s.units))
            for s in samples(folder, *FURNISHED)
        ],
        [_lines(s) for s in headed],
        [_topic(s) for s in plain],
        [_topic(s) for v in GAPPED for s in gapped[v]],
        [*topic_shift_features(first), *CUES],
        list(groups(folder)),
    )


def _article(sample: Sample) -> list[int]:
    return [i for i, kind in enumerate(sample.types) if kind not in ("title", "junk", "credit")]


def _lines(sample: Sample):
    junk = {i for i, kind in enumerate(sample.types) if kind in ("junk", "credit")}
    found = heading_features.heading_candidates(sample.units, junk)
    return sample, heading_features.heading_features(found), found.shapes


def _topic(sample: Sample):
    order = _article(sample)
    return sample, order, topic.topic_rows([sample.units[i] for i in order])


def learn(corpus: Corpus, without: str | None = None) -> dict[str, LogisticModel]:
    """The six scorers, learned on all repositories but `without`."""
    lines = _learn_lines(corpus, without)
    subject = _learn_topic(corpus, without)
    return {
        "furniture": _learn_furniture(corpus, without),
        "lines": lines,
        "families": _learn_families(corpus, lines, without),
        "topic": subject,
        "gaps": _learn_gaps(corpus, without),
        "titles": learn_titles(corpus.titles, without),
    }


def _learn_furniture(corpus: Corpus, without: str | None) -> LogisticModel:
    rows, labels, weights = [], [], []
    for sample, found in corpus.furniture:
        if sample.repo == without:
            continue
        for i, row in found.items():
            kind = sample.types[i]
            rows.append(row)
            labels.append(kind == "junk")
            weights.append(0 if kind == "credit" else 3 if sample.variant == "webjunk" else 1)
    return fit(boilerplate_features.NAMES, rows, labels, penalty=0.3, weights=weights)


def _learn_lines(corpus: Corpus, without: str | None) -> LogisticModel:
    rows, labels = [], []
    for sample, found, _ in corpus.lines:
        if sample.repo != without:
            rows += found.values()
            labels += [sample.types[i] == "heading" for i in found]
    return fit(heading_features.NAMES, rows, labels, penalty=0.3)


def _learn_families(corpus: Corpus, lines: LogisticModel, without: str | None) -> LogisticModel:
    rows, labels = [], []
    for sample, found, shapes in corpus.lines:
        if sample.repo != without and found:
            odds = {i: lines.log_odds(row) for i, row in found.items()}
            again = heading_style_groups.style_group_features(shapes, odds)
            rows += again.values()
            labels += [sample.types[i] == "heading" for i in again]
    return fit(heading_style_groups.NAMES, rows, labels, penalty=0.3)


def _learn_topic(corpus: Corpus, without: str | None) -> LogisticModel:
    rows, labels = [], []
    for sample, order, found in corpus.topic:
        if sample.repo != without:
            rows += found[1:]
            labels += [i in sample.starts for i in order[1:]]
    return fit(corpus.columns, rows, labels, penalty=0.01)


def _learn_gaps(corpus: Corpus, without: str | None) -> LogisticModel:
    """The topic's odds that it learns from are those of scorers that have not seen the repository."""
    rows, labels = [], []
    held = {repo: _learn_topic_two(corpus, without, repo) for repo in _repos(corpus) - {without}}
    for sample, order, found in corpus.gaps:
        if sample.repo == without:
            continue
        odds = [held[sample.repo].log_odds(row) for row in found]
        units = [sample.units[i] for i in order]
        made = gaps.gap_features(units, gaps.median_gap(sample.units), odds)
        for k, i in enumerate(order):
            headed = sample.types[i] == "heading" or sample.types[i - 1] == "heading"
            if k and not headed:
                rows.append(made[k])
                labels.append(i in sample.starts)
    return fit(gaps.NAMES, rows, labels, penalty=0.1)


def _learn_topic_two(corpus: Corpus, without: str | None, repo: str) -> LogisticModel:
    kept = [entry for entry in corpus.topic if entry[0].repo not in (without, repo)]
    rows = [row for _, _, found in kept for row in found[1:]]
    labels = [i in sample.starts for sample, order, _ in kept for i in order[1:]]
    return fit(corpus.columns, rows, labels, penalty=0.01)


def _repos(corpus: Corpus) -> set[str]:
    return {sample.repo for sample, _, _ in corpus.topic}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", metavar="REPO")
    options = parser.parse_args()
    np.random.seed(0)
    for name, scorer in learn(load(options.folder), options.without).items():
        save(name, scorer)


if __name__ == "__main__":
    main()
