from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from msgspec import Struct

from briefing.model.alike import normalize_typography
from briefing.model.span import Span

Block = tuple[int, int, int]
"""A run of equal characters: (offset in a, offset in b, length)."""
NEAR = 32
"""Characters of context on each side that decide; farther context only breaks ties."""
REACHES = (64, 384, 1536)
"""Context sizes tried in turn if the previous version is available, in characters."""
KEPT = 0.7
"""Least share of the quote at the place and, for short quotes, of the place in the quote."""
MARGIN = 0.93
"""A candidate that scores at least this share of the best score counts as a tie."""
_BLOCK = 4
"""Shortest run of equal characters that counts; shorter ones match by chance."""
_SEED, _SEEDS = 12, 24
"""Length of a seed in characters, and the number of seeds spread over a passage."""
_WHOLE = 6
"""Votes of a match of the whole quote, where a seed has one."""
_COMMON = 48
"""Seeds with more occurrences are ignored."""
_FAR = 2 * NEAR
"""Lead in characters of wider context that breaks a tie."""
_SHORT, _END = 64, 256
"""Longest short quote; length of the ends by which quotes longer than twice that are also found."""
_LONG = 4096
"""Quotes longer than this are compared by samples, because Levenshtein is quadratic."""
_TRIED = 10


class Pattern(Struct, frozen=True):
    """A quote, `text[start:end]`, with its context; normalized."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]


class Candidate(Struct, frozen=True):
    """Counts are of equal characters."""

    span: Span
    words: int
    near: int
    """In the nearest context."""
    far: int
    """In all context, the nearest included."""
    before: int
    """In the nearest context before the quote."""

    @property
    def score(self) -> int:
        return 4 * self.words + 2 * self.near + self.far


def make_pattern(before: str, words: str, after: str) -> Pattern:
    start = len(before)
    return Pattern(normalize_typography(f"{before}{words}{after}"), start, start + len(words))


def pattern_at(text: str, span: Span, reach: int) -> Pattern:
    low = max(0, span.start - reach)
    page = normalize_typography(text)[low : span.end + reach]
    return Pattern(page, span.start - low, span.end - low)


def find_unique_exact(text: str, sought: Pattern) -> int:
    """The offset if the passage occurs exactly once, else -1."""
    page = normalize_typography(text)
    at = page.find(sought.text)
    return at if at >= 0 and page.find(sought.text, at + 1) < 0 else -1


def find_candidates(text: str, sought: Pattern, expected: int) -> list[Candidate]:
    page = normalize_typography(text)
    exact = list(_find_all(page, sought.words))
    spans = [Span(at, at + len(sought.words)) for at in exact if len(exact) <= _COMMON]
    if len(sought.words) <= _LONG:
        aligned = (_align(text, sought, at) for at in _likely_starts(page, sought, expected))
        spans += [span for span in aligned if span is not None]
    if len(sought.words) > 2 * _END:
        spans += _find_by_ends(text, sought, expected)
    return [_score_at(page, sought, span) for span in dict.fromkeys(spans)]


def occurrences(page: str, words: str) -> list[Span]:
    """Spans in a normalized text, at most `_COMMON` + 1."""
    return [Span(at, at + len(words)) for at in _find_all(page, words)]


def _find_by_ends(text: str, sought: Pattern, expected: int) -> list[Span]:
    size = len(sought.words)
    head = Pattern(sought.text[: sought.start + 2 * _END], sought.start, sought.start + _END)
    low = sought.end - 2 * _END
    tail = Pattern(sought.text[low:], _END, 2 * _END)
    firsts = filter_candidates(find_candidates(text, head, expected), head, 0.0)
    lasts = filter_candidates(find_candidates(text, tail, expected + size - _END), tail, 0.0)
    return [
        Span(first.span.start, last.span.end)
        for first in best_candidates(firsts)
        for last in best_candidates(lasts)
        if size < 2 * (last.span.end - first.span.start) < 4 * size
    ]


def _score_at(page: str, sought: Pattern, span: Span) -> Candidate:
    before, after = sought.text[: sought.start], sought.text[sought.end :]
    left = _long_runs(before, page[max(0, span.start - len(before)) : span.start])
    right = _long_runs(after, page[span.end : span.end + len(after)])
    words = _common_length(sought.words, page[span.start : span.end])
    close = _count_within(left, len(before) - NEAR, len(before))
    near = close + _count_within(right, 0, NEAR)
    far = _count_within(left, 0, len(before)) + _count_within(right, 0, len(after))
    return Candidate(span, words, near, far, close)


def _long_runs(a: str, b: str) -> list[Block]:
    return [block for block in _equal_runs(a, b) if block[2] >= _BLOCK]


def _count_within(blocks: list[Block], low: int, high: int) -> int:
    return sum(max(0, min(at + size, high) - max(at, low)) for at, _, size in blocks)


def _common_length(a: str, b: str) -> int:
    """Equal characters: for a short `a`, the longer length minus the edit distance; for a long one
    also the matching runs.
    """
    from rapidfuzz.distance import Levenshtein

    if max(len(a), len(b)) > 2 * _LONG:
        return _estimate_common_length(a, b)
    distance = int(Levenshtein.distance(a, b))
    if len(a) <= _SHORT:
        return max(len(a), len(b)) - distance
    return max(len(a) - distance, _count_within(_long_runs(a, b), 0, len(a)))


def _estimate_common_length(a: str, b: str) -> int:
    """By the share of seeds of `a` in `b`."""
    places = range(0, max(1, len(a) - _SEED), max(1, len(a) // _LONG * _SEED))
    found = sum(a[at : at + _SEED] in b for at in places)
    return len(a) * found // len(places)


def filter_candidates(
    found: list[Candidate], sought: Pattern, floor: float, stretch: float = 2
) -> list[Candidate]:
    """Keep candidates with enough of the quote, and `floor` of quote and nearest context.

    `stretch` is the largest ratio of their length to the quote's.
    """
    size = len(sought.words)
    near = min(NEAR, sought.start) + min(NEAR, len(sought.text) - sought.end)
    return [
        fit
        for fit in found
        if fit.words >= KEPT * (size if size > _SHORT else max(size, len(fit.span)))
        and (not size or len(fit.span) <= stretch * size)
        and fit.words + fit.near >= floor * (size + near)
    ]


def drop_overlapping(found: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for fit in sorted(found, key=lambda fit: fit.score, reverse=True):
        if not any(fit.span.overlaps(other.span) for other in kept):
            kept.append(fit)
    return kept


def best_candidates(found: list[Candidate], margin: float = MARGIN) -> list[Candidate]:
    """The best and those that tie with it, one per region."""
    ranked = sorted(found, key=lambda fit: fit.score, reverse=True)
    kept: list[Candidate] = []
    for fit in ranked:
        if fit.score < margin * ranked[0].score:
            break
        if not any(same_region(fit.span, other.span) for other in kept):
            kept.append(fit)
    return kept


def same_region(a: Span, b: Span) -> bool:
    """True if the spans share half of what they cover, or one is empty and they are close."""
    if not (a and b):
        return max(a.start, b.start) - min(a.end, b.end) <= NEAR // 2
    return 2 * (min(a.end, b.end) - max(a.start, b.start)) >= max(a.end, b.end) - min(
        a.start, b.start
    )


def disambiguate_by_context(text: str, spans: list[Span], other: str, span: Span) -> list[Span]:
    """Keep those of tied `spans` whose wider context is most like that of `span` in `other`."""
    for reach in REACHES[1:]:
        if len(spans) < 2:
            break
        agree = {place: _matching_context(text, place, other, span, reach) for place in spans}
        most = max(agree.values())
        best = max(spans, key=lambda place: agree[place])
        spans = [s for s in spans if agree[s] >= most - _FAR or _are_neighbours(s, best)]
    return spans


def _are_neighbours(a: Span, b: Span) -> bool:
    return max(a.start, b.start) - min(a.end, b.end) <= 2 * _FAR


def _matching_context(text: str, place: Span, other: str, span: Span, reach: int) -> int:
    return _score_at(normalize_typography(text), pattern_at(other, span, reach), place).far


def _equal_runs(a: str, b: str) -> list[Block]:
    from rapidfuzz.distance import Levenshtein

    return [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in Levenshtein.opcodes(a, b)
        if code.tag == "equal"
    ]


def _likely_starts(page: str, sought: Pattern, expected: int) -> list[int]:
    slack = 16 + len(sought.text) // 5
    starts = sorted(_votes(page, sought))
    origin = expected - sought.start
    ranked = sorted(
        ((bisect_right(starts, start + slack) - at, start) for at, start in enumerate(starts)),
        key=lambda found: (-found[0], abs(found[1] - origin)),
    )
    kept: list[int] = []
    medians: list[int] = []
    for count, start in ranked:
        if all(abs(start - other) > slack for other in kept):
            first = bisect_left(starts, start)
            kept.append(start)
            medians.append(starts[first + count // 2])
        if len(kept) == _TRIED:
            break
    return medians


def _votes(page: str, sought: Pattern) -> Iterator[int]:
    for offset, piece in _seeds(sought):
        places = list(_find_all(page, piece))
        if len(places) <= _COMMON:
            yield from (at - offset for at in places)


def _seeds(sought: Pattern) -> Iterator[tuple[int, str]]:
    """(offset in the passage, seed). The whole quote and its two ends are included."""
    size = min(_SEED, max(1, len(sought.text) // 3))
    step = max(size // 2, (len(sought.text) - size) // _SEEDS, 1)
    for offset in range(0, len(sought.text) - size + 1, step):
        yield offset, sought.text[offset : offset + size]
    if len(sought.words) > size:
        yield from [(sought.start, sought.words)] * _WHOLE
    low, high = max(0, sought.start - size), sought.end + size
    yield low, sought.text[low : sought.end]
    yield sought.start, sought.text[sought.start : high]


def _find_all(page: str, piece: str) -> Iterator[int]:
    at = page.find(piece) if piece.strip() else -1
    for _ in range(_COMMON + 1):
        if at < 0:
            return
        yield at
        at = page.find(piece, at + 1)


def _align(text: str, sought: Pattern, start: int) -> Span | None:
    slack = 24 + len(sought.text) // 3
    low = max(0, start - slack)
    window = normalize_typography(text)[low : max(0, start + len(sought.text) + slack)]
    solid = [_extend(block, sought.text, window) for block in _long_runs(sought.text, window)]
    if not solid:
        return None
    begin, end = _map_offset(solid, sought.start), _map_offset(solid, sought.end)
    begin, end = max(0, min(begin, len(window))), max(0, min(end, len(window)))
    return _narrow(text, sought, Span(low + min(begin, end), low + max(begin, end)))


def _extend(block: Block, a: str, b: str) -> Block:
    at, there, size = block
    while at > 0 and there > 0 and a[at - 1] == b[there - 1]:
        at, there, size = at - 1, there - 1, size + 1
    while at + size < len(a) and there + size < len(b) and a[at + size] == b[there + size]:
        size += 1
    return at, there, size


def _map_offset(blocks: list[Block], offset: int) -> int:
    nearest = min(blocks, key=lambda block: max(block[0] - offset, offset - block[0] - block[2], 0))
    return nearest[1] + offset - nearest[0]


def _narrow(text: str, sought: Pattern, span: Span) -> Span:
    if not sought.words:
        return Span(span.start, span.start)
    at = normalize_typography(text).find(sought.words, span.start, span.end)
    if at >= 0:
        return Span(at, at + len(sought.words))
    found = span.of(text)
    start = span.start + len(found) - len(found.lstrip())
    return Span(start, start + len(found.strip()))
