from enum import StrEnum
from itertools import pairwise

from briefing.analysis.language import is_foreign
from briefing.analysis.segmentation.blank_line_features import gap_features, is_wide_gap, median_gap
from briefing.analysis.segmentation.boilerplate_patterns import LEAD_IN
from briefing.analysis.segmentation.borders import is_border, starts_after_borders
from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.find_headings import heading_lines, marked_headings
from briefing.analysis.segmentation.first_heading import head_first_part, start_first_part
from briefing.analysis.segmentation.leads import find_leads, find_listed_stories
from briefing.analysis.segmentation.logistic_model import load_model, logistic
from briefing.analysis.segmentation.paragraphs import Paragraph, are_scraps
from briefing.model import BlockKind
from briefing.model.languages import ENGLISH

TOPIC_AT = 0.26
"""Least probability of a topic shift; chosen on held-out repositories."""
GAP_AT = 0.42
"""The same for wide gaps without other evidence."""
_TRUSTED = 0.97
"""Precision of wide gaps supported by headings or a lead-in."""
_LONG = 15
"""Paragraphs per section above which layout is considered uninformative."""
_DOUBT = 0.7
"""Factor by which a wide gap reduces the model's uncertainty."""
_MANY = 150
"""Wide gaps that are no accident."""
_SHORTEST = 25
"""Words of a section that nothing in the layout marks."""
_SHORTEST_APART = 8
_WORK = 1000
"""Paragraphs of a text beyond which marked headings are chapters."""
_UNTOLD = (BlockKind.CODE, BlockKind.TABLE)
FEW_PARAGRAPHS = 9
"""Paragraphs needed to look for topic shifts."""


class TopicCuts(StrEnum):
    JUDGED = "judged"
    """Where it seems to be about several stories."""
    PAGE = "page"
    """Where it surely is: most pages are about one, and their blank lines mean little."""
    ALWAYS = "always"
    NEVER = "never"


def find_boundaries(
    units: list[Paragraph],
    boilerplate: set[int],
    title: str | None,
    topics: TopicCuts = TopicCuts.JUDGED,
    *,
    structured: bool = False,
) -> list[Boundary]:
    """With `structured`, only marked headings start a section."""
    headed = head_first_part(units, boilerplate, marked_headings(units, boilerplate, title))
    if structured or _are_chapters(units, headed, topics):
        return headed
    if headed and not _is_sparse(units, boilerplate | _later_items(units), len(headed)):
        return headed
    if not headed and (leads := find_leads(units, boilerplate)):
        return leads
    if not headed and (items := find_listed_stories(units, boilerplate)):
        return items
    lines = headed or heading_lines(units, boilerplate, title)
    headed = lines if headed else head_first_part(units, boilerplate, lines)
    taken = {cut.unit for cut in headed} | {_next(units, boilerplate, cut.unit) for cut in headed}
    gaps = [i for i in is_wide_gap(units, boilerplate) if i not in taken and not _goes_on(units, i)]
    if topics is TopicCuts.PAGE and gaps and not _are_announced(units, gaps):
        gaps = [] if _is_single(units, article_range(units, boilerplate)) else gaps
    if len(gaps) > len(headed):
        trusted = bool(headed) or topics is TopicCuts.NEVER
        found = headed + _by_gap(units, boilerplate, gaps, taken, trusted)
    elif _asks_words(topics, _is_sparse(units, boilerplate, len(headed)), bool(headed)):
        found = headed + _by_words(units, boilerplate, taken, topics)
    else:
        found = headed or _by_border(units, boilerplate)
    return _long_enough(units, boilerplate, sorted(found, key=lambda cut: cut.unit))


def _asks_words(topics: TopicCuts, sparse: bool, headed: bool) -> bool:
    return topics is not TopicCuts.NEVER and (sparse or (topics is TopicCuts.ALWAYS and not headed))


def _are_chapters(units: list[Paragraph], headed: list[Boundary], topics: TopicCuts) -> bool:
    return len(headed) > 1 and len(units) > _WORK and topics is not TopicCuts.ALWAYS


def _is_sparse(units: list[Paragraph], boilerplate: set[int], cuts: int) -> bool:
    count = len(units) - len(boilerplate)
    if cuts < 2:
        return count >= FEW_PARAGRAPHS
    return count / (cuts + 1) > _LONG


def _later_items(units: list[Paragraph]) -> set[int]:
    return {
        i
        for i, (before, unit) in enumerate(pairwise(units), 1)
        if before.kind is unit.kind is BlockKind.LIST_ITEM
    }


def _goes_on(units: list[Paragraph], i: int) -> bool:
    before, kind = units[i - 1], units[i].kind
    listed = kind is BlockKind.LIST_ITEM and before.text.rstrip().endswith(":")
    return bool(before.level) or listed or kind in _UNTOLD


def _next(units: list[Paragraph], boilerplate: set[int], unit: int) -> int:
    return next((i for i in range(unit + 1, len(units)) if i not in boilerplate), len(units))


def _by_gap(
    units: list[Paragraph], boilerplate: set[int], gaps: list[int], taken: set[int], trusted: bool
) -> list[Boundary]:
    if trusted or _are_announced(units, gaps) or len(gaps) > _MANY or are_scraps(units):
        return [Boundary(i, Evidence.GAP, _TRUSTED) for i in gaps]
    order = article_range(units, boilerplate)
    odds = _topic_odds(units, order)
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


def _are_announced(units: list[Paragraph], gaps: list[int]) -> bool:
    return any(LEAD_IN.fullmatch(units[i - 1].text.strip()) for i in gaps)


def _by_border(units: list[Paragraph], boilerplate: set[int]) -> list[Boundary]:
    starts = start_first_part(units, boilerplate, starts_after_borders(units, boilerplate))
    return [Boundary(i, Evidence.BORDER, _TRUSTED) for i in starts]


def _by_words(
    units: list[Paragraph], boilerplate: set[int], taken: set[int], topics: TopicCuts
) -> list[Boundary]:
    from briefing.analysis.segmentation.single_story import MOST, is_single_story

    borders = [] if taken else _by_border(units, boilerplate)
    order = article_range(units, boilerplate)
    is_page = topics is TopicCuts.PAGE
    few = FEW_PARAGRAPHS if borders or is_page else 2
    if len(order) < few or are_scraps([units[i] for i in order]):
        return borders
    odds = _topic_odds(units, order[:MOST]) if is_page or topics is TopicCuts.JUDGED else []
    if odds and is_single_story([units[i] for i in order], odds, is_page=is_page):
        return []
    if borders and not _is_sparse(units, boilerplate, len(borders)):
        return borders
    odds = odds if len(odds) == len(order) else _topic_odds(units, order)
    fixed = {cut.unit for cut in borders} | taken
    return borders + [
        Boundary(i, Evidence.TOPIC, logistic(value))
        for i, value in zip(order[1:], odds[1:], strict=True)
        if logistic(value) > TOPIC_AT and i not in fixed and not _is_foreign(units[i])
        if not _is_announced(units, i)
    ]


def _is_single(units: list[Paragraph], order: list[int]) -> bool:
    from briefing.analysis.segmentation.single_story import MOST, is_single_story

    told = [units[i] for i in order]
    if len(order) < FEW_PARAGRAPHS:
        return True
    return is_single_story(told, _topic_odds(units, order[:MOST]), is_page=True)


def _is_announced(units: list[Paragraph], i: int) -> bool:
    return units[i].kind is BlockKind.CODE or units[i - 1].text.rstrip().endswith((":", "："))


def _is_foreign(unit: Paragraph) -> bool:
    return is_foreign(unit.text, within=ENGLISH)


def _topic_odds(units: list[Paragraph], order: list[int]) -> list[float]:
    from briefing.analysis.segmentation.topic_shift import topic_shift_odds

    return topic_shift_odds([units[i] for i in order])


def article_range(units: list[Paragraph], boilerplate: set[int]) -> list[int]:
    """Without code and tables, which tell no subject."""
    order = [
        i
        for i, unit in enumerate(units)
        if i not in boilerplate and not is_border(unit) and unit.kind not in _UNTOLD
    ]
    return order[1:] if len(order) > 1 and units[order[0]].size < 25 else order


def _long_enough(
    units: list[Paragraph], boilerplate: set[int], cuts: list[Boundary]
) -> list[Boundary]:
    kept: list[Boundary] = []
    for cut in cuts:
        while kept and _is_too_short(units, boilerplate, kept[-1], cut.unit):
            if not _is_marked(cut) and cut.confidence < kept[-1].confidence:
                break
            kept.pop()
        else:
            kept.append(cut)
    while kept and _is_too_short(units, boilerplate, kept[-1], len(units)):
        kept.pop()
    return kept


def _is_too_short(units: list[Paragraph], boilerplate: set[int], cut: Boundary, stop: int) -> bool:
    if _is_marked(cut):
        return False
    least = _SHORTEST_APART if cut.evidence is Evidence.GAP else _SHORTEST
    words = 0
    for i in range(cut.unit, stop):
        words += units[i].size if i not in boilerplate else 0
        if words >= least:
            return False
    return True


def _is_marked(cut: Boundary) -> bool:
    return cut.evidence not in (Evidence.TOPIC, Evidence.GAP)
