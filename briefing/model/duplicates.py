from collections.abc import Callable

from briefing.model.alike import normalize_typography
from briefing.model.fuzzy_match import NEAR, REACHES, Pattern, occurrences
from briefing.model.span import Span

_MOST = 16
_FEWEST = 1000
"""Minimum of equal characters around both copies, unless the stretches adjoin; less is a repeated paragraph."""
_NEAREST = REACHES[1] // 2
"""Minimum distance between two copies; closer ones are a repeated sentence."""
_LARGEST = 1 << 16
"""Characters compared on each side."""


def nearest_duplicate(text: str, sought: Pattern, expected: int) -> Span | None:
    """The copy nearest to `expected`, if all copies belong to one doubled stretch.

    If the stretch itself has the passage several times, the one at `expected` within the stretch is meant.
    """
    page = normalize_typography(text)
    found = occurrences(page, sought.text)
    if not 2 <= len(found) <= _MOST:
        return None
    for count in range(1, len(found) // 2 + 1):
        if len(found) % count or not all(
            _doubled(page, a, b) for a, b in zip(found, found[count:], strict=False)
        ):
            continue
        places = [span.start + sought.start for span in found]
        if count > 1:
            expected += found[0].start - _shared(page, found[0], found[count])[0]
            places = [at for at in places[:count] if abs(at - expected) <= NEAR]
        if count == 1 or len(places) == 1:
            at = min(places, key=lambda at: abs(at - expected))
            return Span(at, at + len(sought.words))
    return None


def _doubled(page: str, a: Span, b: Span) -> bool:
    apart, copied = b.start - a.start, sum(_shared(page, a, b)) + len(a)
    return apart >= _NEAREST and copied >= min(len(a) + _FEWEST, 0.9 * apart)


def _shared(page: str, a: Span, b: Span) -> tuple[int, int]:
    most = min(a.start, _LARGEST)
    left = _most(most, lambda n: page[a.start - n : a.start] == page[b.start - n : b.start])
    most = min(len(page) - b.end, _LARGEST)
    return left, _most(most, lambda n: page[a.end : a.end + n] == page[b.end : b.end + n])


def _most(most: int, holds: Callable[[int], bool]) -> int:
    """The largest n up to `most` for which `holds(n)`, true for all smaller (galloping search)."""
    low, step = 0, 1
    while low + step <= most and holds(low + step):
        low, step = low + step, 2 * step
    while step:
        if low + step <= most and holds(low + step):
            low += step
        step //= 2
    return low
