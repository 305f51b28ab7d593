import re
from collections.abc import Sequence

from briefing.sources.pdf.line import FIELD, TICKS, Line
from briefing.sources.pdf.text_calls import Box

_LARGER = 1.25
_NEAR, _OVER = 1.5, 0.5
_LABEL, _VALUE = 60, 120
"""Most letters of what stands before a field and in it."""
_BLANK = re.compile(r"_{3,}|(?:\.[ ]?){5,}|…{2,}")


def is_between(boxes: Sequence[Box], line: Line, after: Line) -> bool:
    edge = _OVER * line.size
    return any(
        line.right - edge < left < right < after.left + edge
        and abs(line.bottom + line.top - bottom - top) < line.size
        for left, bottom, right, top in boxes
    )


def fill_in(
    lines: Sequence[Line], fields: Sequence[Box], ticks: Sequence[tuple[Box, bool]], page: int
) -> list[Line]:
    """Puts values after labels, and ticks beside words."""
    found = list(lines)
    for box in sorted(fields):
        own = [line for line in found if _is_inside(line, box)]
        if len(own) == 1 and len(own[0].text) <= _VALUE:
            own[0].tag = FIELD
    for value in sorted([line for line in found if line.tag == FIELD], key=_left):
        if _joins_label(value, found, fields):
            found.remove(value)
    rest = [box for box, ticked in ticks if not _joins_words(box, ticked, found)]
    return found + [_tick_line(box, page) for box in rest]


def _is_inside(line: Line, box: Box) -> bool:
    left, bottom, right, top = box
    return left - 1 < line.left < right and bottom < (line.bottom + line.top) / 2 < top


def _joins_label(value: Line, lines: Sequence[Line], fields: Sequence[Box]) -> bool:
    row = [line for line in _row(lines, value.bottom + value.top) if line is not value]
    label = max((li for li in row if li.left < value.left), key=_left, default=None)
    after = min((li for li in row if li.left > value.left), key=_left, default=None)
    if not label or label.cell is not value.cell or label.tag or label.size > _LARGER * value.size:
        return False
    blank = _BLANK.search(label.text) if label.right > value.left else None
    if blank:
        text = f"{label.text[: blank.start()]} {value.text} {label.text[blank.end() :]}"
        label.text, label.marks = " ".join(text.split()), []
        label.tag = "" if _BLANK.search(label.text) else FIELD
    elif not _is_label(label) or (after and after.tag == FIELD) or is_between(fields, label, value):
        return False
    else:
        label.text, label.tag = f"{label.text} {value.text}", FIELD
    label.right = max(label.right, value.right)
    return True


def _is_label(line: Line) -> bool:
    return len(line.text) <= _LABEL and any(map(str.isalpha, line.text))


def _left(line: Line) -> float:
    return line.left


def _row(lines: Sequence[Line], twice: float) -> list[Line]:
    return [line for line in lines if abs(line.bottom + line.top - twice) < line.size]


def _joins_words(box: Box, ticked: bool, lines: Sequence[Line]) -> bool:
    left, bottom, right, top = box
    row = _row(lines, bottom + top)
    after = [li for li in row if -_OVER < (li.left - right) / li.size < _NEAR]
    before = [li for li in row if -_OVER < (left - li.right) / li.size < _NEAR]
    if after:
        line = min(after, key=_left)
        whole = len(line.text)
        words = line.text.lstrip(TICKS + " ") or line.text
        line.text, line.left = f"{TICKS[ticked]} {words}", left
        base = len(line.text) - whole
        line.marks = [(max(2, start + base), end + base, sign) for start, end, sign in line.marks]
    elif before and ticked:
        line = max(before, key=_left)
        line.text, line.right = f"{line.text} {TICKS[ticked]}", right
    return bool(after or before or not ticked)


def _tick_line(box: Box, page: int) -> Line:
    left, bottom, right, top = box
    return Line(TICKS[1], left, bottom, right, top, top - bottom, False, page, tag=FIELD)
