"""Page furniture: what a scraper took along with the article."""

from briefing.analysis.sections.phrases import CREDIT, FURNITURE
from briefing.analysis.sections.units import Unit

_LONGEST = 220
"""No furniture is known by its phrase in a paragraph of more characters than this."""


def furniture(units: list[Unit]) -> set[int]:
    """The indices of the units that belong to the page and not to the article."""
    known = {i for i, unit in enumerate(units) if i and _is_furniture(unit)}
    return known | _credits(units, known)


def _is_furniture(unit: Unit) -> bool:
    return len(unit.text) <= _LONGEST and bool(FURNITURE.fullmatch(unit.text.strip()))


def _credits(units: list[Unit], known: set[int]) -> set[int]:
    """Credit lines that stand at the end or beside furniture."""
    end = len(units)
    while end and (end - 1 in known or _is_credit(units[end - 1])):
        end -= 1
    return set(range(max(end, 1), len(units))) - known


def _is_credit(unit: Unit) -> bool:
    return len(unit.text) <= _LONGEST and bool(CREDIT.fullmatch(unit.text.strip()))
