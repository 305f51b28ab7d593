from collections.abc import Iterable, Sequence

from briefing.sources.pdf.line import Line
from briefing.sources.pdf.text_calls import Box

_BOLD = 3
"""Lines from which a page shows its headings otherwise."""
_FEWEST, _THIN = 15.0, 2.0
"""Points."""
_ABOVE, _BELOW = 0.22, 0.15
"""Font sizes from a line's lower edge, which is below its baseline."""
_COVERED, _OVER = 0.85, 0.6


def may_underline(lines: Sequence[Line]) -> bool:
    return sum(line.bold for line in lines) < _BOLD


def mark_underlined(lines: Sequence[Line], rules: Iterable[Box]) -> None:
    flat = [r for r in rules if r[2] - r[0] > _FEWEST and r[3] - r[1] <= _THIN]
    if not flat:
        return
    for line in lines:
        low, high = line.bottom - _BELOW * line.size, line.bottom + _ABOVE * line.size
        own = [r for r in flat if low <= r[1] <= high and r[0] < line.right and r[2] > line.left]
        over = _OVER * line.size
        if own and all(r[0] > line.left - over and r[2] < line.right + over for r in own):
            covered = sum(min(r[2], line.right) - max(r[0], line.left) for r in own)
            line.underlined = covered >= _COVERED * line.width
