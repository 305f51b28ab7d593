from briefing.model.alike import normalize_typography
from briefing.model.fuzzy_match import REACHES, occurrences
from briefing.model.span import Span

_FEWEST = 16
"""Shortest passage in characters; shorter ones occur equally often by chance."""
_MOST = 8
_REACH = REACHES[-1]
"""Characters of context compared on each side."""
_CLEAR = 64
"""Lead in matching characters that a pair needs over every competing pair."""
_CHANCE = 16
"""Characters of context that match by chance."""
Pair = tuple[Span, Span]


def resolve_repeat(text: str, before: str, span: Span) -> Span | None:
    """None if uncertain. Both texts must contain it equally often. Pairs are matched by context,
    most distinctive first, and finally by elimination.
    """
    words = span.of(normalize_typography(before))
    old, new = (
        occurrences(normalize_typography(before), words),
        occurrences(normalize_typography(text), words),
    )
    if len(words.strip()) < _FEWEST or len(old) != len(new) or not 0 < len(old) <= _MOST:
        return None
    pairs = {
        (a, b): _matching_sides(normalize_typography(before), a, normalize_typography(text), b)
        for a in old
        for b in new
    }
    while clear := [pair for pair in pairs if _is_clear(pairs, pair)]:
        best = max(clear, key=lambda pair: sum(pairs[pair]))
        if best[0] == span:
            return best[1]
        pairs = {p: agree for p, agree in pairs.items() if p[0] != best[0] and p[1] != best[1]}
    return None


def fits_another_repeat_better(text: str, before: str, span: Span, place: Span) -> bool:
    page, now = normalize_typography(before), normalize_typography(text)
    own = sum(_matching_sides(page, span, now, place))
    others = (copy for copy in occurrences(page, span.of(page)) if copy != span)
    return any(sum(_matching_sides(page, other, now, place)) >= own + _CLEAR for other in others)


def _is_clear(pairs: dict[Pair, tuple[int, int]], pair: Pair) -> bool:
    left, right = pairs[pair]
    others = (agree for (a, b), agree in pairs.items() if (a == pair[0]) != (b == pair[1]))
    return all(
        left + right >= sum(other) + _CLEAR
        and left + _CHANCE >= other[0]
        and right + _CHANCE >= other[1]
        for other in others
    )


def _matching_sides(before: str, old: Span, text: str, new: Span) -> tuple[int, int]:
    sides = zip(_sides(before, old), _sides(text, new), strict=True)
    left, right = (_common_prefix(a, b) for a, b in sides)
    return left, right


def _sides(page: str, span: Span) -> tuple[str, str]:
    return page[max(0, span.start - _REACH) : span.start][::-1], page[span.end : span.end + _REACH]


def _common_prefix(a: str, b: str) -> int:
    differ = (at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return next(differ, min(len(a), len(b)))
