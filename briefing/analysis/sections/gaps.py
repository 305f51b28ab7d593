"""Gaps: runs of blank lines wider than the document's usual one."""

from collections import Counter

from briefing.analysis.sections.cuts import Cut, Evidence
from briefing.analysis.sections.units import Unit


def usual_gap(units: list[Unit]) -> int:
    """The fewest blank lines that stand between a sixth or more of the paragraphs."""
    counts = Counter(unit.gap for unit in units[1:])
    return min((gap for gap, n in counts.items() if n * 6 >= counts.total()), default=1)


def wide(units: list[Unit], junk: set[int]) -> list[Cut]:
    """The units that stand after a wider gap than usual, unless furniture made it."""
    usual = usual_gap(units)
    return [
        Cut(i, Evidence.GAP, 0.85)
        for i, unit in enumerate(units)
        if i and i not in junk and unit.gap > usual
    ]
