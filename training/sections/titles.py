"""Learns to rank phrases and shortened sentences as titles, from headings, headlines and an editor's labels.

The weights give the highest chance to what is nearest to the title that was wanted: a softmax over the
candidates of one passage against the softmax of their ROUGE-1 (Cao et al. 2007, "Learning to rank: from pairwise
to listwise"). A section without its heading gives one group, and so does the start of a news article without its
headline, and a labelled passage that is not held back; generic headings ("News and community") are left out.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from msgspec import Struct
from scipy.optimize import minimize

from briefing.analysis.segmentation.logistic_model import LogisticModel
from briefing.analysis.segmentation.stems import stem_words
from briefing.analysis.titles.infer_titles import could_be_title
from briefing.analysis.titles.title_features import NAMES, phrase_rows, word_background
from briefing.analysis.titles.title_similarity import NAMES as NEAR
from briefing.analysis.titles.title_similarity import title_similarity
from training.sections.corpus import lines
from training.sections.labels import labelled_documents
from training.sections.news import articles

PENALTY = 30.0
_WARMTH = 0.5
"""Of the softmax over ROUGE-1: the smaller, the more only the nearest phrase counts."""
_STEPS = 500
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
    for document in labelled_documents(folder.parent):
        wanted = {i: la.title for i, la in document.labels.items() if not la.is_held_back}
        titles = [wanted.get(i, "") for i in range(len(document.texts))]
        yield from _groups(
            document.group, document.texts, titles, document.overview, document.title
        )


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
    """The ranker, learned on all repositories and outlets but `without`."""
    kept = [g for g in found if g.repo != without and g.targets.max() > 0]
    rows = np.concatenate([group.rows - group.rows.mean(0) for group in kept])
    scale = np.where(rows.std(0) > 0, rows.std(0), 1.0)
    starts = np.cumsum([0, *(len(group.targets) for group in kept[:-1])])
    wanted = np.concatenate([_softmax(group.targets / _WARMTH) for group in kept])
    loss = _Loss(rows / scale, wanted, starts)
    found_at = minimize(
        loss.at, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}
    )
    return LogisticModel((*NAMES, *NEAR), tuple(map(float, found_at.x / scale)), 0.0)


def _softmax(values: np.ndarray) -> np.ndarray:
    raised = np.exp(values - values.max())
    return raised / raised.sum()


class _Loss:
    """Cross-entropy of the wanted chances and those of the weights, with its gradient."""

    def __init__(self, rows: np.ndarray, wanted: np.ndarray, starts: np.ndarray) -> None:
        self.rows, self.wanted, self.starts = rows, wanted, starts
        self.group = np.repeat(np.arange(len(starts)), np.diff([*starts, len(wanted)]))

    def at(self, weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = self.rows @ weights
        scores -= np.maximum.reduceat(scores, self.starts)[self.group]
        sums = np.add.reduceat(np.exp(scores), self.starts)[self.group]
        chances = np.exp(scores) / sums
        loss = -self.wanted @ (scores - np.log(sums)) + PENALTY / 2 * weights @ weights
        return float(loss), self.rows.T @ (chances - self.wanted) + PENALTY * weights
