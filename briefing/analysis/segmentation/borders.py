import re
from bisect import bisect_left
from itertools import takewhile

from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.model import BlockKind

_CLOCK = re.compile(
    r"\W*(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s*(?:[ap]\.?\s?m\.?|noon|midnight)?\W*(?:\(?[A-Z]{2,4}\)?\W*)?",
    re.I,
)
_TIMED = re.compile(r"\d[:.]\d\d|\d\s*[ap]\.?\s?m|noon|midnight", re.I)
_NOTE = re.compile(r"\[\w{1,12}\] ")
_ORNAMENT = re.compile(r"[\W_]+")


def is_border(unit: Paragraph) -> bool:
    return _is_rule(unit) or is_clock(unit)


def _is_rule(unit: Paragraph) -> bool:
    if unit.kind is BlockKind.RULE:
        return True
    return (
        not unit.text[:1].isalnum()
        and "[" not in unit.text
        and bool(_ORNAMENT.fullmatch(unit.text))
    )


def is_clock(unit: Paragraph) -> bool:
    text = unit.text.strip()
    return len(text) < 24 and bool(_CLOCK.fullmatch(text)) and bool(_TIMED.search(text))


def starts_after_borders(units: list[Paragraph], boilerplate: set[int]) -> list[int]:
    kept = [i for i in range(len(units)) if i not in boilerplate]
    starts, behind, began = [], False, False
    for i in kept:
        if is_clock(units[i]):
            if began:
                starts.append(i)
            behind = False
        elif _is_rule(units[i]):
            behind = began
        else:
            if behind:
                starts.append(i)
            behind, began = False, True
    return [start for start in starts if _says_something(units, kept, start)]


def _says_something(units: list[Paragraph], kept: list[int], start: int) -> bool:
    following = map(kept.__getitem__, range(bisect_left(kept, start), len(kept)))
    part = takewhile(lambda i: i == start or not is_border(units[i]), following)
    return any(
        units[i].kind not in (BlockKind.CODE, BlockKind.TABLE) and not _NOTE.match(units[i].text)
        for i in part
    )
