import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from briefing.model import Span

MASK = "\ue000"
"""Replaces each character of a quote."""
_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‟": "”"}
_PARAGRAPH = re.compile(r"[^\n]+")
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


def find_paragraphs(text: str) -> list[Span]:
    paragraphs = (m for m in _PARAGRAPH.finditer(text) if _WORD.search(text, m.start(), m.end()))
    return [Span(*paragraph.span()) for paragraph in paragraphs]


def find_quoted(text: str, paragraphs: list[Span]) -> list[QuotedSpan]:
    """In order, outermost marks only.

    An unclosed quote continues if the next paragraph opens again, else it ends with its paragraph.
    Straight marks open after a space and close after a letter or full stop.
    """
    found: list[QuotedSpan] = []
    opened: tuple[int, int] | None = None
    for number, paragraph in enumerate(paragraphs):
        if opened and not _runs_on(text, paragraph, text[opened[0]]):
            found += _left_open(text, opened, paragraphs, number - 1)
            opened = None
        closed, left = _in_paragraph(text, paragraph, opened[0] if opened else None)
        for span in closed:
            first = opened[1] if opened and span.start == opened[0] else number
            found.append(QuotedSpan(span, first, number))
        if opened is None or left != opened[0]:
            opened = None if left is None else (left, number)
    if opened:
        found += _left_open(text, opened, paragraphs, len(paragraphs) - 1)
    return [q for q in found if any(c.isalnum() for c in text[q.span.start : q.span.start + 400])]


def _left_open(
    text: str, opened: tuple[int, int], paragraphs: list[Span], last: int
) -> Iterable[QuotedSpan]:
    start, first = opened
    if text[start] != '"' or start == paragraphs[first].start or first < last:
        yield QuotedSpan(Span(start, paragraphs[last].end), first, last)


def _runs_on(text: str, paragraph: Span, mark: str) -> bool:
    if text[paragraph.start] == mark:
        return True
    following = _DOUBLE.search(text, paragraph.start, paragraph.end)
    return mark != '"' and following is not None and following.group() in _PAIRS.get(mark, "")


def _in_paragraph(text: str, paragraph: Span, opened: int | None) -> tuple[list[Span], int | None]:
    closed: list[Span] = []
    nested = 0
    closers = _PAIRS.get(text[opened], text[opened]) if opened is not None else ""
    anew = opened is not None and text[paragraph.start] == text[opened]
    inner_end = 0
    for match in _DOUBLE.finditer(text, paragraph.start + anew, paragraph.end):
        mark, at = match.group(), match.start()
        if at < inner_end:
            continue
        inner_end = _inner_end(text, at, paragraph) if opened is not None and closers == '"' else 0
        if inner_end:
            continue
        if opened is None:
            if _opens(text, mark, at, paragraph):
                opened, closers = at, _PAIRS.get(mark, mark)
        elif mark in closers and (mark != '"' or _closes(text, at, paragraph)):
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
    closed.extend(_singles(text, paragraph, closed, opened))
    return sorted(closed), opened


def _inner_end(text: str, at: int, paragraph: Span) -> int:
    """As in '"He ("Bo") left."'; 0 if none begins."""
    if text[at] != '"' or text[at - 1] not in " ([" or not text[at + 1 : at + 2].isalnum():
        return 0
    end = text.find('"', at + 1, min(paragraph.end, at + _INNER))
    closed = end >= 0 and not text[end - 1].isspace()
    outer = text.find('"', end + 1, paragraph.end) if closed else -1
    return end + 1 if outer >= 0 and text[outer - 1] not in " ([" else 0


def _opens(text: str, mark: str, at: int, paragraph: Span) -> bool:
    if mark == '"':
        before = text[at - 1] if at > paragraph.start else " "
        after = text[at + 1] if at + 1 < paragraph.end else " "
        return not after.isspace() and (before in _BEFORE_OPENING or not before.isalnum())
    return mark in _PAIRS and mark != "»"


def _closes(text: str, at: int, paragraph: Span) -> bool:
    before = text[at - 1]
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return not before.isspace() or after.isspace()


def _broken(text: str, opened: int, at: int) -> Iterable[Span]:
    end = max(text.rfind(c, opened, at) for c in ".!?,")
    if end > opened + 1:
        yield Span(opened, end + 1)


def _singles(text: str, paragraph: Span, doubles: list[Span], opened: int | None) -> Iterator[Span]:
    at, limit = paragraph.start, paragraph.end if opened is None else max(opened, paragraph.start)
    while match := _SINGLE.search(text, at, limit):
        end = _SINGLE_END.search(text, match.end(), limit)
        if end is None:
            return
        found = Span(match.start(), end.end())
        if not any(found.overlaps(double) for double in doubles):
            yield found
        at = end.end()
