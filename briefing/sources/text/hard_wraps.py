"""Tells line breaks made by wrapping from real ones."""

import re
from itertools import pairwise

NARROWEST = 40
"""Least width of wrapped lines, in characters."""
WIDEST = 160
"""Characters; a longer line is a paragraph of its own."""
_LONGEST_HEADING = 60

_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*\Z")
_WORD = re.compile(r"\S+")
_COLUMNS = re.compile(r"(?<![.!?: ])[ ]{3,}(?=\S)|(?<=[.!?:])[ ]{4,}(?=\S)|\t|[│┃|].*[│┃|]")


def find_soft_breaks(lines: list[str]) -> list[bool]:
    """For each stripped line but the last, whether its break is soft.

    It is if the next word would not have fitted (greedy wrapping to the longest line), or if a lower-case
    word follows a line of some length. If more breaks within sentences are hard, none is soft: the lines
    are verse, a list or an address.
    """
    width = max(map(len, lines))
    real = [False] * (len(lines) - 1)
    if not NARROWEST <= width <= WIDEST or _is_table(lines):
        return real
    breaks = [_is_soft(line, following, width) for line, following in pairwise(lines)]
    against = sum(
        not soft and not _SENTENCE_END.search(line)
        for soft, line in zip(breaks, lines, strict=False)
    )
    return breaks if sum(breaks) >= against else real


def _is_soft(line: str, following: str, width: int) -> bool:
    word = _WORD.match(following)
    fits = len(line) + 1 + (len(word[0]) if word else 0) <= width
    runs_on = following[:1].islower() and not _SENTENCE_END.search(line)
    return not fits or (runs_on and len(line) * 2 > width)


def _is_table(lines: list[str]) -> bool:
    columns = sum(1 for line in lines if _COLUMNS.search(line))
    records = sum(1 for line in lines if not (line[0].isalpha() or line[0] in "“‘\"'([—–"))
    return columns * 3 >= len(lines) or (len(lines) > 2 and records * 10 >= len(lines) * 6)


def paragraphs(lines: list[str]) -> list[range]:
    """A very long line is a paragraph, and so is a heading above wrapped lines."""
    if any(len(line) > WIDEST for line in lines):
        return [range(at, at + 1) for at in range(len(lines))]
    breaks = find_soft_breaks(lines)
    if not any(breaks):
        return [range(len(lines))]
    cuts = {0, len(lines)}
    for at, line in enumerate(lines[:-1]):
        alone = not breaks[at] and (at == 0 or not breaks[at - 1])
        if alone and _is_heading(line) and len(lines[at + 1]) > len(line):
            cuts |= {at, at + 1}
    return [range(start, end) for start, end in pairwise(sorted(cuts))]


def _is_heading(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADING
        and (line[0].isupper() or line[0].isdigit())
        and not _SENTENCE_END.search(line)
        and not line.endswith(",")
    )
