"""Passages that stand several times: which copy in a text is which in the text before, told by elimination."""

from briefing.model.alike import normalize_typography
from briefing.model.fuzzy_match import REACHES, occurrences
from briefing.model.span import Span

_FEWEST = 16
"""Characters of words that do not stand as often as before by chance."""
_MOST = 8
"""Copies that are told apart at most."""
_REACH = REACHES[-1]
"""Characters on each side that are compared."""
_CLEAR = 64
"""How many characters more must agree about two copies than about either of them and a third."""
_CHANCE = 16
"""How many agree by chance."""
Pair = tuple[Span, Span]
"""A copy in the text before and one in the text now."""


def resolve_repeat(text: str, before: str, span: Span) -> Span | None:
    """Where the words at `span` of `before` stand in `text`, where that has them as often; None where it is not sure.

    The copies that are told by what stands about them are set aside, the clearest first. One that was moved away
    from it is told by being left.
    """
    words = span.of(normalize_typography(before))
    old, new = (
        occurrences(normalize_typography(before), words),
        occurrences(normalize_typography(text), words),
    )
    if len(words.strip()) < _FEWEST or len(old) != len(new) or not 0 < len(old) <= _MOST:
        return None
    pairs = {
        (a, b): _about(normalize_typography(before), a, normalize_typography(text), b)
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
    """Whether more agrees about `place` of `text` and another copy of the words at `span` of `before` than about these."""
    page, now = normalize_typography(before), normalize_typography(text)
    own = sum(_about(page, span, now, place))
    others = (copy for copy in occurrences(page, span.of(page)) if copy != span)
    return any(sum(_about(page, other, now, place)) >= own + _CLEAR for other in others)


def _is_clear(pairs: dict[Pair, tuple[int, int]], pair: Pair) -> bool:
    """Whether more agrees about two copies than about either and any other, and less on neither side.

    So no copy that stands right beside another is clear: one has what was before them, the other what was behind.
    """
    left, right = pairs[pair]
    others = (agree for (a, b), agree in pairs.items() if (a == pair[0]) != (b == pair[1]))
    return all(
        left + right >= sum(other) + _CLEAR
        and left + _CHANCE >= other[0]
        and right + _CHANCE >= other[1]
        for other in others
    )


def _about(before: str, old: Span, text: str, new: Span) -> tuple[int, int]:
    """How many characters in a row agree right before and right after two copies."""
    sides = zip(_sides(before, old), _sides(text, new), strict=True)
    left, right = (_agree(a, b) for a, b in sides)
    return left, right


def _sides(page: str, span: Span) -> tuple[str, str]:
    """What stands before a copy, backwards, and what stands after it."""
    return page[max(0, span.start - _REACH) : span.start][::-1], page[span.end : span.end + _REACH]


def _agree(a: str, b: str) -> int:
    """How many characters two texts begin with alike."""
    differ = (at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return next(differ, min(len(a), len(b)))
