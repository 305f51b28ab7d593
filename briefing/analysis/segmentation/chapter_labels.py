import re
from itertools import pairwise

from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.late_pattern import late_pattern

_COUNTED = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|last"
_LABEL = late_pattern(
    rf"(?:(?:the )?(?:chapter|book|part|volume|act|canto|kapitel|teil|chapitre|livre|capítulo|capitolo|hoofdstuk|глава)\s(?:the\s)?(?:\d{{1,3}}|[ivxlc]{{1,8}}|{_COUNTED})"
    r"|(?P<roman>(?-i:[IVXLC]{1,8}))|prologue|epilogue)(?:[.:—–-]+(?=\s|\Z)|(?=\s*\Z))\s*(?P<title>\S.*)?\Z",
    re.IGNORECASE,
)
"""What stands above a chapter: "Chapter I"."""
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LEAST, _PROSE = 2, 25
_LONGEST, _LINES = 12, 3
"""Words of a title; lines of a label with its title."""


def take_chapters(
    units: list[Paragraph], boilerplate: set[int], cuts: list[Boundary]
) -> list[Boundary]:
    labels = _find_labels(units, boilerplate)
    if len(labels) < _LEAST:
        return cuts
    found: list[Boundary] = []
    taken: set[int] = set()
    for label, end in zip(labels, [*labels[1:], len(units)], strict=True):
        titled = label + 1 < end and _is_title(units[label], units[label + 1])
        words = sum(unit.size for unit in units[label + 1 + titled : end])
        if words >= _PROSE:
            head = units[label : label + 1 + titled]
            title = " ".join(word for unit in head for word in unit.text.split())
            found.append(Boundary(label, Evidence.LINE, 1.0, 1, True, title))
            taken |= {label, label + 1} if titled else {label}
    if len(found) < _LEAST:
        return cuts
    first = found[0].unit
    kept = [cut for cut in cuts if cut.unit not in taken and (cut.unit < first or cut.headed)]
    return sorted([*kept, *found], key=lambda cut: cut.unit)


def _find_labels(units: list[Paragraph], boilerplate: set[int]) -> list[int]:
    found, last = [], 0
    for i, unit in enumerate(units):
        label = _label(unit) if i not in boilerplate else None
        number = _number(label["roman"]) if label and label["roman"] else 0
        if label and number in (0, 1, last + 1):
            found.append(i)
            last = number or last
    return found


def _label(unit: Paragraph) -> re.Match[str] | None:
    first, *others = unit.line.split("\n", _LINES)
    if len(others) >= _LINES or any(len(line.split()) > _LONGEST for line in (first, *others)):
        return None
    found = _LABEL.match(first)
    return None if found and others and found["title"] else found


def _number(roman: str) -> int:
    values = [_VALUES[sign] for sign in roman]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def _is_title(label: Paragraph, unit: Paragraph) -> bool:
    if "\n" in label.line or len(label.line.split()) > 2:
        return False
    capital = unit.line.isupper()
    short = unit.size <= _LONGEST and unit.gap <= max(2, label.gap)
    return short and (capital or not unit.line.endswith((".", ",", ";", "!", "?", "”", '"')))
