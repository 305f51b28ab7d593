"""Places of a passage in a text that holds a stretch of itself again: a page that was pasted or fetched twice."""

from itertools import pairwise

from briefing.model.alike import normalize_typography
from briefing.model.fuzzy_match import REACHES, Pattern, occurrences
from briefing.model.span import Span

_MOST = 16
"""Copies that are looked at."""
_REACH = REACHES[1]
"""Characters on each side that two copies share where a stretch was doubled, and not a sentence said twice."""
_FEWEST = 3 * _REACH // 2
"""How many of both sides they share at least, where the copies do not follow each other before that."""
_NEAREST = _REACH // 2
"""How far apart they are at least: what is nearer is a sentence said again."""


def nearest_duplicate(text: str, sought: Pattern, expected: int) -> Span | None:
    """The copy of the whole passage that is nearest to `expected`, where all copies are of one doubled stretch."""
    page = normalize_typography(text)
    found = occurrences(page, sought.text)
    if not sought.words or not 2 <= len(found) <= _MOST:
        return None
    if not all(_doubled(page, a, b) for a, b in pairwise(found)):
        return None
    at = min((span.start + sought.start for span in found), key=lambda at: abs(at - expected))
    return Span(at, at + len(sought.words))


def _doubled(page: str, a: Span, b: Span) -> bool:
    """Whether two copies stand in a stretch that is the same about both."""
    left = _common(
        page[max(0, a.start - _REACH) : a.start][::-1],
        page[max(0, b.start - _REACH) : b.start][::-1],
    )
    right = _common(page[a.end : a.end + _REACH], page[b.end : b.end + _REACH])
    apart, copied = b.start - a.start, left + right + len(a)
    return apart >= _NEAREST and copied >= min(len(a) + _FEWEST, 0.9 * apart)


def _common(a: str, b: str) -> int:
    """How many characters two texts begin with alike."""
    differ = (at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return next(differ, min(len(a), len(b)))
