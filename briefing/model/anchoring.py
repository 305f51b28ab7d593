"""Anchors: made from a span, and found again in a text that may have changed."""

import re

from briefing.model.alike import normalize_typography
from briefing.model.annotations import Anchor
from briefing.model.duplicates import nearest_duplicate
from briefing.model.fuzzy_match import (
    NEAR,
    REACHES,
    Candidate,
    Pattern,
    best_candidates,
    disambiguate_by_context,
    drop_overlapping,
    filter_candidates,
    find_candidates,
    find_unique_exact,
    make_pattern,
    pattern_at,
    same_region,
)
from briefing.model.normal_form import normal_form
from briefing.model.repeated_passages import fits_another_repeat_better, resolve_repeat
from briefing.model.span import Span

CONTEXT = 32
"""Characters of context kept before and after the quote."""
FLOOR = 0.55
"""How much of quote and nearest context must be there, where nothing else speaks for the place."""
FLOOR_FEW = 0.75
"""The same of few words, which stand in many places with much the same about them."""
FLOOR_BEFORE = 0.2
"""`FLOOR` where the text before is at hand and the place goes back to no other words of it."""

_FEW = 24
"""Few words have no more characters; they go with the sentence that they stand in."""
_MORE = 12
"""Characters more that the sentence has at least."""
_LINE = 1000
"""Characters before and after these within which a sentence is looked for."""
_ENDS = re.compile(r"\n+|(?<=[.!?])[”\"’')\]]*\s+")
"""What parts sentences and lines."""

_CUT = 12
"""Characters of the passage's beginning at the text's end that say that it was cut off there."""
_SURE = 0.75
"""`MARGIN` between two places of which both go back to the anchor's words."""


def make_anchor(text: str, span: Span) -> Anchor:
    """The anchor that holds to `span` of `text`."""
    before = text[max(0, span.start - CONTEXT) : span.start]
    return Anchor(span.of(text), before, text[span.end : span.end + CONTEXT], span)


def find_anchor(text: str, anchor: Anchor, before: str | None = None) -> Span | None:
    """Where the anchored words stand in `text` now, None where they are gone or where it is not sure.

    Position goes first, then quote with context, then the place that is most like both. Case, kinds of spaces,
    quotes and dashes do not matter. Of two places that are equally good neither is taken.

    Args:
        text: the text now.
        anchor: made in `text` or in an earlier version of it.
        before: that version, where it is at hand: then more context counts, and a place that goes back to other
            words of it is not taken.
    """
    if before is None or before == text:
        if _stands(text, anchor):
            return anchor.span
        before = None
    elif not _quotes(before, anchor):
        before = None
    now, then = normal_form(text), normal_form(before) if before is not None else None
    if then is None:
        place = _by_anchor(now.text, _in_normal_form(anchor))
    else:
        span = then.from_source(anchor.span)
        place = _by_text(now.text, make_anchor(then.text, span), then.text)
    return None if place is None else now.to_source(place)


def _in_normal_form(anchor: Anchor) -> Anchor:
    """The anchor as it would be in a text in normal form; its position stays."""
    form = normal_form(anchor.prefix + anchor.exact + anchor.suffix)
    start = len(anchor.prefix)
    span = form.from_source(Span(start, start + len(anchor.exact)))
    return Anchor(span.of(form.text), form.text[: span.start], form.text[span.end :], anchor.span)


def _by_anchor(text: str, anchor: Anchor) -> Span | None:
    """The place of the anchor's words, by nothing but the anchor."""
    sought = make_pattern(anchor.prefix, anchor.exact, anchor.suffix)
    at = find_unique_exact(text, sought)
    if at >= 0:
        found: Span | None = Span(at + sought.start, at + sought.end)
    else:
        found = nearest_duplicate(text, sought, anchor.span.start) or _alone(text, anchor, sought)
    if found is not None and _is_past(text, anchor) and _ends_within(text, sought, found):
        return None
    return found


def _is_past(text: str, anchor: Anchor) -> bool:
    """Whether the text ends before the anchor's position, so that its words may be cut off."""
    return anchor.span.end > len(text)


def _ends_within(text: str, sought: Pattern, found: Span) -> bool:
    """Whether the text ends as the passage begins, its words not whole, and `found` is another place.

    Then it was cut off there, and `found` is a copy of the words.
    """
    page = normalize_typography(text).rstrip()
    tail = page[-_CUT:]
    at = sought.text.find(tail)
    while 0 <= at < sought.end - len(tail):
        size = at + len(tail)
        if page.endswith(sought.text[:size]):
            return found.end <= len(page) - size
        at = sought.text.find(tail, at + 1)
    return False


def _by_text(text: str, anchor: Anchor, before: str) -> Span | None:
    """The place of the anchor's words, by the text in which it was made."""
    for reach in REACHES:
        sought = pattern_at(before, anchor.span, reach)
        if find_unique_exact(before, sought) >= 0:
            at = find_unique_exact(text, sought)
            if at >= 0:
                return Span(at + sought.start, at + sought.end)
            doubled = nearest_duplicate(text, sought, anchor.span.start)
            if doubled is not None:
                return doubled
            break
    found = _with_sentence(text, before, anchor)
    if found is None:
        found = _moved(text, before, anchor)
        if found is not None and fits_another_repeat_better(text, before, anchor.span, found):
            found = None
    return found if found is not None else resolve_repeat(text, before, anchor.span)


def _stands(text: str, anchor: Anchor) -> bool:
    """Whether the text has the anchor's words and context where it says."""
    return (
        _quotes(text, anchor)
        and text.endswith(anchor.prefix, 0, anchor.span.start)
        and text.startswith(anchor.suffix, anchor.span.end)
    )


def _quotes(text: str, anchor: Anchor) -> bool:
    """Whether the text has the anchor's words where it says."""
    span = anchor.span
    return 0 <= span.start <= span.end <= len(text) and span.of(text) == anchor.exact


def _alone(text: str, anchor: Anchor, sought: Pattern) -> Span | None:
    """The place that is like the anchor and more so than all others.

    Where another place has the context that this one lacks on a side, either may be meant. Where the text ends
    before the anchor's position, its passage may be cut off: then a place wants the context of both sides.
    """
    floor = FLOOR_FEW if len(anchor.exact) <= _FEW else FLOOR
    found = filter_candidates(find_candidates(text, sought, anchor.span.start), sought, floor, 1.25)
    best = best_candidates(found)
    if len(best) != 1 or any(_disputes(fit, best[0], sought) for fit in found):
        return None
    if _is_past(text, anchor) and not all(
        _has(size, there) for size, there in _sides(best[0], sought) if size
    ):
        return None
    return best[0].span


def _disputes(other: Candidate, best: Candidate, sought: Pattern) -> bool:
    """Whether another place has one side of the context, and the best has not."""
    pairs = zip(_sides(other, sought), _sides(best, sought), strict=True)
    return any(_has(size, theirs) and 2 * own < size for (size, theirs), (_, own) in pairs)


def _sides(fit: Candidate, sought: Pattern) -> tuple[tuple[int, int], tuple[int, int]]:
    """Of the context before and of that after: how many characters there are and how many are there."""
    left, right = min(NEAR, sought.start), min(NEAR, len(sought.text) - sought.end)
    return (left, fit.before), (right, fit.near - fit.before)


def _has(size: int, there: int) -> bool:
    """Whether a side of the context is there, three quarters of it."""
    return size > 0 and 4 * there >= 3 * size


def _moved(text: str, before: str, anchor: Anchor) -> Span | None:
    """The place that is like the anchor's words and to which no other words of the text before have a better claim."""
    sought = pattern_at(before, anchor.span, REACHES[0])
    found = drop_overlapping(
        filter_candidates(find_candidates(text, sought, anchor.span.start), sought, FLOOR_BEFORE)
    )
    origins = [(fit, _origins(text, before, fit.span)) for fit in found]
    taken = [spans[0] for _, spans in origins if len(spans) == 1]
    kept = []
    for fit, spans in origins:
        others = [span for span in spans if not same_region(span, anchor.span)]
        mine = len(others) < len(spans)
        if mine and all(any(same_region(other, span) for span in taken) for other in others):
            kept.append(fit)
    spans = [fit.span for fit in best_candidates(kept, _SURE)]
    spans = disambiguate_by_context(text, spans, before, anchor.span)
    return spans[0] if len(spans) == 1 else None


def _with_sentence(text: str, before: str, anchor: Anchor) -> Span | None:
    """The place of few words in the sentence that they stood in, where that was only moved."""
    span = anchor.span
    if len(span) > _FEW:
        return None
    around = _sentence(before, span)
    if len(around) < len(span) + _MORE:
        return None
    there = _by_text(text, make_anchor(before, around), before)
    if there is None or normalize_typography(there.of(text)) != normalize_typography(
        around.of(before)
    ):
        return None
    at = there.start + span.start - around.start
    return Span(at, at + len(span))


def _sentence(text: str, span: Span) -> Span:
    """The sentence or line that holds `span`, or what stands about it of a very long one."""
    low = max(0, span.start - _LINE)
    start = max((m.end() for m in _ENDS.finditer(text, low, span.start)), default=low)
    last = _ENDS.search(text, span.end, span.end + _LINE)
    return Span(start, last.start() if last else min(len(text), span.end + _LINE))


def _origins(text: str, before: str, place: Span) -> list[Span]:
    """Where in the text before the words at `place` of `text` may have stood."""
    sought = pattern_at(text, place, REACHES[0])
    found = filter_candidates(find_candidates(before, sought, place.start), sought, 0.0)
    spans = [fit.span for fit in best_candidates(found)]
    return disambiguate_by_context(before, spans, text, place)
