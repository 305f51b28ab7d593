import re
from collections.abc import Sequence

from briefing.sources.pdf.line import Line

_DIGITS = re.compile(r"\d+")
_FEWEST = 2
_COUNTED = 20


def without_overlays(pages: Sequence[list[Line]]) -> list[list[Line]]:
    following = [*pages[1:], []]
    return [
        [] if len(lines) >= _FEWEST and _is_shown_again(lines, after) else lines
        for lines, after in zip(pages, following, strict=True)
    ]


def _is_shown_again(lines: Sequence[Line], after: Sequence[Line]) -> bool:
    if len(after) < max(len(lines), _FEWEST + 1):  # The same title and footer head parts.
        return False
    again = set(map(_place, after))
    gone = [line for line in lines if _place(line) not in again]
    counted = {_DIGITS.sub("#", line.text) for line in after if len(line.text) <= _COUNTED}
    return not gone or (len(gone) == 1 and _DIGITS.sub("#", gone[0].text) in counted)


def _place(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.left), round(line.bottom)
