import re
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from statistics import median, mode

from msgspec import Struct, field

from briefing.sources.pdf.contents_list import is_contents_line
from briefing.sources.pdf.hanging_entries import hangs_back, is_beside, is_shortened
from briefing.sources.pdf.line import FIELD, TICKS, Line

BULLET = re.compile(r"[•◦▪‣·●○■□⁃∙➢➤✓\uf000-\uf0ff]\s*|[–*-]\s+")
NUMBERED = re.compile(r"(\(?)(\d{1,3})([.)])\s+(?=\S)")
_DASH = re.compile(r"[–*-]\s")
_LETTERED = re.compile(r"\(?(?:[a-z]|[ivx]{2,5})\)\s")
_LABEL = re.compile(
    r"(?:\(?[a-z][.)]|\(?[ivx]{1,5}[.)]|[A-Z][.)]|\d{1,2}(?:\.\d{1,3}){1,3}\.?|§ ?\d{1,4}|"
    r"\[\w{1,12}\])\s"
)
_COUNTED = re.compile(
    r"([\[(]?)(?:(\d{1,3})|([A-Za-z]))([\])]|(?<=[A-Za-z])\.|(?<=\d)(?=\s+[A-Z]))\s"
)
_INITIALS = re.compile(r"[A-Z]\.\s(?:[A-Z]\.[ -])*[A-Z][\w’'-]+,")
_TIMED = re.compile(
    r"\d{1,2}(?:[:.]\d\d(?!\d|\.\d)|\s?(?:[ap]\.?m\b|h\b|Uhr\b)|[/.]\d{1,2}\.?(?=\s))",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"(?:[A-Z][A-Z.’'-]*\s){0,4}[A-Z][A-Z.’'-]+:\s|[QA][.:]\s+(?=[A-Z])")
_LAST = frozenset(".!?:;…\"”’'»)]")
_ENDS = re.compile(r"[.!?:;…][\"”’'»)\]]*\d{0,3}\Z")
_LOWER = re.compile(r"[a-zß-öø-ÿ]")
SECTION = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|(?:[IVX]+|[A-Z])\.|[A-Z](?:\.\d{1,2})+\.?)\s")
NUMBERED_PART = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s")
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{3}")
_WORD = re.compile(r"[^\W\d_]{4}")
_NESTED = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2})+\.?\s")
LARGER = 1.12
"""Least ratio of a heading's font size to the text's."""
_SPACED = 1.22
"""A step between lines, in usual ones, that divides paragraphs."""
_SHORT, _ALONE, _LONG = 0.2, 0.5, 0.7
"""Widths, as shares of the column's, of a line centred above text, one of another face, and the text."""
_BACK, _MOST_HEADING = 30, 2
_ROOM, _FEW = 0.15, 4
"""What wrapped lines leave of a column's width, and most that tell nothing."""
_WRAPPED = 1.5
"""A step, in font sizes, within a bold line that a full one ends."""
_STRETCHED, _DOUBLE = 1.4, 2.6
"""The same within a sentence, where a raised sign may make room for itself."""


class Column(Struct):
    left: float
    usual_left: float
    right: float
    """Where most of the long lines end."""
    leading: float
    """Usual line distance in font sizes."""
    indents: bool
    """True if the document's paragraphs begin further in."""
    body: float
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """The last number of a list by the signs around it."""


def measure(lines: Sequence[Line], leading: float, indents: bool, body: float) -> Column:
    rights = sorted(line.right for line in lines)
    right = rights[-1 - len(rights) // 20]
    lefts = [round(line.left) for line in lines]
    left = min(line.left for line in lines)
    full = right - _ROOM * (right - left)
    wrapped = [pair for pair in pairwise(lines) if pair[0].right > full]
    if len(wrapped) > _FEW:
        leading = max(leading, _find_step(wrapped))
    return Column(left, max(left, mode(lefts)), right, leading, indents, body)


def find_leading(columns: Sequence[Sequence[Line]]) -> float:
    """Usual line distance in font sizes."""
    return _find_step(chain.from_iterable(map(pairwise, columns)))


def _find_step(pairs: Iterable[tuple[Line, Line]]) -> float:
    steps = [
        step / size
        for a, b in pairs
        if 0.8 * (size := b.size) < (step := a.bottom - b.bottom) < 2.5 * size
        and -0.3 < a.size - size < 0.3
    ]
    return median(steps) if steps else 1.25


def has_indents(columns: Sequence[Sequence[Line]], leading: float) -> bool:
    further = spaced = 0
    for column in columns:
        for last, line in pairwise(column):
            if ends_sentence(last.text):
                further += 0.8 * line.size < line.left - last.left < 4 * line.size
                spaced += last.bottom - line.bottom > _SPACED * leading * line.size
    return further > 2 * spaced


def ends_sentence(text: str) -> bool:
    return (text[-1] in _LAST or text[-1].isdigit()) and bool(_ENDS.search(text[-8:]))


def starts_paragraph(before: Sequence[Line], line: Line, column: Column, *, fresh: bool) -> bool:
    """`fresh`: `line` is the first of its column, and `before` ends in another."""
    last = before[-1]
    if not fresh and _runs_on(before, line, column):
        return False
    if FIELD in (last.tag, line.tag):
        return fresh or _is_other_field(last, line)
    if _looks_otherwise(before, line, column) and (fresh or not _goes_on(last, line)):
        return True
    if _closes_bracket(before, line):
        return False
    if is_contents_line(last.text) or _is_item(before, line, column, fresh):
        return True
    ended = ends_sentence(last.text)
    lower = bool(_LOWER.match(line.text))
    if ended and (_SPEAKER.match(line.text) or _LETTERED.match(line.text)):
        return True
    if fresh:
        short = not lower and _is_short(last, column)
        return _starts_column(last, line, column) if ended else short
    step = last.bottom - line.bottom
    if abs(step) < 0.5 * line.size:
        return False
    if step > _SPACED * column.leading * line.size:
        return ended or not lower or _is_far(last, line, column)
    if len(before) == 1 and _stands_centred(last, line, column):
        return True
    if last.family != line.family and _stands_alone(before, line, column):
        return True
    if _counts_on(before, line) or _is_timed(before, line) or _heads_anew(before, line, column):
        return True
    if _are_centred(last, line) or _hangs(before, line) or _is_title(last, line, column):
        return False
    if not lower and _ends_heading(before, line, column):
        return True
    return _is_indented(before, line, column) or (
        ended and not lower and _has_room(last, line, column)
    )


def _is_other_field(last: Line, line: Line) -> bool:
    return not is_beside(last, line) or abs(last.size - line.size) > 0.2 * line.size


def _runs_on(before: Sequence[Line], line: Line, column: Column) -> bool:
    """True within plain sentences."""
    last, text, size = before[-1], line.text, line.size
    return (
        ("a" <= text[0] <= "z" or _runs_on_large(before, text))
        and text[1:2] not in "])."
        and last.size == size < LARGER * column.body
        and 0.5 * size <= last.bottom - line.bottom <= _SPACED * column.leading * size
        and abs(line.left - last.left) <= 0.3 * size
        and (len(before) > 1 or last.width >= _ALONE * (column.right - column.left))
        and not (line.bold or last.bold or line.tag or last.tag)
        and not is_contents_line(last.text)
    )


def _runs_on_large(before: Sequence[Line], text: str) -> bool:
    end = before[-1].text[-1]
    within = len(before) > _MOST_HEADING and not (end in _LAST or end.isdigit())
    return within and "A" <= text[0] <= "Z"


def _is_far(last: Line, line: Line, column: Column) -> bool:
    step = last.bottom - line.bottom
    stretched = step > _STRETCHED * column.leading * line.size
    return stretched and (step > _DOUBLE * line.size or _has_room(last, line, column))


def _looks_otherwise(before: Sequence[Line], line: Line, column: Column) -> bool:
    last = before[-1]
    if last.tag != line.tag or abs(last.size - line.size) > 0.08 * line.size:
        return True
    return last.bold != line.bold and not _goes_on_bold(before, line, column)


def _goes_on_bold(before: Sequence[Line], line: Line, column: Column) -> bool:
    last = before[-1]
    if ends_sentence(last.text):
        return False
    if all(other.bold for other in before[-_BACK:]) and (
        len(before) > _MOST_HEADING or _has_room(last, line, column)
    ):
        return False
    ends = last.bold or any(sign == "**" and b == len(last.text) for _, b, sign in last.marks)
    return ends and (line.bold or any(sign == "**" and not a for a, _, sign in line.marks))


def _goes_on(last: Line, line: Line) -> bool:
    near = abs(last.size - line.size) < 0.2 * line.size and last.bold == line.bold
    near = near and last.tag == line.tag
    return near and not ends_sentence(last.text) and bool(_LOWER.match(line.text))


def is_item(text: str) -> bool:
    return not text[:1].isalpha() and bool(BULLET.match(text) or NUMBERED.match(text))


def _starts_column(last: Line, line: Line, column: Column) -> bool:
    """`last` ends a sentence."""
    if _LOWER.match(line.text):
        return False
    if not column.indents:
        return True
    return line.left > column.left + 0.8 * line.size or _is_short(last, column)


def _is_short(last: Line, column: Column) -> bool:
    return last.width < 0.6 * (column.right - column.left)


def _has_room(last: Line, line: Line, column: Column) -> bool:
    letter = line.width / max(1, len(line.text))
    word = len(line.text.partition(" ")[0]) + 1
    return last.right + 1.15 * word * letter + line.size < column.right


def _is_item(before: Sequence[Line], line: Line, column: Column, fresh: bool) -> bool:
    last = before[-1]
    if line.text[:1].isalpha():
        return False
    if line.text[:1] in TICKS:
        return abs(last.bottom - line.bottom) > 0.5 * line.size
    if BULLET.match(line.text):
        return not _DASH.match(line.text) or _is_set_off(before, line, column, fresh)
    number = NUMBERED.match(line.text)
    if not number:
        return False
    signs, value = (number[1], number[3]), int(number[2])
    follows = value in (1, column.numbers.get(signs, -1) + 1)
    text = " ".join(entry.text for entry in before[-_BACK:])
    if value > 1 and f" {signs[0]}{value - 1}{signs[1]} " in text:
        return False
    ended = ends_sentence(last.text)
    found = _is_set_off(before, line, column, fresh)
    one, level = NUMBERED.match(before[0].text), abs(before[0].left - line.left) <= 0.3 * line.size
    next_one = level and one and (one[1], int(one[2]) + 1, one[3]) == (signs[0], value, signs[1])
    found = next_one or (found or ended if follows else found and ended)
    if found:
        column.numbers[signs] = value
    return bool(found)


def _closes_bracket(before: Sequence[Line], line: Line) -> bool:
    number = NUMBERED.match(line.text) if line.text[:1].isdecimal() else None
    if not number or (number[1], number[3]) != ("", ")"):
        return False
    text = " ".join(entry.text for entry in before[-_BACK:])
    return text.count("(") > text.count(")")


def _is_set_off(before: Sequence[Line], line: Line, column: Column, fresh: bool) -> bool:
    last = before[-1]
    if fresh:
        return ends_sentence(last.text)
    if last.bottom - line.bottom > _SPACED * column.leading * line.size:
        return True
    if is_item(before[0].text):
        return _has_room(last, line, column) or line.left <= before[0].left + 0.3 * line.size < (
            last.left if len(before) > 1 else column.right
        )
    return _has_room(last, line, column) or line.left > last.left + 0.8 * line.size


def _counts_on(before: Sequence[Line], line: Line) -> bool:
    text = line.text
    if text[0].isalpha() and text[1:2] not in "]).":
        return False
    if _INITIALS.match(text):
        return False
    label = _COUNTED.match(text)
    return label is not None and any(
        (last := _COUNTED.match(entry.text))
        and (last[1], last[4]) == (label[1], label[4])
        and _value(last) + 1 == _value(label)
        and line.left < entry.left + 0.8 * line.size
        for entry in (before[0], before[-1])
    )


def _is_timed(before: Sequence[Line], line: Line) -> bool:
    return bool(_TIMED.match(line.text)) and any(
        _TIMED.match(entry.text) and abs(line.left - entry.left) < 0.8 * line.size
        for entry in (before[0], before[-1])
    )


def _value(label: re.Match[str]) -> int:
    return int(label[2]) if label[2] else ord(label[3])


def _heads_anew(before: Sequence[Line], line: Line, column: Column) -> bool:
    last = before[-1]
    bold = last.bold and line.bold
    if not (bold or line.size >= LARGER * column.body) or not _has_room(last, line, column):
        return False
    numbered = SECTION.match(line.text) and SECTION.match(before[0].text)
    if numbered or _NESTED.match(line.text):
        return True
    return bold and abs(line.left - last.left) > 2 * line.size and not _are_centred(last, line)


def _are_centred(last: Line, line: Line) -> bool:
    middle = (last.left + last.right) - (line.left + line.right)
    return abs(middle) < 0.6 * line.size and abs(line.left - last.left) > 0.8 * line.size


def _is_title(last: Line, line: Line, column: Column) -> bool:
    large = line.size >= LARGER * column.body
    title = large or _is_wrapped(last, line, column)
    open_ended = large and last.text[-1] == ":" and last.bottom - line.bottom < _WRAPPED * line.size
    return title and (open_ended or last.text[-1] not in ".?!:") and not SECTION.match(line.text)


def _is_wrapped(last: Line, line: Line, column: Column) -> bool:
    if not (last.bold and line.bold and last.bottom - line.bottom < _WRAPPED * line.size):
        return False
    return not (_is_short(last, column) or _has_room(last, line, column))


def _stands_centred(last: Line, line: Line, column: Column) -> bool:
    width = column.right - column.left
    away = abs(last.left + last.right - column.left - column.right) / 2
    return last.width < _SHORT * width and away < last.size and line.width > _LONG * width


def _stands_alone(before: Sequence[Line], line: Line, column: Column) -> bool:
    first, last, width = before[0], before[-1], column.right - column.left
    if len(before) > _MOST_HEADING or first.family != last.family:
        return False
    told = first.text[0].isupper() and last.text[-1].isalpha() and bool(_WORD.search(last.text))
    told = told and line.text[0].isupper() and last.size < LARGER * column.body
    return told and line.width > _LONG * width and _has_room(last, line, column)


def _ends_heading(before: Sequence[Line], line: Line, column: Column) -> bool:
    first, last = before[0], before[-1]
    if len(before) > _MOST_HEADING or last.text[-1] in ",=":
        return False
    shown = first.underlined or first.text.isupper() or first.slanted
    if not (shown and _has_room(last, line, column)):
        return False
    capitals = all(e.text.isupper() and len(_CAPITALS.findall(e.text)) > 1 for e in before)
    slanted = all(e.slanted and _WORD.search(e.text) for e in before)
    plain = 2 * sum(map(str.islower, line.text)) > len(line.text)
    underlined = not line.underlined and all(e.underlined for e in before)
    return plain and (capitals or underlined or (slanted and not line.slanted))


def _hangs(before: Sequence[Line], line: Line) -> bool:
    further = 0.8 * line.size < line.left - before[-1].left < 6 * line.size
    return further and line.bold and bool(SECTION.match(before[0].text))


def _is_wrapped_entry(last: Line, line: Line, column: Column) -> bool:
    cut = not ends_sentence(last.text) or is_shortened(last.text)
    return cut and last.left < column.left + 0.5 * line.size and not _has_room(last, line, column)


def _is_indented(before: Sequence[Line], line: Line, column: Column) -> bool:
    first, last = before[0], before[-1]
    indented = line.left > last.left + 0.8 * line.size
    outdented = line.left < last.left - 0.3 * line.size and line.left < (
        min([entry.left for entry in before[-_BACK:]]) - 0.3 * line.size
    )
    if not is_item(first.text) and hangs_back(before, line):
        return True
    if not (indented or outdented):
        return False
    if indented and len(before) == 1 and _is_wrapped_entry(last, line, column):
        return False
    item = is_item(first.text) or bool(_LABEL.match(first.text))
    if item and indented and _LABEL.match(line.text):
        return _has_room(last, line, column)
    if outdented:
        if item and not ends_sentence(last.text) and not _has_room(last, line, column):
            return False
        return item or len(before) > 1
    return not item and last.left < column.left + 0.5 * line.size
