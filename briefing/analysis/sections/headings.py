"""Headings: those of the markup, and lines of plain text that stand as one."""

from collections import Counter

from briefing.analysis.sections.cuts import Cut, Evidence
from briefing.analysis.sections.shape import NUMBERED, Shape, shape
from briefing.analysis.sections.units import Unit


def marked(units: list[Unit], junk: set[int], title: str | None) -> list[Cut]:
    """The headings of the markup, without the one that is the document's title."""
    found = [i for i, unit in enumerate(units) if unit.level and i not in junk]
    if found and _is_title(units, found, title):
        found = found[1:]
    levels = sorted({units[i].level for i in found})
    return [Cut(i, Evidence.MARKUP, 1.0, levels.index(units[i].level) + 1, True) for i in found]


def _is_title(units: list[Unit], found: list[int], title: str | None) -> bool:
    first = units[found[0]]
    if title and " ".join(first.words) == " ".join(title.split()):
        return True
    return found[0] == 0 and len(found) > 1 and all(units[i].level > first.level for i in found[1:])


def lines(units: list[Unit], junk: set[int]) -> list[Cut]:
    """Lines of plain text that stand as headings: of one family, each before a longer paragraph."""
    shapes = {i: shape(unit) for i, unit in enumerate(units) if i and i not in junk}
    shapes = {i: family for i, family in shapes.items() if family is not Shape.NONE}
    found = [i for i in shapes if _leads(units, i, shapes, junk)]
    counts: Counter[Shape] = Counter(shapes[i] for i in found)
    if not counts:
        return []
    strong = [f for f in (Shape.UPPER, Shape.TITLE, Shape.LOWER) if counts[f]]
    family = max(strong, key=lambda f: counts[f], default=None)
    chosen = [i for i in found if shapes[i] is family]
    return [_cut(i, units[i]) for i in chosen]


def _leads(units: list[Unit], i: int, shapes: dict[int, Shape], junk: set[int]) -> bool:
    follower = next((j for j in range(i + 1, len(units)) if j not in junk), None)
    return (
        follower is not None and follower not in shapes and units[follower].gap <= units[i].gap + 1
    )


def _cut(i: int, unit: Unit) -> Cut:
    numbered = bool(NUMBERED.match(unit.text))
    return Cut(i, Evidence.NUMBER if numbered else Evidence.LINE, 0.9, 1, True)
