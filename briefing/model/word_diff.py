import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from briefing.model.alike import normalize_typography
from briefing.model.span import Span

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_LONG, _RUN = 2_000, 6
"""Texts of at least `_LONG` words in total are split at runs of `_RUN` words that occur once in
both (patience diff), because Levenshtein is quadratic.
"""
_Piece = tuple[int, int, int, int]
_ISLAND = 2
"""Most equal words between two edits that match by chance and count as replaced."""


class Word(Struct, frozen=True):
    span: Span
    form: str


class Edit(Struct, frozen=True):
    """One of the two spans may be empty."""

    before: Span
    after: Span


def split_words(text: str, span: Span, folded: Iterable[Span] = ()) -> Iterator[Word]:
    start, page = span.start, normalize_typography(text)
    for part in (*folded, Span(span.end, span.end)):
        for match in _WORD.finditer(text, start, max(start, part.start)):
            form = match[0] if match[0].isalnum() else page[match.start() : match.end()]
            yield Word(Span(*match.span()), form)
        start = max(start, part.end)


def diff_words(before: Sequence[Word], after: Sequence[Word]) -> tuple[Edit, ...]:
    pieces: list[_Piece] = []
    for piece in _differences([w.form for w in before], [w.form for w in after]):
        if pieces and piece[0] - pieces[-1][1] <= _ISLAND and _belong_together(pieces[-1], piece):
            last = pieces.pop()
            piece = (last[0], piece[1], last[2], piece[3])
        pieces.append(piece)
    return tuple(Edit(_span(before, a, b), _span(after, c, d)) for a, b, c, d in pieces)


def _differences(a: list[str], b: list[str]) -> Iterator[_Piece]:
    from rapidfuzz.distance import Levenshtein

    at = there = 0
    for stop, stop_there in (*_unique_anchors(a, b), (len(a), len(b))):
        if a[at:stop] != b[there:stop_there]:
            for code in Levenshtein.opcodes(a[at:stop], b[there:stop_there]):
                if code.tag != "equal":
                    yield (
                        at + code.src_start,
                        at + code.src_end,
                        there + code.dest_start,
                        there + code.dest_end,
                    )
        at, there = stop, stop_there


def _unique_anchors(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Runs that occur once in both lists, in common order (patience diff)."""
    if len(a) + len(b) < _LONG:
        return []
    first, second = _unique_runs(a), _unique_runs(b)
    shared = [(at, second[run]) for run, at in first.items() if run in second]
    kept = longest_increasing_subsequence([there for _, there in shared])
    return [pair for pair in shared if pair[1] in kept]


def _unique_runs(words: list[str]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for at, run in enumerate(zip(*(words[n:] for n in range(_RUN)), strict=False)):
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def longest_increasing_subsequence(numbers: Sequence[int]) -> frozenset[int]:
    """By patience sorting; `numbers` are distinct."""
    tops: list[int] = []
    tails: list[int] = []
    previous: list[int] = []
    for at, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        previous.append(tails[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [number]
        tails[pile : pile + 1] = [at]
    kept, at = [], tails[-1] if tails else -1
    while at >= 0:
        kept.append(numbers[at])
        at = previous[at]
    return frozenset(kept)


def _belong_together(first: _Piece, second: _Piece) -> bool:
    lengths = (max(edit[1] - edit[0], edit[3] - edit[2]) for edit in (first, second))
    return second[0] == first[1] or min(lengths) > _ISLAND


def _span(found: Sequence[Word], start: int, end: int) -> Span:
    if start < end:
        return Span(found[start].span.start, found[end - 1].span.end)
    at = found[start].span.start if start < len(found) else found[-1].span.end if found else 0
    return Span(at, at)
