from briefing.late_pattern import late_pattern
from briefing.model.alike import normalize_typography
from briefing.model.anchoring import is_exact, make_anchor
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

FLOOR = 0.55
"""Minimum share of quote and nearest context that must match without other evidence."""
FLOOR_FEW = 0.75
"""`FLOOR` for short quotes, which occur in many places with similar context."""
FLOOR_BEFORE = 0.2
"""Minimum when the previous version is available and no other passage in it matches the place."""

_FEW = 24
"""Longest short quote, in code points; it is looked for with its sentence."""
_MORE = 12
_LINE = 1000
_ENDS = late_pattern(r"\n+|(?<=[.!?])[”\"’')\]]*\s+")

_CUT = 12
"""Code points at the end of the text that show a passage cut off."""
_SURE = 0.75
"""`MARGIN` for two places that both trace back to the anchored words."""


def search_anchor(text: str, anchor: Anchor, before: str | None) -> Span | None:
    """As `find_anchor`, where the words are not at their exact position."""
    now, then = normal_form(text), normal_form(before) if before is not None else None
    if then is None:
        place = _find_by_anchor(now.text, _in_normal_form(anchor))
    else:
        span = then.from_source(anchor.span)
        place = _find_by_previous(now.text, make_anchor(then.text, span), then.text)
    return None if place is None else now.to_source(place)


def _in_normal_form(anchor: Anchor) -> Anchor:
    form = normal_form(anchor.prefix + anchor.exact + anchor.suffix)
    start = len(anchor.prefix)
    span = form.from_source(Span(start, start + len(anchor.exact)))
    return Anchor(span.of(form.text), form.text[: span.start], form.text[span.end :], anchor.span)


def _find_by_anchor(text: str, anchor: Anchor) -> Span | None:
    if is_exact(text, anchor):
        return anchor.span
    sought = make_pattern(anchor.prefix, anchor.exact, anchor.suffix)
    at = find_unique_exact(text, sought)
    if at >= 0:
        found: Span | None = Span(at + sought.start, at + sought.end)
    else:
        found = nearest_duplicate(text, sought, anchor.span.start)
        found = found if found is not None else _find_unrivalled(text, anchor, sought)
    if found is not None and _is_past(text, anchor) and _ends_within(text, sought, found):
        return None
    return found


def _is_past(text: str, anchor: Anchor) -> bool:
    return anchor.span.end > len(text)


def _ends_within(text: str, sought: Pattern, found: Span) -> bool:
    """True if `text` ends within the passage and `found` is another copy of its words."""
    page = normalize_typography(text).rstrip()
    tail = page[-_CUT:]
    at = sought.text.find(tail)
    while 0 <= at < sought.end - len(tail):
        size = at + len(tail)
        if page.endswith(sought.text[:size]):
            return found.end <= len(page) - size
        at = sought.text.find(tail, at + 1)
    return False


def _find_by_previous(text: str, anchor: Anchor, before: str) -> Span | None:
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
    found = _find_by_sentence(text, before, anchor)
    if found is None:
        found = _find_moved(text, before, anchor)
        if found is not None and fits_another_repeat_better(text, before, anchor.span, found):
            found = None
    return found if found is not None else resolve_repeat(text, before, anchor.span)


def _find_unrivalled(text: str, anchor: Anchor, sought: Pattern) -> Span | None:
    """None if another candidate has context on a side where the best has none, or if the text may have
    been cut off and one side does not match.
    """
    floor = FLOOR_FEW if len(anchor.exact) <= _FEW else FLOOR
    found = filter_candidates(find_candidates(text, sought, anchor.span.start), sought, floor, 1.25)
    best = best_candidates(found)
    if len(best) != 1 or any(_disputes(fit, best[0], sought) for fit in found):
        return None
    if _is_past(text, anchor) and not all(
        _side_matches(size, there) for size, there in _side_counts(best[0], sought) if size
    ):
        return None
    return best[0].span


def _disputes(other: Candidate, best: Candidate, sought: Pattern) -> bool:
    """True if `other` matches the context on a side where `best` does not."""
    pairs = zip(_side_counts(other, sought), _side_counts(best, sought), strict=True)
    return any(_side_matches(size, theirs) and 2 * own < size for (size, theirs), (_, own) in pairs)


def _side_counts(fit: Candidate, sought: Pattern) -> tuple[tuple[int, int], tuple[int, int]]:
    left, right = min(NEAR, sought.start), min(NEAR, len(sought.text) - sought.end)
    return (left, fit.before), (right, fit.near - fit.before)


def _side_matches(size: int, there: int) -> bool:
    return size > 0 and 4 * there >= 3 * size


def _find_moved(text: str, before: str, anchor: Anchor) -> Span | None:
    sought = pattern_at(before, anchor.span, REACHES[0])
    found = drop_overlapping(
        filter_candidates(find_candidates(text, sought, anchor.span.start), sought, FLOOR_BEFORE)
    )
    origins = [(fit, _find_origins(text, before, fit.span)) for fit in found]
    taken = [spans[0] for _, spans in origins if len(spans) == 1]
    kept = []
    for fit, spans in origins:
        others = [span for span in spans if not same_region(span, anchor.span)]
        mine = len(others) < len(spans)
        if mine and all(any(same_region(other, span) for span in taken) for other in others):
            kept.append(fit)
    spans = [fit.span for fit in best_candidates(kept, _SURE)]
    spans = disambiguate_by_context(text, spans, before, anchor.span)
    best = next((fit for fit in kept if [fit.span] == spans), None)
    if best is None or any(
        _disputes(fit, best, sought) and _disputes(best, fit, sought) for fit in found
    ):
        return None
    return best.span


def _find_by_sentence(text: str, before: str, anchor: Anchor) -> Span | None:
    span = anchor.span
    if len(span) > _FEW:
        return None
    around = _sentence_around(before, span)
    if len(around) < len(span) + _MORE:
        return None
    there = _find_by_previous(text, make_anchor(before, around), before)
    if there is None or normalize_typography(there.of(text)) != normalize_typography(
        around.of(before)
    ):
        return None
    at = there.start + span.start - around.start
    return Span(at, at + len(span))


def _sentence_around(text: str, span: Span) -> Span:
    low = max(0, span.start - _LINE)
    start = max((m.end() for m in _ENDS.finditer(text, low, span.start)), default=low)
    last = _ENDS.search(text, span.end, span.end + _LINE)
    return Span(start, last.start() if last else min(len(text), span.end + _LINE))


def _find_origins(text: str, before: str, place: Span) -> list[Span]:
    sought = pattern_at(text, place, REACHES[0])
    found = filter_candidates(find_candidates(before, sought, place.start), sought, 0.0)
    spans = [fit.span for fit in best_candidates(found)]
    return disambiguate_by_context(before, spans, text, place)
