"""Finds a passage in a text that repeats a stretch of itself, as pages pasted twice do."""

from itertools import pairwise

from briefing.model.alike import normalize_typography
from briefing.model.fuzzy_match import REACHES, Pattern, occurrences
from briefing.model.span import Span

_MOST = 16
_REACH = REACHES[1]
"""Code points compared on each side; a doubled stretch has equal context, a repeated sentence not.
"""
_FEWEST = 3 * _REACH // 2
"""Minimum of matching context on both sides together, unless the stretches adjoin."""
_NEAREST = _REACH // 2
"""Minimum distance between two copies; closer ones are a repeated sentence."""


def nearest_duplicate(text: str, sought: Pattern, expected: int) -> Span | None:
    """The copy nearest to `expected`, if all copies belong to one doubled stretch."""
    page = normalize_typography(text)
    found = occurrences(page, sought.text)
    if not sought.words or not 2 <= len(found) <= _MOST:
        return None
    if not all(_is_doubled(page, a, b) for a, b in pairwise(found)):
        return None
    at = min((span.start + sought.start for span in found), key=lambda at: abs(at - expected))
    return Span(at, at + len(sought.words))


def _is_doubled(page: str, a: Span, b: Span) -> bool:
    left = _common_prefix(
        page[max(0, a.start - _REACH) : a.start][::-1],
        page[max(0, b.start - _REACH) : b.start][::-1],
    )
    right = _common_prefix(page[a.end : a.end + _REACH], page[b.end : b.end + _REACH])
    apart, copied = b.start - a.start, left + right + len(a)
    return apart >= _NEAREST and copied >= min(len(a) + _FEWEST, 0.9 * apart)


def _common_prefix(a: str, b: str) -> int:
    differ = (at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return next(differ, min(len(a), len(b)))
