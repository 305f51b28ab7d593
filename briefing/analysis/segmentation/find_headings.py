"""Headings: those of the markup, and lines of plain text that stand as one."""

from briefing.analysis.segmentation.boundary import Cut, Evidence
from briefing.analysis.segmentation.heading_features import Lines, candidates, line_features
from briefing.analysis.segmentation.heading_style_groups import family_features
from briefing.analysis.segmentation.line_style import NUMBERED
from briefing.analysis.segmentation.logistic_model import scorer
from briefing.analysis.segmentation.paragraphs import Unit

_LISTED = 4
"""So many heading lines with no text between them are a list."""


def marked(units: list[Unit], junk: set[int], title: str | None) -> list[Cut]:
    """The headings of the markup, without the one that is the document's title."""
    found = [i for i, unit in enumerate(units) if unit.level and i not in junk]
    if found and _is_title(units, found, title):
        found = found[1:]
    levels = sorted({units[i].level for i in found})
    return [Cut(i, Evidence.MARKUP, 1.0, levels.index(units[i].level) + 1, True) for i in found]


def _is_title(units: list[Unit], found: list[int], title: str | None) -> bool:
    """Whether the first heading is the document's: above all others, or the only one and its title."""
    first = units[found[0]]
    if len(found) == 1:
        return found[0] == 0 or bool(title and first.text.split() == title.split())
    return all(units[i].level > first.level for i in found[1:])


def lines(units: list[Unit], junk: set[int]) -> list[Cut]:
    """Lines of plain text that stand as headings, more likely than not.

    The confidence is the square of the probability: on held-out repositories a line judged even
    was right one time in four.
    """
    likely = {i: p for i, p in line_probabilities(candidates(units, junk)).items() if p > 0.5}
    return [
        Cut(i, _evidence(units[i]), likely[i] ** 2, 1, True)
        for i in sorted(likely)
        if not _listed(i, likely)
    ]


def _listed(i: int, likely: dict[int, float]) -> bool:
    """Whether the line stands in a run of four or more with no text between: a list, no headings."""
    before = after = 0
    while before < _LISTED and i - before - 1 in likely:
        before += 1
    while after < _LISTED and i + after + 1 in likely:
        after += 1
    return before + after + 1 >= _LISTED


def line_probabilities(found: Lines) -> dict[int, float]:
    """How likely each candidate is a heading."""
    alone, together = scorer("lines"), scorer("families")
    odds = {i: alone.log_odds(row) for i, row in line_features(found).items()}
    rows = family_features(found.shapes, odds)
    return {i: together.probability(row) for i, row in rows.items()}


def _evidence(unit: Unit) -> Evidence:
    return Evidence.NUMBER if NUMBERED.match(unit.text) else Evidence.LINE
