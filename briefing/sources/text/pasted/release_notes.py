import re
from itertools import pairwise

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.pasted import Pasted, find_blocks, find_first_line, is_blank

_VERSION = late_pattern(
    r"(?:[A-Z][\w+-]{0,30} ){0,3}\[?(?P<sign>v(?:ersion)? ?|release )?"
    r"(?P<number>\d{1,4}(?:\.\d{1,4}){1,3}(?:[-.]?(?:alpha|beta|rc|dev)[.-]?\d{0,3})?)\]?"
    r"(?P<date>(?: ?[-–—:,] ?| ?\(| )[^.!?\n]{0,24}\d{2,4}[^.!?\n]{0,8})?",
    re.IGNORECASE,
)
_LEAST = 2


def read_release_notes(lines: list[str]) -> Pasted | None:
    found: dict[int, str] = {}
    for start, _ in find_blocks(lines):
        match = _VERSION.fullmatch(lines[start].strip())
        if match and (match["sign"] or match["date"]):
            found[start] = match["number"]
    starts = list(found)
    if len(starts) < _LEAST or len(set(found.values())) < len(starts):
        return None
    if any(all(map(is_blank, lines[at + 1 : end])) for at, end in pairwise([*starts, len(lines)])):
        return None
    result = Pasted(untitled=find_first_line(lines) == starts[0], structured=True)
    result.add_headed(lines, frozenset(starts))
    return result
