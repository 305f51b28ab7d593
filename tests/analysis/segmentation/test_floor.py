"""Scores that the split must not fall below, on texts of our own in several kinds of damage."""

from itertools import permutations

import pytest

from briefing.analysis.pipeline import split
from briefing.model import SectionKind, flatten_boilerplate
from tests.analysis.segmentation.test_boilerplate import TAILS
from tests.analysis.segmentation.texts import OVERVIEW, SUBJECTS, TITLE, document

ORDERS = list(permutations(SUBJECTS))[::17]


def damaged(order: tuple[str, ...], kind: str) -> str:
    parts = [TITLE, OVERVIEW]
    for name in order:
        gap = "\n\n" if kind == "gaps" else ""
        heading = {"title": name, "upper": name.upper(), "lower": name.lower(), "tail": name}.get(
            kind
        )
        paragraphs = list(SUBJECTS[name])
        parts.append(gap + (heading or paragraphs.pop(0)))
        parts += paragraphs
    if kind == "tail":
        parts += TAILS["related"].split("\n\n")
    return "\n\n".join(parts)


def f1(kind: str) -> float:
    hits = found = gold = 0
    for order in ORDERS:
        text = document(damaged(order, kind))
        flat = flatten_boilerplate(split(text), text.text)
        starts = {
            s.span.of(text.text).strip()[:12].lower() for s in flat if s.kind is SectionKind.ISSUE
        }
        headed = kind in ("title", "upper", "lower", "tail")
        wanted = {(name if headed else SUBJECTS[name][0])[:12].lower() for name in order}
        hits, found, gold = hits + len(starts & wanted), found + len(starts), gold + len(wanted)
    return 2 * hits / (found + gold)


@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        ("title", 0.99),
        ("upper", 0.99),
        ("lower", 0.99),
        ("gaps", 0.95),
        ("tail", 0.99),
        ("none", 0.6),
    ],
)
def test_the_split_is_as_good_as_it_was(kind: str, floor: float) -> None:
    assert f1(kind) >= floor
