"""Page furniture: what a scraper took along with the article, at its head, its tail and in its midst."""

from briefing.analysis.segmentation.blank_line_features import median_gap
from briefing.analysis.segmentation.boilerplate_features import (
    boilerplate_features,
    ends_as_sentence,
    is_credit,
    is_menu,
    is_phrase,
)
from briefing.analysis.segmentation.line_style import LineStyle, line_style
from briefing.analysis.segmentation.logistic_model import load_model
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.stems import stem_words

_MOST = 4.0
"""No line weighs more than this for or against a cut at the edge, in log odds."""
_DOUBT = 0.5
"""Log odds taken off, since a doubtful paragraph stays in the text."""
_LONG = 6
"""A line of this many words may be a sentence or an item of a list."""
_DOUBT_LONG = 1.2
"""Log odds taken off such a line that is no known phrase."""
_SURE = 3.0
"""Log odds from which a sentence at the edge of the tail is furniture."""
_AHEAD = -2.0
"""Log odds from which a line before the title is furniture."""
_PLAIN = 7.0
"""Log odds that make a tail after a wide gap furniture with no known phrase in it."""
_PLAIN_CLOSE = 25.0
"""The same for a tail after no wider gap than usual."""


def find_boilerplate(units: list[Paragraph]) -> set[int]:
    """The indices of the units that belong to the page and not to the article."""
    if len(units) < 2:
        return set()
    judge = load_model("furniture")
    odds = [-_MOST] * len(units)
    for i, row in boilerplate_features(units).items():
        doubt = _DOUBT_LONG if units[i].size >= _LONG and not is_phrase(units[i]) else _DOUBT
        odds[i] = judge.log_odds(row) - doubt
    return settle_boilerplate(units, odds)


def settle_boilerplate(units: list[Paragraph], odds: list[float]) -> set[int]:
    """The furniture among `units`, given the log odds of each."""
    odds = [max(-_MOST, min(_MOST, value)) for value in odds]
    cut = _tail(units, odds)
    title = _title(units, cut)
    head = {i for i in range(title) if odds[i] > _AHEAD or is_phrase(units[i])}
    known = {i for i in range(title + 1, cut) if odds[i] > 0 and is_phrase(units[i])}
    inside = {i for i in known if not is_menu(units[i]) or _among(i, known)}
    return head | inside | set(range(cut, len(units)))


def _among(i: int, known: set[int]) -> bool:
    """Whether other furniture stands beside it."""
    return i - 1 in known or i + 1 in known


def _tail(units: list[Paragraph], odds: list[float]) -> int:
    """Where the furniture at the end starts: where the odds of all that follows sum to most."""
    best, total, cut, known = 0.0, 0.0, len(units), False
    usual = median_gap(units)
    for i in range(len(units) - 1, 0, -1):
        total += odds[i]
        known = known or is_phrase(units[i])
        plain = total > (_PLAIN if units[i].gap > usual else _PLAIN_CLOSE)
        if total > best and (known or plain):
            best, cut = total, i
    while cut < len(units) and (_doubtful(units[cut], odds[cut], usual) or _heads_text(units, cut)):
        cut += 1
    while cut > 1 and (
        is_credit(units[cut - 1]) or (cut < len(units) and not units[cut - 1].words)
    ):
        cut -= 1
    return cut


def _heads_text(units: list[Paragraph], i: int) -> bool:
    """Whether a line that a menu could have stands over a sentence, as a heading does."""
    after = units[i + 1] if i + 1 < len(units) else None
    under = after is not None and ends_as_sentence(after) and not is_phrase(after)
    return is_menu(units[i]) and under


def _doubtful(unit: Paragraph, odds: float, usual: int) -> bool:
    """Whether a unit at the edge of the tail may be the article's last words."""
    if is_phrase(unit) or unit.gap > usual:
        return False
    return odds < (_SURE if ends_as_sentence(unit) else _SURE / 3)


def _title(units: list[Paragraph], cut: int) -> int:
    """The unit that is the article's title: before its first sentence, its words said again later.

    Where headings have levels, the only one of the first level is the title.
    """
    first = next((i for i in range(cut) if _is_sentence(units[i])), 0)
    titles = [i for i in range(min(first, 40)) if _could_be_title(units[i])]
    highest = [i for i in titles if units[i].level == 1]
    if len(highest) == 1 and any(units[i].level > 1 for i in titles):
        return highest[0]
    if len(titles) < 2:
        return titles[0] if titles else 0
    said = {s for unit in units[first : min(cut, first + 200)] for s in stem_words(unit.text)}
    scores = {i: _said(units[i], said) for i in titles}
    return next(i for i in titles if 2 * scores[i] >= max(scores.values()))


def _is_sentence(unit: Paragraph) -> bool:
    return unit.size >= 12 and ends_as_sentence(unit) and not is_phrase(unit)


def _could_be_title(unit: Paragraph) -> bool:
    return bool(unit.level) or (line_style(unit) is not LineStyle.NONE and not is_phrase(unit))


def _said(unit: Paragraph, said: set[str]) -> float:
    """How much of a line is said again, a longer line counting for more."""
    own = set(stem_words(unit.text))
    return len(own & said) / (len(own) + 1)
