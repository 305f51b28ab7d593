"""Learns the forest and the networks that choose a page's main content.

usage: python -m training.web.train PAGES.jsonl.xz [--folds N]

Without `--folds` the weights are written; with it, pages are held out by site and the F1 of words is printed.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any
from zlib import crc32

import lightgbm
import numpy as np

import briefing.sources.html as package
from briefing.sources.html.content_model import choose_by_expected_score, mix_odds
from briefing.sources.html.content_network import run_networks
from training.web.network import learn_network
from training.web.pages import Page, read_pages

SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.04,
    "num_leaves": 15,
    "min_child_samples": 60,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 63,
    "num_threads": 1,
    "seed": 1,
    "verbose": -1,
}
ROUNDS = 225
NETWORKS = 3


def weights(page: Page) -> Any:
    """A fragment counts by its share of the page's text, so that all pages count alike."""
    size = sum(page.sizes) if page.small else page.gold.total()
    share = np.minimum(np.array(page.sizes) / max(size, 30), 0.5)
    return (share * 1000 + 0.05) * (0.3 if page.small else 1)


def learn(pages: Sequence[Page]) -> Any:
    """A fragment is both kept and left out, each as much as its label says."""
    x = np.vstack([page.rows for page in pages])
    y = np.concatenate([page.labels for page in pages])
    w = np.concatenate([weights(page) for page in pages])
    w = w * len(w) / w.sum()
    twice = np.vstack([x, x]), np.r_[np.ones(len(y)), np.zeros(len(y))], np.r_[w * y, w * (1 - y)]
    some = twice[2] > 0
    data = lightgbm.Dataset(twice[0][some], twice[1][some], weight=twice[2][some])
    return lightgbm.train(SETTINGS, data, ROUNDS)


def part_of(page: Page, parts: int) -> int:
    return crc32(page.site.encode()) % parts


def learn_networks(pages: Sequence[Page]) -> list[dict[str, Any]]:
    return [learn_network(pages, seed) for seed in range(1, NETWORKS + 1)]


def judge(page: Page, forest: Any, networks: Sequence[dict[str, Any]]) -> list[float]:
    pairs = zip(forest.predict(np.array(page.rows)), run_networks(networks, page.rows), strict=True)
    return [mix_odds(alone, near) for alone, near in pairs]


def score(page: Page, odds: Sequence[float]) -> float:
    kept = choose_by_expected_score(odds, page.sizes)
    found: Counter[str] = Counter()
    for words, known in zip(page.words, kept, strict=True):
        found.update(words if known else ())
    return 2 * (found & page.gold).total() / max(1, found.total() + page.gold.total())


def write(forest: Any, networks: Sequence[dict[str, Any]]) -> None:
    trees = [_flat(tree["tree_structure"]) for tree in forest.dump_model()["tree_info"]]
    path = Path(str(package.__file__)).with_name("weights") / "main_content.json"
    path.write_text(json.dumps(trees, separators=(",", ":")))
    arrays = {
        f"{number}.{name}": np.asarray(array, np.float16)
        for number, network in enumerate(networks)
        for name, array in network.items()
    }
    np.savez_compressed(path.with_suffix(".npz"), **arrays)  # type: ignore[arg-type]


def _flat(root: dict[str, Any]) -> list[list[Any]]:
    """As `content_forest.Forest` reads it."""
    nodes: list[list[Any]] = [[], [], [], [], []]

    def walk(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            nodes[4].append(float(f"{node['leaf_value']:.5g}"))
            return -len(nodes[4])
        at = len(nodes[0])
        nodes[0].append(node["split_feature"])
        nodes[1].append(float(f"{node['threshold']:.7g}"))
        nodes[2].append(0)
        nodes[3].append(0)
        nodes[2][at] = walk(node["left_child"])
        nodes[3][at] = walk(node["right_child"])
        return at

    walk(root)
    return nodes


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    pages = list(read_pages(options.pages))
    if not options.folds:
        write(learn(pages), learn_networks(pages))
        return
    scores: dict[str, list[float]] = {}
    for fold in range(options.folds):
        others = [page for page in pages if part_of(page, options.folds) != fold]
        forest, networks = learn(others), learn_networks(others)
        for page in pages:
            if part_of(page, options.folds) == fold and not page.small:
                for kind in ("all", page.kind):
                    scores.setdefault(kind, []).append(score(page, judge(page, forest, networks)))
    for kind, values in scores.items():
        print(f"{kind:14} {len(values):4} pages  F1 {mean(values):.3f}")


if __name__ == "__main__":
    main()
