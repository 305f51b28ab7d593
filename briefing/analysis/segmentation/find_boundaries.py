"""Finds section boundaries by the best evidence that a document gives."""

from briefing.analysis.segmentation.blank_line_features import gap_features, is_wide_gap, median_gap
from briefing.analysis.segmentation.boilerplate_patterns import LEAD_IN
from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.find_headings import heading_lines, marked_headings
from briefing.analysis.segmentation.logistic_model import load_model, logistic
from briefing.analysis.segmentation.paragraphs import Paragraph

TOPIC_AT = 0.27
"""Least probability of a topic shift that starts a section; chosen on held-out repositories."""
GAP_AT = 0.42
"""The same for wide gaps without other evidence."""
_TRUSTED = 0.97
"""Precision of wide gaps supported by headings or a lead-in."""
_LONG = 15
"""Paragraphs per section above which layout is considered uninformative."""
_DOUBT = 0.7
"""Factor by which a wide gap reduces the model's uncertainty; measured with and without false gaps.
"""
_MANY = 150
"""Number of wide gaps that is no accident; comparing their text would take long."""
_SHORTEST = 20
"""Words of a section found by topic among headings; less is the end of another, such as a list."""
_FEW = 9
"""Paragraphs needed to look for topic shifts."""


def find_boundaries(
    units: list[Paragraph], boilerplate: set[int], title: str | None, *, structured: bool = False
) -> list[Boundary]:
    headed = marked_headings(units, boilerplate, title)
    if structured or (headed and not _silent(units, boilerplate, len(headed))):
        return headed
    if not headed:
        headed = heading_lines(units, boilerplate)
    taken = {cut.unit for cut in headed} | {_next(units, boilerplate, cut.unit) for cut in headed}
    gaps = [i for i in is_wide_gap(units, boilerplate) if i not in taken]
    if len(gaps) > len(headed):
        return _sorted(headed + _by_gap(units, boilerplate, gaps, taken, bool(headed)))
    if _silent(units, boilerplate, len(headed)):
        return _sorted(headed + _by_topic(units, boilerplate, taken))
    return headed


def _silent(units: list[Paragraph], boilerplate: set[int], cuts: int) -> bool:
    count = len(units) - len(boilerplate)
    if cuts < 2:
        return count >= _FEW
    return count / (cuts + 1) > _LONG


def _next(units: list[Paragraph], boilerplate: set[int], unit: int) -> int:
    return next((i for i in range(unit + 1, len(units)) if i not in boilerplate), len(units))


def _sorted(cuts: list[Boundary]) -> list[Boundary]:
    return sorted(cuts, key=lambda cut: cut.unit)


def _by_gap(
    units: list[Paragraph], boilerplate: set[int], gaps: list[int], taken: set[int], headed: bool
) -> list[Boundary]:
    announced = any(LEAD_IN.fullmatch(units[i - 1].text.strip()) for i in gaps)
    if headed or announced or len(gaps) > _MANY:
        return [Boundary(i, Evidence.GAP, _TRUSTED) for i in gaps]
    order, odds = _topic(units, boilerplate)
    rows = gap_features([units[i] for i in order], median_gap(units), odds)
    judge, wide_ones = load_model("gaps"), set(gaps)
    found = {i: judge.probability(row) for i, row in zip(order, rows, strict=True)}
    return [
        Boundary(i, Evidence.GAP, 1 - _DOUBT * (1 - found[i]))
        if i in wide_ones
        else Boundary(i, Evidence.TOPIC, found[i])
        for i in order[1:]
        if found[i] > GAP_AT and i not in taken
    ]


def _by_topic(units: list[Paragraph], boilerplate: set[int], taken: set[int]) -> list[Boundary]:
    order, odds = _topic(units, boilerplate)
    found = {i: logistic(value) for i, value in zip(order, odds, strict=True)}
    starts = {i for i in order[1:] if found[i] > TOPIC_AT and i not in taken}
    kept = _with_a_body(units, order, starts, taken) if taken else sorted(starts)
    return [Boundary(i, Evidence.TOPIC, found[i]) for i in kept]


def _with_a_body(
    units: list[Paragraph], order: list[int], starts: set[int], taken: set[int]
) -> list[int]:
    kept: list[int] = []
    words = 0
    for i in reversed(order):
        words += units[i].size
        if i in starts and words >= _SHORTEST:
            kept.append(i)
        if i in taken or (kept and kept[-1] == i):
            words = 0
    return kept[::-1]


def _topic(units: list[Paragraph], boilerplate: set[int]) -> tuple[list[int], list[float]]:
    from briefing.analysis.segmentation.topic_shift import topic_shift_odds

    order = article_range(units, boilerplate)
    return order, topic_shift_odds([units[i] for i in order])


def article_range(units: list[Paragraph], boilerplate: set[int]) -> list[int]:
    order = [i for i in range(len(units)) if i not in boilerplate and units[i].words]
    return order[1:] if len(order) > 1 and units[order[0]].size < 25 else order
