import re
from collections.abc import Sequence
from statistics import median

from briefing.sources.pdf.line import Line

_DIGITS = re.compile(r"\d+")
_FEWEST = 2
_COUNTED = 20
_HUGE, _OVER = 3, 4
"""A watermark's size, in the text's, and lines below it."""
_SAME, _LETTERS = 0.3, 3
"""Distance, in font sizes, of what is printed twice, and letters."""


def without_overlays(pages: Sequence[list[Line]]) -> list[list[Line]]:
    following = [*pages[1:], []]
    return [
        [] if len(lines) >= _FEWEST and _is_shown_again(lines, after) else _once(lines)
        for lines, after in zip(pages, following, strict=True)
    ]


def split_watermarks(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    sizes = [line.size for lines in pages for line in lines]
    huge = _HUGE * median(sizes) if sizes else 0.0
    large = [(line, lines) for lines in pages for line in lines if line.size > huge]
    over = {line.text for line, lines in large if _count_below(line, lines) >= _OVER}
    marks = {id(line): line.text for line, _ in large if line.text in over}
    kept = [[line for line in lines if id(line) not in marks] for lines in pages]
    return (kept, list(dict.fromkeys(marks.values()))) if marks else (list(pages), [])


def _count_below(mark: Line, lines: Sequence[Line]) -> int:
    return sum(
        line.left < mark.right
        and line.right > mark.left
        and mark.bottom < line.bottom < mark.top
        and _HUGE * line.size < mark.size
        for line in lines
    )


def _once(lines: list[Line]) -> list[Line]:
    if len({line.text for line in lines}) == len(lines):
        return lines
    kept: dict[str, list[Line]] = {}
    for line in lines:
        same = kept.setdefault(line.text, [])
        if not any(_covers(line, other) for other in same):
            same.append(line)
    shown = {id(line) for same in kept.values() for line in same}
    return [line for line in lines if id(line) in shown]


def _covers(line: Line, other: Line) -> bool:
    near = _SAME * line.size
    worded = sum(map(str.isalnum, line.text)) > _LETTERS
    return worded and abs(line.left - other.left) < near and abs(line.bottom - other.bottom) < near


def _is_shown_again(lines: Sequence[Line], after: Sequence[Line]) -> bool:
    if len(after) < max(len(lines), _FEWEST + 1):  # The same title and footer head parts.
        return False
    texts = {line.text for line in after}
    if len([line for line in lines if line.text not in texts]) > 1:
        return False
    again = set(map(_place, after))
    gone = [line for line in lines if _place(line) not in again]
    counted = {_DIGITS.sub("#", line.text) for line in after if len(line.text) <= _COUNTED}
    return not gone or (len(gone) == 1 and _DIGITS.sub("#", gone[0].text) in counted)


def _place(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.left), round(line.bottom)
