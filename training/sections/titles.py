"""Learns to rank phrases and shortened sentences as titles: a ridge regression of ROUGE-1 on their features.

Rows and targets are centred in each section, since only the order within a section matters. A section
without its heading gives one group, and so does the start of a news article without its headline; generic
headings ("News and community") are left out.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from msgspec import Struct
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler

from briefing.analysis.segmentation.logistic_model import LogisticModel
from briefing.analysis.segmentation.stems import stem_words
from briefing.analysis.titles.infer_titles import could_be_title
from briefing.analysis.titles.title_features import NAMES, phrase_rows, word_background
from briefing.analysis.titles.title_similarity import NAMES as NEAR
from briefing.analysis.titles.title_similarity import title_similarity
from training.sections.corpus import lines
from training.sections.news import articles

PENALTY = 1000.0
_TOGETHER = 6
"""Articles that stand beside each other like the sections of a round-up."""
_PARAGRAPHS = 4
"""Read of each article."""
_FEWEST_WORDS = 5
"""Of a paragraph; less is a label."""


class Group(Struct):
    """The phrases of one section, and how near each is to the lost heading."""

    repo: str
    rows: np.ndarray
    targets: np.ndarray


def overlap(one: str, other: str) -> float:
    """ROUGE-1 F1 over stems."""
    a, b = Counter(stem_words(one)), Counter(stem_words(other))
    shared = sum((a & b).values())
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


def groups(folder: Path) -> Iterator[Group]:
    """The sections of the briefings whose headings are gone, and articles without their headlines."""
    for gold in lines(folder, "blank"):
        text, blocks, sections = gold["text"], gold["blocks"], gold["sections"]
        ends = [section["start_par"] for section in sections[1:]] + [len(blocks)]
        spans = zip(sections, ends, strict=True)
        texts = [_between(text, blocks[s["start_par"] : end]) for s, end in spans]
        overview = _between(text, [b for b in blocks if b["type"] == "intro"])
        titles = ["" if section["generic"] else section["title"] for section in sections]
        yield from _groups(gold["repo"], texts, titles, overview, _between(text, blocks[:1]))
    for outlet, batch in news_batches(folder):
        yield from _groups(outlet, [text for _, text in batch], [title for title, _ in batch])


def news_batches(folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(outlet, [(headline, start of the article)])."""
    by_outlet: dict[str, list[tuple[str, str]]] = {}
    for outlet, (title, *body) in articles(folder):
        start = "\n".join(p for p in body if len(p.split()) >= _FEWEST_WORDS).split("\n")[
            :_PARAGRAPHS
        ]
        by_outlet.setdefault(outlet, []).append((title, "\n".join(start)))
    for outlet, found in by_outlet.items():
        for at in range(0, len(found) - _TOGETHER + 1, _TOGETHER):
            yield outlet, found[at : at + _TOGETHER]


def _groups(
    source: str, texts: list[str], titles: list[str], overview: str = "", title: str = ""
) -> Iterator[Group]:
    behind = word_background([*texts, overview], overview, title)
    found = [list(phrase_rows(own, behind).values()) for own in texts]
    near = title_similarity(texts, overview, [[p.text for p, _ in own] for own in found])
    for wanted, own, beside in zip(titles, found, near, strict=True):
        pairs = zip(own, beside, strict=True)
        kept = [(p, [*row, *b]) for (p, row), b in pairs if could_be_title(p, behind)]
        if len(kept) > 1 and wanted:
            targets = [overlap(p.text, wanted) for p, _ in kept]
            yield Group(source, np.array([row for _, row in kept]), np.array(targets))


def _between(text: str, blocks: list[dict]) -> str:
    return "\n".join(text[block["start"] : block["end"]] for block in blocks)


def learn_titles(found: list[Group], without: str | None = None) -> LogisticModel:
    """The ranker, learned on all repositories but `without`."""
    kept = [group for group in found if group.repo != without]
    rows = np.concatenate([group.rows - group.rows.mean(0) for group in kept])
    targets = np.concatenate([group.targets - group.targets.mean() for group in kept])
    share = np.concatenate([np.full(len(g.targets), len(g.targets) ** -0.5) for g in kept])
    scaler = StandardScaler().fit(rows)
    model = Ridge(PENALTY).fit(scaler.transform(rows), targets, sample_weight=share)
    weights = tuple(float(w) for w in 100 * model.coef_ / scaler.scale_)
    return LogisticModel((*NAMES, *NEAR), weights, 0.0)
