import re
from collections import Counter

from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.heading_features import (
    HeadingLines,
    heading_candidates,
    heading_features,
)
from briefing.analysis.segmentation.heading_style_groups import style_group_features
from briefing.analysis.segmentation.line_style import NUMBERED, LineStyle, line_style
from briefing.analysis.segmentation.logistic_model import load_model
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.model import BlockKind
from briefing.model.heading_words import continues_sentence, says_something

_QUESTION, _ANSWER = re.compile(r"Q[.:]\s"), re.compile(r"A[.:]\s")
_RELEASE = re.compile(r"\[?[vV] ?\d{1,4}(?:\.\d{1,4}){1,3}[-.]?\w{0,8}\]?")
_LABEL = 3
"""Times that a line is said from which it is a label or a button."""
_LISTED = 4
"""Heading lines without text between them that form a list."""


def marked_headings(
    units: list[Paragraph], boilerplate: set[int], title: str | None
) -> list[Boundary]:
    found = [i for i, unit in enumerate(units) if unit.level and i not in boilerplate]
    if not all(units[i].quoted for i in found):
        found = [i for i in found if not units[i].quoted]
    if found and _is_title(units, found, title):
        found = found[1:]
    levels = sorted({units[i].level for i in found})
    return [
        Boundary(i, Evidence.MARKUP, 1.0, levels.index(units[i].level) + 1, True) for i in found
    ]


def _is_title(units: list[Paragraph], found: list[int], title: str | None) -> bool:
    first = units[found[0]]
    if len(found) == 1:
        return found[0] == 0 or bool(title and first.text.split() == title.split())
    return all(units[i].level > first.level for i in found[1:])


def heading_lines(
    units: list[Paragraph], boilerplate: set[int], title: str | None = None
) -> list[Boundary]:
    """Lines of plain text that are likely headings. One alone under the `title` is no heading.

    The confidence is the squared probability: on held-out repositories a line with even odds was right one time in four.
    """
    told = (i for i in range(1, len(units)) if i not in boilerplate and not _is_item(units, i))
    if all(line_style(units[i]) is LineStyle.NONE for i in told):
        return []  # Judging the items of a long list takes longest of all.
    candidates = heading_candidates(units, boilerplate)
    said = Counter(unit.line for unit in units)
    likely = {
        i: p
        for i, p in line_probabilities(candidates).items()
        if p > 0.5 and _names_something(units[i]) and not _is_beside(units[i])
        if said[units[i].line] < _LABEL
    }
    if 2 * sum(units[i].text[0].islower() for i in likely) < len(likely):
        likely = {i: p for i, p in likely.items() if not continues_sentence(units[i].text)}
    lines = [
        i
        for i in sorted(likely)
        if not (_listed(i, likely) or _is_asked(units, i) or _is_item(units, i))
    ]
    if len(lines) == 1 and _is_under_title(units, boilerplate, lines[0], title):
        return []
    return [Boundary(i, _evidence(units[i]), likely[i] ** 2, 1, True) for i in lines]


def _names_something(unit: Paragraph) -> bool:
    return says_something(unit.text) or _RELEASE.fullmatch(unit.line) is not None


def _is_beside(unit: Paragraph) -> bool:
    """A link to another page, or a remark such as the credit of a picture."""
    return unit.elsewhere or (unit.line[:1] == "(" and unit.line[-1:] == ")")


def _is_under_title(
    units: list[Paragraph], boilerplate: set[int], line: int, title: str | None
) -> bool:
    above = [units[i].text.split() for i in range(line) if i not in boilerplate]
    return title is not None and above == [title.split()]


def _is_item(units: list[Paragraph], i: int) -> bool:
    if units[i].kind is not BlockKind.LIST_ITEM:
        return False
    if i + 1 < len(units) and units[i + 1].kind is BlockKind.CODE:
        return True
    around = [units[j] for j in (i - 1, i + 1) if 0 <= j < len(units)]
    alike = [unit for unit in around if unit.text[:1] == units[i].text[:1]]
    if len(alike) == 2 and all(unit.kind is BlockKind.LIST_ITEM for unit in alike):
        return True
    return any(
        0 <= j < len(units) and not units[max(i, j)].gap and units[j].kind is BlockKind.LIST_ITEM
        for j in (i - 1, i + 1)
    )


def _is_asked(units: list[Paragraph], i: int) -> bool:
    after = units[i + 1].text if i + 1 < len(units) else ""
    return bool(_QUESTION.match(units[i].text)) and bool(_ANSWER.match(after))


def _listed(i: int, likely: dict[int, float]) -> bool:
    before = after = 0
    while before < _LISTED and i - before - 1 in likely:
        before += 1
    while after < _LISTED and i + after + 1 in likely:
        after += 1
    return before + after + 1 >= _LISTED


def line_probabilities(found: HeadingLines) -> dict[int, float]:
    alone, together = load_model("lines"), load_model("families")
    odds = {i: alone.log_odds(row) for i, row in heading_features(found).items()}
    rows = style_group_features(found.shapes, odds)
    return {i: together.probability(row) for i, row in rows.items()}


def _evidence(unit: Paragraph) -> Evidence:
    return Evidence.NUMBER if NUMBERED.match(unit.text) else Evidence.LINE
