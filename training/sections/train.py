"""Learns the weights of every scorer of the split; `python -m training.sections.train FOLDER`.

FOLDER holds the damaged briefings with their gold (see corpus.py), beside it news (see news.py) and pages of the
web (see web_pages.py). With `--without GROUP` a repository, an outlet or a fold of sites is left out;
`benchmarks/sections.py --held-out` gives the figures to trust.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping
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
from briefing.analysis.segmentation.find_boundaries import FEW_PARAGRAPHS
from briefing.analysis.segmentation.logistic_model import LogisticModel
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.single_story import MOST
from briefing.analysis.segmentation.story_features import NAMES as STORY
from briefing.analysis.segmentation.story_features import story_features
from briefing.analysis.segmentation.topic_shift_features import topic_shift_features
from training.sections.corpus import HEADLINES, Sample, headlines, other_headings, samples
from training.sections.fitting import fit, save
from training.sections.news import News, news
from training.sections.titles import Group, groups, learn_titles
from training.sections.web_pages import pages

HEADED = ("title", "upper", "lower", "seedlike", "junk", "blank", "noisy", "none")
FURNISHED = ("webjunk", "junk", "seedlike", "title", "none", "md", "blank")
GAP_WEIGHTS = {"noisy": 4.0, "blank": 2.5}
TOPIC_WEIGHTS = {"briefing": 1.0, "round-up": 0.1}
HEADLINE_WEIGHT = 0.4
"""Of a line in a briefing that is headed like news."""
STORY_PENALTY = 0.06
ONE_STORY = ("article", "page")
STORY_WEIGHTS = {"briefing": 4.0, "article": 1.5, "round-up": 0.7}
PAGE_WEIGHTS = {"page": 1.0, "made page": 1.0, "article": 1.5, "round-up": 0.7}
"""A page keeps its headings: one without them is no briefing that lost them."""


class Text(Struct, frozen=True):
    """Paragraphs without layout, with the indexes at which subjects start; none in one story."""

    kind: str
    group: str
    """Its repository, outlet or fold of sites."""
    units: list[Paragraph]
    rows: list[list[float]]
    starts: set[int]


class Corpus(Struct):
    """Every sample with its rows, made once."""

    boilerplate: list[tuple[Sample, dict[int, list[float]]]]
    lines: list[tuple[Sample, dict[int, list[float]], dict]]
    texts: list[Text]
    gaps: list[tuple[Sample, list[int], list[list[float]]]]
    columns: list[str]
    titles: list[Group]


def load(folder: Path) -> Corpus:
    """The rows of all samples in `folder`."""
    headed = [*samples(folder, *HEADED), *other_headings(folder), *headlines(folder)]
    plain = list(samples(folder, "none"))
    first = [plain[0].units[i] for i in _article(plain[0])]
    return Corpus(
        [
            (s, boilerplate_features.boilerplate_features(s.units))
            for s in samples(folder, *FURNISHED)
        ],
        [_lines(s) for s in headed],
        [
            *map(_briefing, plain),
            *_texts(news(folder), "article", "round-up"),
            *_texts(pages(folder), "page", "made page"),
        ],
        [_topic(s) for s in samples(folder, *GAP_WEIGHTS)],
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


def _briefing(sample: Sample) -> Text:
    _, order, rows = _topic(sample)
    starts = {k for k, i in enumerate(order) if i in sample.starts}
    return Text("briefing", sample.repo, [sample.units[i] for i in order], rows, starts)


def _texts(some: Iterable[News], one: str, several: str) -> Iterator[Text]:
    for found in some:
        units = found.units[:MOST]
        rows = [
            row
            for at in range(0, len(units), topic.CHUNK)
            for row in topic.topic_rows(units[at : at + topic.CHUNK])
        ]
        yield Text(several if found.starts else one, found.outlet, units, rows, found.starts)


def learn(corpus: Corpus, without: str | None = None) -> dict[str, LogisticModel]:
    """The scorers, learned on all repositories and outlets but `without`."""
    lines = _learn_lines(corpus, without)
    return {
        "boilerplate": _learn_boilerplate(corpus, without),
        "lines": lines,
        "families": _learn_families(corpus, lines, without),
        "topic": _learn_topic(corpus, {without}),
        "stories": _learn_stories(corpus, without, STORY_WEIGHTS),
        "page_stories": _learn_stories(corpus, without, PAGE_WEIGHTS),
        "gaps": _learn_gaps(corpus, without),
        "titles": learn_titles(corpus.titles, without),
    }


def _learn_boilerplate(corpus: Corpus, without: str | None) -> LogisticModel:
    rows, labels, weights = [], [], []
    for sample, found in corpus.boilerplate:
        if sample.repo == without:
            continue
        for i, row in found.items():
            kind = sample.types[i]
            rows.append(row)
            labels.append(kind == "junk")
            weights.append(0 if kind == "credit" else 3 if sample.variant == "webjunk" else 1)
    return fit(boilerplate_features.NAMES, rows, labels, penalty=0.3, weights=weights)


def _learn_lines(corpus: Corpus, without: str | None) -> LogisticModel:
    rows, labels, weights = [], [], []
    for sample, found, _ in corpus.lines:
        if sample.repo != without:
            rows += found.values()
            labels += [sample.types[i] == "heading" for i in found]
            weights += [_line_weight(sample)] * len(found)
    return fit(heading_features.NAMES, rows, labels, penalty=0.3, weights=weights)


def _line_weight(sample: Sample) -> float:
    return HEADLINE_WEIGHT if sample.variant == HEADLINES else 1.0


def _learn_families(corpus: Corpus, lines: LogisticModel, without: str | None) -> LogisticModel:
    rows, labels, weights = [], [], []
    for sample, found, shapes in corpus.lines:
        if sample.repo != without and found:
            odds = {i: lines.log_odds(row) for i, row in found.items()}
            again = heading_style_groups.style_group_features(shapes, odds)
            rows += again.values()
            labels += [sample.types[i] == "heading" for i in again]
            weights += [_line_weight(sample)] * len(again)
    return fit(heading_style_groups.NAMES, rows, labels, penalty=0.3, weights=weights)


def _learn_topic(corpus: Corpus, without: set[str | None]) -> LogisticModel:
    rows, labels, weights = [], [], []
    for text in corpus.texts:
        if text.group in without or text.kind not in TOPIC_WEIGHTS:
            continue
        rows += text.rows[1:]
        labels += [i in text.starts for i in range(1, len(text.rows))]
        weights += [TOPIC_WEIGHTS[text.kind]] * (len(text.rows) - 1)
    return fit(corpus.columns, rows, labels, penalty=0.01, weights=weights)


def _learn_stories(
    corpus: Corpus, without: str | None, kinds: Mapping[str, float]
) -> LogisticModel:
    """Whether a text has several subjects; the topic's odds are those of scorers that have not seen its group.

    `kinds` are the weights of the kinds of texts that it is learned from.
    """
    texts = [text for text in corpus.texts if text.kind in kinds and text.group != without]
    taught = {text.group for text in texts if text.kind in TOPIC_WEIGHTS}
    held = {group: _learn_topic(corpus, {without, group}) for group in taught}
    usual = _learn_topic(corpus, {without})
    rows, labels, weights = [], [], []
    for text in texts:
        if len(text.units) >= FEW_PARAGRAPHS:
            scorer = held.get(text.group, usual)
            odds = [scorer.log_odds(row) for row in text.rows[:MOST]]
            rows.append(story_features(text.units[:MOST], odds))
            labels.append(text.kind not in ONE_STORY)
            weights.append(kinds[text.kind])
    return fit(STORY, rows, labels, penalty=STORY_PENALTY, weights=weights)


def _learn_gaps(corpus: Corpus, without: str | None) -> LogisticModel:
    """The topic's odds that it learns from are those of scorers that have not seen the repository."""
    rows, labels, weights = [], [], []
    repos = {sample.repo for sample, _, _ in corpus.gaps} - {without}
    held = {repo: _learn_topic(corpus, {without, repo}) for repo in repos}
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
                weights.append(GAP_WEIGHTS[sample.variant])
    return fit(gaps.NAMES, rows, labels, penalty=0.1, weights=weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", metavar="GROUP")
    options = parser.parse_args()
    np.random.seed(0)
    for name, scorer in learn(load(options.folder), options.without).items():
        save(name, scorer)


if __name__ == "__main__":
    main()
