import re
from collections.abc import Sequence

from briefing.sources.pdf.line import Line

_SHORTENED = re.compile(r"\b(?:[A-Z]|al|eds?|\d{4}[a-z]?\)?)\.\Z")
"""How a line of a reference ends before its sentence does: an initial, a year."""
_FURTHER, _SAME = 0.8, 0.3
"""In font sizes."""
_BACK = 30


def is_shortened(text: str) -> bool:
    return _SHORTENED.search(text) is not None


def is_beside(last: Line, line: Line) -> bool:
    return abs(last.bottom - line.bottom) < 0.5 * line.size


def hangs_back(before: Sequence[Line], line: Line) -> bool:
    first, further = before[0], before[0].left + _FURTHER * line.size
    if len(before) < 2 or abs(line.left - first.left) > _SAME * line.size:
        return False
    return all(
        entry.left > further and not is_beside(entry, first) for entry in before[1:][-_BACK:]
    )
