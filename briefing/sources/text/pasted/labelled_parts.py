import re
from itertools import pairwise

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.pasted import Pasted, ends_sentence, find_first_line, is_blank

_LABEL = late_pattern(
    r"(?P<word>§|art(?:icle|icolo|ículo|igo|ikel|ykuł)?\b\.?|sec(?:tion|\.)|clause|cláusula|top|tagesordnungspunkt|punkt|point|punto|agenda item|item|slide|folie|diapositiva?|diapositive)\s?"
    r"(?P<number>\d{1,3}|premier|1er|primero|primo|unique|único)(?P<sign>[.:°º)]{0,2})(?:\s*[-–—]\s+|\s+|\Z)(?P<words>.*)\Z",
    re.IGNORECASE,
)
_FIRST = frozenset(("premier", "1er", "primero", "primo", "unique", "único"))
_PART = late_pattern(
    r"(?:chap(?:ter|itre)|capítulo|capitolo|kapitel|abschnitt|titre|título|titel|part(?:ie)?|teil) (?:[IVXLC]{1,6}|\d{1,2}|premier)\b[^.]{0,80}\Z"
    r"|(?:dispos(?:ition|ición|izione)\w* (?:final|transit|adicional|derogator)\w*|annexe?|anexo|anlage|schedule)\b[^.]{0,60}\Z",
    re.IGNORECASE,
)
_SLIDES = frozenset(("slide", "folie", "diapositiva", "diapositive"))
_LEAST, _LONGEST = 3, 14
_TITLE = 6


def read_labelled_parts(lines: list[str]) -> Pasted | None:
    """As "§ 1 Purpose", "Art. 2", "TOP 3"."""
    found = {at: match for at, line in enumerate(lines) if (match := _heading(line.strip()))}
    words = {match["word"].casefold().rstrip(".")[:3] for match in found.values()}
    if len(found) < _LEAST or len(words) > 1 or not _is_counted(list(found.values())):
        return None
    edges = [*found, len(lines)]
    if any(all(map(is_blank, lines[start + 1 : end])) for start, end in pairwise(edges)):
        return None
    first = find_first_line(lines)
    result = Pasted(untitled=first in found)
    if found[edges[0]]["word"].casefold() in _SLIDES:
        return _of_slides(lines, found)
    others = (at for at in range(edges[0], len(lines)) if _PART.match(lines[at].strip()))
    result.add_headed(lines, {*found, *others})
    return result


def _of_slides(lines: list[str], found: dict[int, re.Match[str]]) -> Pasted:
    titles = {at + 1 for at in found if not found[at]["words"] and _is_title(lines[at + 1])}
    first = min(found)
    result = Pasted(title=lines[first + 1].strip() if first + 1 in titles else None, untitled=True)
    for at, line in enumerate(lines):
        if at in found:
            below = f" {lines[at + 1].strip()}" if at + 1 in titles else ""
            result.add_apart(line.strip() + below, heading=True)
        elif at not in titles:
            result.add(line)
    return result


def _is_title(line: str) -> bool:
    words = line.split()
    return 0 < len(words) <= _LONGEST and words[0][0].isalnum() and not ends_sentence(line)


def _heading(line: str) -> re.Match[str] | None:
    match = _LABEL.match(line)
    if match is None:
        return None
    size = len(match["words"].split())
    short = size <= (_TITLE if ends_sentence(line) else _LONGEST)
    starts = not match["words"] or not match["words"][0].islower()
    return match if short and starts else None


def _is_counted(found: list[re.Match[str]]) -> bool:
    numbers = [
        1 if match["number"].casefold() in _FIRST else int(match["number"]) for match in found
    ]
    return numbers[0] == 1 and all(b == a + 1 for a, b in pairwise(numbers))
