import math
import re

from briefing.analysis.segmentation.blank_line_features import median_gap
from briefing.analysis.segmentation.boilerplate_features import (
    boilerplate_features,
    ends_as_sentence,
    is_credit,
    is_foreign_phrase,
    is_menu,
    is_phrase,
)
from briefing.analysis.segmentation.boilerplate_patterns import SIGN_OFF
from briefing.analysis.segmentation.line_style import LineStyle, line_style
from briefing.analysis.segmentation.logistic_model import load_model
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.stems import stem_words
from briefing.model import BlockKind

_MOST = 4.0
"""Limit of a line's log odds."""
_DOUBT = 0.5
"""Log odds subtracted, so that doubtful paragraphs stay."""
_LONG = 6
"""Words from which a line may be a sentence or list item."""
_SHORT = 3
"""Words of a known phrase that is always boilerplate."""
_DOUBT_LONG = 1.2
"""`_DOUBT` for such a line, unless it is a known phrase."""
_BULLETS = ("•", "- ", "* ", "◦", "▪", "●")
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|moin|guten \w+|salut|bonjour|hola|ciao|hej)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"Subject:\s*\S")
"""In a letter, of another message; elsewhere it lists topics."""
_EMBEDDED = re.compile(r"(?:Video|Audio|Embedded): ")
_LINES = 2
_CLOSING = 3
"""Known phrases in a row that end a printed page."""
_NAME = 4
"""Words of a line below what ends a letter."""
_SURE = 3.0
"""Log odds from which a sentence at the edge of the tail is boilerplate."""
_AHEAD = -2.0
"""Log odds from which a line before the title is boilerplate."""
_PLAIN = 7.0
"""Total log odds of a tail after a wide gap, without a known phrase."""
_TEXT = 2.0
"""Log odds against boilerplate, of text before the tail."""
_PLAIN_CLOSE = 25.0
"""The same for a tail after an ordinary gap."""


def find_boilerplate(
    units: list[Paragraph], *, chosen: bool = False, plain: bool = False, sent: bool = False
) -> set[int]:
    """With `chosen`, the text was told from its page: only a gap ends it. With `plain`, headings are the text's; where `sent`, bullets too."""
    if len(units) < 2:
        return set()
    judge = load_model("boilerplate")
    odds = [-_MOST] * len(units)
    for i, row in boilerplate_features(units).items():
        doubt = _DOUBT_LONG if units[i].size >= _LONG and not is_phrase(units[i]) else _DOUBT
        odds[i] = judge.log_odds(row) - doubt
        if not chosen and units[i].text.count("\n") >= _LINES and is_phrase(units[i]):
            odds[i] = max(odds[i], 1.0)
        if plain and _is_writers(units[i], sent=sent):
            odds[i] = -_MOST
    found = settle_boilerplate(units, odds, chosen=chosen)
    heads = {i for i, unit in enumerate(units[:-1]) if plain and unit.level}
    over = {i for i in heads if i + 1 in found and is_phrase(units[i])}
    least = 1 if sent else _SHORT + 1
    opening = (i for i in range(len(units)) if plain and _opens_text(units, i, least))
    told = next(opening, len(units))
    return (found - heads - {told}) | over


def keep_known_runs(units: list[Paragraph], found: set[int]) -> set[int]:
    kept: set[int] = set()
    run: set[int] = set()
    for i in range(len(units) + 1):
        if i in found:
            run.add(i)
        else:
            kept |= run if any(is_phrase(units[at]) for at in run) else set()
            run = set()
    return kept


def _opens_text(units: list[Paragraph], i: int, least: int) -> bool:
    own = all(is_phrase(unit) for unit in units[:i])
    return own and ends_as_sentence(units[i]) and units[i].size >= least and not is_phrase(units[i])


def _is_writers(unit: Paragraph, *, sent: bool) -> bool:
    if unit.level:
        return unit.size > 1 or not is_phrase(unit)
    if sent and _SUBJECT.match(unit.line):
        return True
    greets = unit.size <= _NAME and (unit.line.endswith(",") or _GREETING.match(unit.line))
    listed = unit.text.startswith(_BULLETS) and unit.size > _SHORT
    return sent and bool(greets or listed) and not is_phrase(unit)


def closing_phrases(units: list[Paragraph]) -> set[int]:
    """At the end of a printed page."""
    first = len(units)
    while first > 1 and is_phrase(units[first - 1]):
        first -= 1
    return set(range(first, len(units))) if len(units) - first >= _CLOSING else set()


def settle_boilerplate(
    units: list[Paragraph], odds: list[float], *, chosen: bool = False
) -> set[int]:
    odds = [max(-_MOST, min(_MOST, value)) for value in odds]
    cut = _after_article(units, _tail(units, odds, chosen=chosen))
    title = _title(units, cut)
    head = {i for i in range(title) if odds[i] > _AHEAD or is_phrase(units[i])}
    known = {i for i in range(title + 1, cut) if odds[i] > 0 and is_phrase(units[i])}
    foreign = {i for i in range(title + 1, cut) if is_foreign_phrase(units[i])}
    if chosen:
        known = {i for i in known if units[i].size <= _SHORT and not _shows(units, i)}
    inside = {i for i in known if not _is_alone(units, i) or _has_neighbour(i, known)}
    return head | inside | foreign | set(range(cut, len(units)))


def _shows(units: list[Paragraph], i: int) -> bool:
    after = units[i + 1 : i + 2] if units[i].line.endswith(":") else []
    return any(unit.elsewhere and _EMBEDDED.match(unit.line) for unit in (units[i], *after))


def _after_article(units: list[Paragraph], cut: int) -> int:
    """The end of the article where a tail holds more of its sentences than stand before."""
    told = [i for i, unit in enumerate(units) if _is_sentence(unit)]
    tail = [i for i in told if i >= cut]
    words = sum(units[i].size for i in tail)
    before = sum(units[i].size for i in told if i < cut)
    cut = tail[-1] + 1 if len(tail) > 1 and words > before else cut
    signed = 0 < cut < len(units) and SIGN_OFF.fullmatch(units[cut - 1].line) is not None
    while signed and cut < len(units) and units[cut].size <= _NAME and not is_phrase(units[cut]):
        cut += 1
    return cut


def _is_alone(units: list[Paragraph], i: int) -> bool:
    return is_menu(units[i]) or _goes_on_with_list(units, i)


def _has_neighbour(i: int, known: set[int]) -> bool:
    return i - 1 in known or i + 1 in known


def _tail(units: list[Paragraph], odds: list[float], *, chosen: bool) -> int:
    best, total, cut, known = 0.0, 0.0, len(units), False
    highest, start = 0.0, len(units)
    usual = median_gap(units)
    for i in range(len(units) - 1, 0, -1):
        total += odds[i]
        if total > highest:
            highest, start = total, i
        known = not chosen and (known or is_phrase(units[i]))
        close = math.inf if chosen else _PLAIN_CLOSE
        plain = total > (_PLAIN if units[i].gap > usual else close)
        if total > best and (known or plain):
            best, cut = total, i if highest - total < _TEXT else start
    while cut < len(units) and (
        _doubtful(units[cut], odds[cut], usual)
        or _heads_text(units, cut)
        or _goes_on_with_list(units, cut)
    ):
        cut += 1
    while cut > 1 and (
        is_credit(units[cut - 1]) or (cut < len(units) and not units[cut - 1].words)
    ):
        cut -= 1
    return cut


def _heads_text(units: list[Paragraph], i: int) -> bool:
    after = units[i + 1] if i + 1 < len(units) else None
    under = after is not None and ends_as_sentence(after) and not is_phrase(after)
    return is_menu(units[i]) and under


def _goes_on_with_list(units: list[Paragraph], i: int) -> bool:
    listed = all(unit.kind is BlockKind.LIST_ITEM for unit in units[i - 1 : i + 1])
    return listed and not units[i].gap


def _doubtful(unit: Paragraph, odds: float, usual: int) -> bool:
    if is_phrase(unit) or unit.gap > usual:
        return False
    return odds < (_SURE if ends_as_sentence(unit) else _SURE / 3)


def _title(units: list[Paragraph], cut: int) -> int:
    first = next((i for i in range(cut) if _is_sentence(units[i])), 0)
    titles = [i for i in range(min(first, 40)) if _could_be_title(units[i])]
    highest = [i for i in titles if units[i].level == 1]
    if len(highest) == 1 and any(units[i].level > 1 for i in titles):
        return highest[0]
    if len(titles) < 2:
        return titles[0] if titles else 0
    said = {s for unit in units[first : min(cut, first + 200)] for s in stem_words(unit.text)}
    scores = {i: _repeated_share(units[i], said) for i in titles}
    return next(i for i in titles if 2 * scores[i] >= max(scores.values()))


def _is_sentence(unit: Paragraph) -> bool:
    return unit.size >= 12 and ends_as_sentence(unit) and not is_phrase(unit)


def _could_be_title(unit: Paragraph) -> bool:
    return bool(unit.level) or (line_style(unit) is not LineStyle.NONE and not is_phrase(unit))


def _repeated_share(unit: Paragraph, said: set[str]) -> float:
    own = set(stem_words(unit.text))
    return len(own & said) / (len(own) + 1)
