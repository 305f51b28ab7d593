"""Words broken at the end of a line: whether the hyphen belongs to the word."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Struct

from briefing.sources.pdf.text_lines import Line

_SIGNS = ("-", "\u2010", "\xad", "\x02")
_WORD = re.compile(r"\w+(?:-\w+)*")
_SELDOM = 0.03
"""Where fewer of the lines end within a word, no program has broken words; the hyphens are the author's."""


class HyphenWords(Struct, frozen=True):
    """What a document tells about the hyphens at its lines' ends."""

    words: frozenset[str] = frozenset()
    """The words that stand whole in some line; those broken at a line's end are none."""
    seldom: bool = False
    """Whether hardly a line ends within a word."""
    apart: bool = False
    """Whether the sign U+2010 stands nowhere but at the ends of lines."""

    def mended(self, text: str, rest: str) -> str:
        """Joins a word whose lines these are; the hyphen stays where the document itself writes the word with one."""
        first, second = _WORD.findall(text[:-1])[-1:], _WORD.match(rest)
        if not first or second is None or not (rest[0].islower() or rest[0].isdigit()):
            return text[:-1] + "-" + rest
        one, two = first[0].casefold(), second[0].casefold()
        if one + two in self.words or (self.apart and text[-1] == "\u2010"):
            return text[:-1] + rest
        both = one in self.words and two in self.words
        keeps = self.seldom or both or f"{one}-{two}" in self.words or rest[0].isdigit()
        return text[:-1] + ("-" if keeps else "") + rest


def is_broken(text: str) -> bool:
    """Whether a line ends within a word."""
    return text.endswith(_SIGNS) and text[-2:-1].isalnum()


def read_hyphen_words(columns: Iterable[Sequence[Line]]) -> HyphenWords:
    """What the lines of all columns of a document tell about its hyphens."""
    lines = [line.text for line in chain.from_iterable(columns)]
    count = sum(map(is_broken, lines))
    if not count:
        return HyphenWords()
    words: set[str] = set()
    broken = False
    for line in lines:
        found = _WORD.findall(line.casefold())
        first, broken = int(broken), is_broken(line)
        words.update(found[first : len(found) - broken])
    apart = not any("\u2010" in line[:-1] for line in lines)
    return HyphenWords(frozenset(words), count < _SELDOM * len(lines), apart)
