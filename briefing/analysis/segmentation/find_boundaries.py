"""Which evidence a document gives, and the cuts that follow from it."""

from briefing.analysis.segmentation.blank_line_features import gap_features, is_wide_gap, median_gap
from briefing.analysis.segmentation.boilerplate_patterns import LEAD_IN
from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.find_headings import heading_lines, marked_headings
from briefing.analysis.segmentation.logistic_model import load_model, logistic
from briefing.analysis.segmentation.paragraphs import Paragraph

TOPIC_AT = 0.27
"""The least probability at which a shift of subject starts a section; chosen on held-out repositories."""
GAP_AT = 0.42
"""The same for wide gaps with nothing else beside them."""
_TRUSTED = 0.97
"""How often a wide gap is right where headings or a lead-in stand by it."""
_LONG = 15
"""Layout is silent where a section would have more paragraphs than this on average."""
_DOUBT = 0.7
"""The share of doubt that is left of a wide gap, measured over documents with and without false gaps."""
_MANY = 150
"""So many wide gaps are no accident, and their text would take long to compare."""
_SHORTEST = 20
"""Words below which a change of subject among headings is no issue but the end of one, such as a list of two words."""
_FEW = 9
"""No change of subject is looked for in fewer paragraphs than this."""


def find_boundaries(units: list[Paragraph], junk: set[int], title: str | None) -> list[Boundary]:
    """Where the sections of the article start, in order; the opening is not among them."""
    headed = marked_headings(units, junk, title)
    if headed and not _silent(units, junk, len(headed)):
        return headed
    if not headed:
        headed = heading_lines(units, junk)
    taken = {cut.unit for cut in headed} | {_next(units, junk, cut.unit) for cut in headed}
    gaps = [i for i in is_wide_gap(units, junk) if i not in taken]
    if len(gaps) > len(headed):
        return _sorted(headed + _by_gap(units, junk, gaps, taken, bool(headed)))
    if _silent(units, junk, len(headed)):
        return _sorted(headed + _by_topic(units, junk, taken))
    return headed


def _silent(units: list[Paragraph], junk: set[int], cuts: int) -> bool:
    """Whether so few cuts leave the subject to be asked."""
    count = len(units) - len(junk)
    if cuts < 2:
        return count >= _FEW
    return count / (cuts + 1) > _LONG


def _next(units: list[Paragraph], junk: set[int], unit: int) -> int:
    """The unit that follows, furniture passed over."""
    return next((i for i in range(unit + 1, len(units)) if i not in junk), len(units))


def _sorted(cuts: list[Boundary]) -> list[Boundary]:
    return sorted(cuts, key=lambda cut: cut.unit)


def _by_gap(
    units: list[Paragraph], junk: set[int], gaps: list[int], taken: set[int], headed: bool
) -> list[Boundary]:
    announced = any(LEAD_IN.fullmatch(units[i - 1].text.strip()) for i in gaps)
    if headed or announced or len(gaps) > _MANY:
        return [Boundary(i, Evidence.GAP, _TRUSTED) for i in gaps]
    order, odds = _topic(units, junk)
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


def _by_topic(units: list[Paragraph], junk: set[int], taken: set[int]) -> list[Boundary]:
    order, odds = _topic(units, junk)
    found = {i: logistic(value) for i, value in zip(order, odds, strict=True)}
    starts = {i for i in order[1:] if found[i] > TOPIC_AT and i not in taken}
    kept = _with_a_body(units, order, starts, taken) if taken else sorted(starts)
    return [Boundary(i, Evidence.TOPIC, found[i]) for i in kept]


def _with_a_body(
    units: list[Paragraph], order: list[int], starts: set[int], taken: set[int]
) -> list[int]:
    """Those of `starts` that have `_SHORTEST` words before the next start or what is taken."""
    kept: list[int] = []
    words = 0
    for i in reversed(order):
        words += units[i].size
        if i in starts and words >= _SHORTEST:
            kept.append(i)
        if i in taken or (kept and kept[-1] == i):
            words = 0
    return kept[::-1]


def _topic(units: list[Paragraph], junk: set[int]) -> tuple[list[int], list[float]]:
    """The article's paragraphs without its title, and the topic's log odds at each."""
    from briefing.analysis.segmentation.topic_shift import topic_shift_odds

    order = article_range(units, junk)
    return order, topic_shift_odds([units[i] for i in order])


def article_range(units: list[Paragraph], junk: set[int]) -> list[int]:
    """The units of the article without its furniture and its title."""
    order = [i for i in range(len(units)) if i not in junk and units[i].words]
    return order[1:] if len(order) > 1 and units[order[0]].size < 25 else order
