import re
from itertools import pairwise

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.pasted import Pasted, find_first_line

_LEAD = late_pattern(
    r"(?P<head>(?:(?P<slash>\d{1,2})/|\(?(?P<letter>[a-h])\)|(?:Art(?:icle|icolo|ículo|igo|ikel)?\.?|Section|Clause|Clausula|Cláusula|§)\s?(?P<law>\d{1,3})[.:°º]?)"
    r"\s{1,2}[^\W\d_a-z][^.:–—\n]{1,60}[.:–—])\s{1,2}(?P<rest>[^\W_a-z\d].*)\Z"
)
_LEAST, _PROSE = 3, 6


def _count(match: re.Match[str]) -> int:
    letter = match["letter"]
    return ord(letter) - ord("a") + 1 if letter else int(match["slash"] or match["law"])


def read_lead_ins(lines: list[str]) -> Pasted | None:
    """Numbered parts whose titles stand on the line of their text: "2/ School roof. Work begins"."""
    found = {at: match for at, line in enumerate(lines) if (match := _LEAD.match(line.strip()))}
    numbers = [_count(match) for match in found.values()]
    counted = all(b == a + 1 for a, b in pairwise(numbers))
    if len(found) < _LEAST or not counted or numbers[0] != 1:
        return None
    if any(len(match["rest"].split()) < _PROSE for match in found.values()):
        return None
    first = find_first_line(lines)
    result = Pasted(untitled=first in found)
    for at, line in enumerate(lines):
        if match := found.get(at):
            result.add_apart(match["head"].rstrip(".:–— "), heading=True)
            result.add(match["rest"])
        else:
            result.add(line)
    return result
