import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from briefing.model import Span

MASK = "\ue000"
"""Replaces each character of a quote."""
_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‟": "”"}
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w")
_DOUBLE = re.compile(r"[“”„‟«»\"]")
_SINGLE = re.compile(r"(?<![\w’'])(?:‘(?=[^\W\d_])|'(?=[A-Z]))")
_SINGLE_END = re.compile(r"(?<=[,.!?…])[’'](?!\w)")
_INNER = 60
"""Characters of a straight quote inside another."""
_BEFORE_OPENING = " \t\n([{—–-/>‘'\u00a0*_"


class QuotedSpan(Struct, frozen=True):
    span: Span
    """Includes the marks."""
    first: int
    """Index of the paragraph in which it starts."""
    last: int
    """Index of the paragraph in which it ends."""


def paragraphs(text: str) -> list[Span]:
    lines = (m for m in _LINE.finditer(text) if _WORD.search(text, m.start(), m.end()))
    return [Span(*line.span()) for line in lines]


def find_quoted(text: str, lines: list[Span]) -> list[QuotedSpan]:
    """In order, outermost marks only.

    An unclosed quote continues if the next paragraph opens again, else it ends with its paragraph.
    Straight marks open after a space and close after a letter or full stop.
    """
    found: list[QuotedSpan] = []
    opened: tuple[int, int] | None = None
    for number, line in enumerate(lines):
        if opened and not _runs_on(text, line, text[opened[0]]):
            found += _left_open(text, opened, lines, number - 1)
            opened = None
        closed, left = _in_line(text, line, opened[0] if opened else None)
        for span in closed:
            first = opened[1] if opened and span.start == opened[0] else number
            found.append(QuotedSpan(span, first, number))
        if opened is None or left != opened[0]:
            opened = None if left is None else (left, number)
    if opened:
        found += _left_open(text, opened, lines, len(lines) - 1)
    return [q for q in found if any(c.isalnum() for c in text[q.span.start : q.span.start + 400])]


def _left_open(
    text: str, opened: tuple[int, int], lines: list[Span], last: int
) -> Iterable[QuotedSpan]:
    start, first = opened
    if text[start] != '"' or start == lines[first].start or first < last:
        yield QuotedSpan(Span(start, lines[last].end), first, last)


def _runs_on(text: str, line: Span, mark: str) -> bool:
    if text[line.start] == mark:
        return True
    following = _DOUBLE.search(text, line.start, line.end)
    return mark != '"' and following is not None and following.group() in _PAIRS.get(mark, "")


def _in_line(text: str, line: Span, opened: int | None) -> tuple[list[Span], int | None]:
    closed: list[Span] = []
    nested = 0
    closers = _PAIRS.get(text[opened], text[opened]) if opened is not None else ""
    anew = opened is not None and text[line.start] == text[opened]
    inner_end = 0
    for match in _DOUBLE.finditer(text, line.start + anew, line.end):
        mark, at = match.group(), match.start()
        if at < inner_end:
            continue
        inner_end = _inner_end(text, at, line) if opened is not None and closers == '"' else 0
        if inner_end:
            continue
        if opened is None:
            if _opens(text, mark, at, line):
                opened, closers = at, _PAIRS.get(mark, mark)
        elif mark in closers and (mark != '"' or _closes(text, at, line)):
            closed.append(Span(opened, at + 1))
            opened = None
        elif closers == '"' and mark in "“”":
            nested += 1 if mark == "“" else -1
            if nested < 0:
                closed.append(Span(opened, at + 1))
                opened, nested = None, 0
        elif mark == "“" and closers == "”":
            closed.extend(_broken(text, opened, at))
            opened = at
    closed.extend(_singles(text, line, closed, opened))
    return sorted(closed), opened


def _inner_end(text: str, at: int, line: Span) -> int:
    """Where a straight quote inside another ends, as in '"He ("Bo") left."'; 0 if none begins."""
    if text[at] != '"' or text[at - 1] not in " ([" or not text[at + 1 : at + 2].isalnum():
        return 0
    end = text.find('"', at + 1, min(line.end, at + _INNER))
    outer = text.find('"', end + 1, line.end) if end >= 0 and not text[end - 1].isspace() else -1
    return end + 1 if outer >= 0 and text[outer - 1] not in " ([" else 0


def _opens(text: str, mark: str, at: int, line: Span) -> bool:
    if mark == '"':
        before = text[at - 1] if at > line.start else " "
        after = text[at + 1] if at + 1 < line.end else " "
        return not after.isspace() and (before in _BEFORE_OPENING or not before.isalnum())
    return mark in _PAIRS and mark != "»"


def _closes(text: str, at: int, line: Span) -> bool:
    before = text[at - 1]
    after = text[at + 1] if at + 1 < line.end else " "
    return not before.isspace() or after.isspace()


def _broken(text: str, opened: int, at: int) -> Iterable[Span]:
    end = max(text.rfind(c, opened, at) for c in ".!?,")
    if end > opened + 1:
        yield Span(opened, end + 1)


def _singles(text: str, line: Span, doubles: list[Span], opened: int | None) -> Iterator[Span]:
    at, limit = line.start, line.end if opened is None else max(opened, line.start)
    while match := _SINGLE.search(text, at, limit):
        end = _SINGLE_END.search(text, match.end(), limit)
        if end is None:
            return
        found = Span(match.start(), end.end())
        if not any(found.overlaps(double) for double in doubles):
            yield found
        at = end.end()
