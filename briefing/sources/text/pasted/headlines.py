from itertools import pairwise

from briefing.late_pattern import late_pattern
from briefing.model import count_unspaced
from briefing.sources.text.hard_wraps import measure_width
from briefing.sources.text.pasted.pasted import (
    LONGEST_HEADING,
    Pasted,
    ends_sentence,
    find_blocks,
    is_blank,
    measure_words,
)

_LEAST, _LINES = 2, 2
_WORDS, _WIDTH, _PROSE = LONGEST_HEADING + 2, 90, 12
_SHARE = 0.8
_NO_HEADLINE = late_pattern(r"\s*(?:[-*+•‣◦▪●·>|#]|\d{1,2}[.)]\s|https?:|\S+@|.{0,40}:\s)")


def read_headlines(lines: list[str]) -> Pasted | None:
    """Headlines with another line below, or in a script without spaces."""
    blocks = find_blocks(lines)
    heads = [start for start, stop in blocks if _is_headline(lines[start:stop])]
    prose = {start for start, stop in blocks if _is_prose(lines[start:stop])}
    told = [
        start for (start, _), (below, _) in pairwise(blocks) if below in prose and start in heads
    ]
    if len(told) <= _LEAST or len(told) + len(prose) < _SHARE * len(blocks):
        return None
    if not _are_alike(lines, told):
        return None
    titled = told[0] == blocks[0][0] and _has_second(lines, told[0]) != _has_second(lines, told[1])
    found = Pasted(untitled=told[0] == blocks[0][0] and not titled, structured=False)
    found.add_headed(lines, frozenset(told[titled:]))
    return found


def _are_alike(lines: list[str], heads: list[int]) -> bool:
    twofold = sum(_has_second(lines, at) for at in heads)
    unspaced = sum(count_unspaced(lines[at]) > 0 for at in heads)
    return 2 * twofold > len(heads) or 2 * unspaced > len(heads)


def _has_second(lines: list[str], at: int) -> bool:
    return at + 1 < len(lines) and not is_blank(lines[at + 1])


def _is_headline(lines: list[str]) -> bool:
    return len(lines) <= _LINES and not any(
        ends_sentence(line.rstrip().rstrip("?!！？"))
        or line.strip()[:1].islower()
        or _NO_HEADLINE.match(line)
        or len(line.split()) > _WORDS
        or measure_width(line) > _WIDTH
        for line in lines
    )


def _is_prose(lines: list[str]) -> bool:
    return ends_sentence(lines[-1]) and measure_words(lines) >= _PROSE
