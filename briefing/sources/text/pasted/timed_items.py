import re
from bisect import bisect_right
from itertools import pairwise

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.day_lines import find_day_lines
from briefing.sources.text.pasted.pasted import Pasted, find_first_line, is_blank

_HALF = r"[AaPp]\.?[Mm]\b\.?"
_ZONE = r"(?:Uhr|hrs?|h|CES?T|MES?Z|[GW]MT|BST|WES?T|EES?T|[ECMP][SD]T|UTC)"
_CLOCK = rf"(?:\d{{1,2}}[:h]\d\d(?:\s?{_HALF})?|\d{{1,2}}(?:\.\d\d)?\s?{_HALF}|\d{{1,2}}\.\d\d(?=\s?{_ZONE}\b)|(?:[6-9]|1\d|2[0-3])\.[0-5][05](?!\.))"
_UNIT = r"(?:h|hrs?|hours?|m|mins?|minutes?|std\.?|stunden?|minuten?|heures?|horas?|minutos?)"
_AGE = rf"(?:\d{{1,2}}\s?{_UNIT}\s(?:ago|önce)|(?:vor|il y a|hace|há)\s\d{{1,2}}\s?{_UNIT})\b"
_TIME = late_pattern(
    rf"(?P<start>{_AGE}|{_CLOCK})(?:\s*(?:[-–—]|to|bis)\s*{_CLOCK})?(?:\s*{_ZONE}\b)?"
    r"(?:\s*[-–—:|]+\s*|\s+|\t+|\Z)(?P<title>.*)\Z",
    re.IGNORECASE,
)
_TIME_AFTER = late_pattern(
    rf"(?P<title>[^\W\d_][^()\[\]]{{0,80}}?)\s{{0,3}}[(\[](?P<start>{_CLOCK})\s?(?:[-–—]|to|bis)\s?{_CLOCK}(?:\s?(?:Uhr|hrs?|h))?[)\]]\Z"
)
_AGE_PARTS = late_pattern(rf"(\d{{1,2}})\s?({_UNIT})(?!\w)", re.IGNORECASE)
_CLOCK_PARTS = late_pattern(r"(\d{1,2})(?:[:.h](\d\d))?\s?([AaPp])?")
_LEAST = 3
_LONGEST = 120
_TOLD = 10
"""Words of a line that tells something."""
_MOST_LINES = 12
"""Lines for each item on average; more are prose."""


def read_timed_items(lines: list[str]) -> Pasted | None:
    items = _items(lines)
    if _are_captions(lines, items):
        return None
    if len(items) < _LEAST or not _in_order(lines, items):
        return None
    last = max(items)
    inside = sum(1 for line in lines[min(items) : last] if not is_blank(line))
    if inside > _MOST_LINES * len(items):
        return None
    first = find_first_line(lines)
    days = find_day_lines(lines)
    found = Pasted(untitled=first in items or first in days)
    column = _indent(lines[min(items)])
    deeper = sorted(
        {_indent(line) for line in lines[min(items) :] if not is_blank(line)} - {column}
    )
    skipped = -1
    for at, line in enumerate(lines):
        if at in items:
            found.add_apart(" ".join(items[at].split()), heading=True)
            skipped = at + 1 if not _title(line) else -1
        elif at in days:
            found.add_apart(line.strip(), heading=True, part=True)
        elif at != skipped and at > min(items):
            _add_below(found, line, column, deeper)
        elif at != skipped:
            found.add(line)
    return found


def _are_captions(lines: list[str], items: dict[int, str]) -> bool:
    titles = [_title(lines[at]) or lines[at + 1].strip() for at in items]
    return 2 * sum(title[0].islower() for title in titles) > len(titles)


def _items(lines: list[str]) -> dict[int, str]:
    found = {}
    for at, line in enumerate(lines):
        words = line.strip()
        if len(words) > _LONGEST or not any(map(str.isdigit, words)):
            continue
        match = _match(words)
        if match is None:
            continue
        if match["title"]:
            if match["title"][0].isalnum() or match["title"][0] in '"“(#':
                found[at] = words
        elif at + 1 < len(lines) and 0 < len(lines[at + 1].strip()) <= _LONGEST:
            found[at] = f"{words} {lines[at + 1].strip()}"
    return found


def _match(words: str) -> re.Match[str] | None:
    return _TIME.match(words) or _TIME_AFTER.match(words)


def _title(line: str) -> str:
    match = _match(line.strip())
    return match["title"] if match else ""


def _in_order(lines: list[str], items: dict[int, str]) -> bool:
    found = [_minutes(lines[at].strip()) for at in items]
    minutes = [minute for minute in found if minute is not None]
    if len(minutes) < len(found):
        return False
    back = sum(1 for a, b in pairwise(minutes) if b < a)
    return back * 4 <= len(minutes) or (back == len(minutes) - 1 and _are_told(lines, list(items)))


def _are_told(lines: list[str], items: list[int]) -> bool:
    """As in a live report."""
    ends = [*items[1:], len(lines)]
    below = (lines[at + 1 : end] for at, end in zip(items, ends, strict=True))
    return all(any(len(line.split()) >= _TOLD for line in part) for part in below)


def _minutes(line: str) -> int | None:
    """Of the day; below zero, before the copy."""
    match = _match(line)
    age = _AGE_PARTS.search(match["start"]) if match else None
    if age:
        return -int(age[1]) * (1 if age[2][0] in "mM" else 60)
    parts = _CLOCK_PARTS.match(match["start"]) if match else None
    if parts is None:
        return None
    hour, minute = int(parts[1]), int(parts[2] or 0)
    if hour > 24 or minute > 59:
        return None
    late = (parts[3] or "").lower() == "p" and hour < 12
    return (hour + 12 if late else hour) * 60 + minute


def _indent(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


_SUB_ITEM = late_pattern(r"(?:[a-z0-9]{1,3}[.)]|\([a-z0-9]{1,3}\)|[-*•–])\s+\S")


def _add_below(found: Pasted, line: str, column: int, deeper: list[int]) -> None:
    if is_blank(line):
        found.add("")
        return
    own = _indent(line)
    depth = bisect_right(deeper, own) if own > column else 0
    words = line.strip()
    if depth and _SUB_ITEM.match(words) and found.lines and found.lines[-1].strip():
        found.add("")
    found.add("  " * min(depth, 4) + words)
