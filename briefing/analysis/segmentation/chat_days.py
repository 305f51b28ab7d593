from bisect import bisect_right

from msgspec.structs import replace

from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.late_pattern import late_pattern
from briefing.model import Document

_DAY = late_pattern(r"(?<![\w/.-])(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4})(?!\d)")
_FEWEST, _MOST = 15, 30
"""Words of a pane; panes."""


def cut_by_day(document: Document, units: list[Paragraph]) -> list[Boundary]:
    """By the day beside each speaker."""
    starts = [unit.span.start for unit in units]
    days: dict[int, str] = {}
    for turn in document.turns:
        at = bisect_right(starts, turn.speaker.start) - 1
        beside = _DAY.search(document.text, units[at].span.start, max(turn.words.start, starts[at]))
        if beside:
            days.setdefault(at, beside[0])
    if 2 * len(days) < len(document.turns) or len(set(days.values())) < 2:
        return []
    least = max(_FEWEST, sum(unit.size for unit in units) // _MOST)
    found: list[Boundary] = []
    last, words, at = "", least, 0
    for unit, day in days.items():
        words += sum(one.size for one in units[at:unit])
        at = unit
        if day != last and words >= least:
            found.append(Boundary(unit, Evidence.DAY, title=day))
            words = 0
        last = day
    if found and all(found[0].title in unit.text for unit in units[: found[0].unit]):
        found[0] = replace(found[0], unit=0)
    return found if len(found) > 1 else []
