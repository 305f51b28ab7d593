from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from briefing.model import Span
from briefing.storage.fts_tokens import Match, Term, apart, find_matches

WIDTH = 200
"""Maximum characters."""
_BEFORE = 40
"""Characters before the first match."""
_LOOKED_AT = 300


class Snippet(Struct, frozen=True):
    """One line, with the spans of matches in it."""

    text: str
    marks: tuple[Span, ...] = ()


def best_snippet(
    text: str, wanted: Sequence[Term], passage: Span, title: str
) -> tuple[Span, Snippet]:
    """Prefers text below the title; without a match, returns the beginning."""
    body = Span(_after(text, passage, title), passage.end)
    found: list[Match] = []
    for part in (body, passage):
        found = found or list(islice(find_matches(text, wanted, part), _LOOKED_AT))
    if not found:
        return Span(passage.start, passage.start), _snippet(text, body, body.start, ())
    first = _find_richest(found)
    start = found[first].span.start
    within = body if start >= body.start else passage
    begin = max(within.start, min(start - _BEFORE, within.end - WIDTH))
    end = max(begin + WIDTH, found[first].span.end)
    near = [each.span for each in found if begin <= each.span.start and each.span.end <= end]
    return found[first].span, _snippet(text, within, begin, near)


def mark_snippet(line: str, wanted: Sequence[Term]) -> tuple[Span, ...]:
    return apart(each.span for each in find_matches(line, wanted, Span(0, len(line))))


def _after(text: str, passage: Span, title: str) -> int:
    start = passage.start
    while start < passage.end and text[start].isspace():
        start += 1
    if title and text.startswith(f"{title}\n", start):
        start += len(title)
        while start < passage.end and text[start].isspace():
            start += 1
    return start if start < passage.end else passage.start


def _find_richest(found: Sequence[Match]) -> int:
    score, at, end = (0, 0), 0, 0
    for first, match in enumerate(found):
        end = max(end, first)
        while end < len(found) and found[end].span.end <= match.span.start + WIDTH - _BEFORE:
            end += 1
        window = found[first:end]
        this = (len({each.term for each in window}), len(window))
        if this > score:
            score, at = this, first
    return at


def _snippet(text: str, within: Span, start: int, spans: Sequence[Span]) -> Snippet:
    if start > within.start:
        space = _space(text, start, min([start + _BEFORE, *(span.start for span in spans)]))
        start = space + 1 if space >= 0 else start
        while start < within.end and text[start].isspace():
            start += 1
    end = min(start + WIDTH, within.end)
    if end < within.end:
        least = max((span.end for span in spans), default=start + 1)
        spaces = [at for at in range(max(least, start + 1), end + 1) if text[at].isspace()]
        end = spaces[-1] if spaces else end
    return _line(text, start, end, spans, within)


def _space(text: str, start: int, end: int) -> int:
    return next((at for at in range(start, end) if text[at].isspace()), -1)


def _line(text: str, start: int, end: int, spans: Sequence[Span], within: Span) -> Snippet:
    made = ["… " if start > within.start else ""]
    length, at = len(made[0]), start
    places: list[tuple[int, int]] = []
    for span in apart(each for each in spans if start <= each.start and each.end <= end):
        before = _squeeze(text[at : span.start])
        words = _squeeze(text[span.start : span.end])
        length += len(before)
        places.append((length, length + len(words)))
        made += [before, words]
        length, at = length + len(words), span.end
    made.append(_squeeze(text[at:end]).rstrip())
    if end < within.end and text[end : within.end].strip():
        made.append(" …")
    line = "".join(made)
    gap = len(line) - len(line.lstrip())
    return Snippet(line[gap:], tuple(Span(a - gap, b - gap) for a, b in places))


def _squeeze(words: str) -> str:
    inner = " ".join(words.split())
    if not inner:
        return " " if words else ""
    return f"{' ' if words[0].isspace() else ''}{inner}{' ' if words[-1].isspace() else ''}"
