"""Anchors: made from a span, and found again in a text that may have changed."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from briefing.model.marks import Anchor
from briefing.model.span import Span

CONTEXT = 32
"""Characters of context kept before and after the quote."""
FLOOR = 0.7
"""The least score of a place that is not the exact quote; below it the anchor is lost."""
_MOST_PLACES = 200
"""Places that are compared at most, nearest to the old position first."""


def anchor_of(text: str, span: Span) -> Anchor:
    """The anchor that holds to `span` of `text`."""
    before = text[max(0, span.start - CONTEXT) : span.start]
    return Anchor(span.of(text), before, text[span.end : span.end + CONTEXT], span)


def locate(text: str, anchor: Anchor) -> Span | None:
    """Where the anchored words stand in `text` now, None where they are lost.

    The exact quote goes first; else places with up to half of it changed are scored by quote,
    prefix, suffix and position, weighted 50, 20, 20 and 2 as in the Hypothesis client.
    """
    if anchor.span.of(text) == anchor.exact and _context(text, anchor, anchor.span) > 0.5:
        return anchor.span
    exact = [
        Span(at, at + len(anchor.exact)) for at in _near(text, anchor.exact, anchor.span.start)
    ]
    best = max(exact, key=lambda span: _score(text, anchor, span), default=None)
    if best is not None:
        return best
    best = max(_guesses(text, anchor), key=lambda s: _score(text, anchor, s), default=None)
    return best if best is not None and _score(text, anchor, best) >= FLOOR else None


def _near(text: str, words: str, position: int) -> list[int]:
    """Where `words` stand in `text`, the nearest to `position` first."""
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return sorted(found, key=lambda place: abs(place - position))[:_MOST_PLACES]


def _guesses(text: str, anchor: Anchor) -> Iterator[Span]:
    """Spans about places where a quarter of the quote stands unchanged, or its context."""
    size = max(1, len(anchor.exact) // 4)
    for offset in range(0, len(anchor.exact) - size + 1, size):
        chunk = anchor.exact[offset : offset + size]
        if len(chunk) < 6:
            continue
        for at in _near(text, chunk, anchor.span.start + offset)[:20]:
            start = max(0, at - offset)
            yield _aligned(text, anchor, Span(start, min(len(text), start + len(anchor.exact))))


def _aligned(text: str, anchor: Anchor, span: Span) -> Span:
    """`span` moved to start after the prefix and to end before the suffix, where these are near."""
    reach = max(8, len(anchor.exact) // 2)
    low = max(0, span.start - reach - len(anchor.prefix))
    before = text.rfind(anchor.prefix, low, span.start + reach) if anchor.prefix else -1
    start = before + len(anchor.prefix) if before >= 0 else span.start
    after = text.find(anchor.suffix, max(start, span.end - reach), span.end + 2 * reach)
    return Span(start, after if anchor.suffix and after > start else max(start, span.end))


def _score(text: str, anchor: Anchor, span: Span) -> float:
    """How well `span` fits the anchor, 0 to 1."""
    quote = SequenceMatcher(None, anchor.exact, span.of(text), autojunk=False).ratio()
    distance = abs(span.start - anchor.span.start) / max(1, len(text))
    return (50 * quote + 40 * _context(text, anchor, span) + 2 * (1 - distance)) / 92


def _context(text: str, anchor: Anchor, span: Span) -> float:
    """How alike the context is, 0 to 1."""
    here = anchor_of(text, span)
    pairs = [(anchor.prefix, here.prefix), (anchor.suffix, here.suffix)]
    ratios = [SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in pairs]
    return sum(ratios) / len(ratios)
