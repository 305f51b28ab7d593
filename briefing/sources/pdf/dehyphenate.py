import re
from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Struct

from briefing.model.english_words import known_words
from briefing.sources.pdf.line import Line

_SIGNS = ("-", "\u2010", "\xad", "\x02")
_WORD = re.compile(r"\w+(?:-\w+)*")
_SELDOM = 0.03
"""Below this share of broken lines the text was not hyphenated, and hyphens are the author's."""


class HyphenWords(Struct, frozen=True):
    words: frozenset[str] = frozenset()
    seldom: bool = False
    apart: bool = False
    """True if U+2010 occurs only at line ends."""

    def mended(self, text: str, rest: str) -> str:
        last = text[:-1].rpartition(" ")[2]
        first, second = _WORD.findall(last)[-1:], _WORD.match(rest)
        if not first or second is None or not (rest[0].islower() or rest[0].isdigit()):
            return text[:-1] + "-" + rest
        one, two = first[0].casefold(), second[0].casefold()
        if one + two in self.words or (self.apart and text[-1] == "\u2010"):
            return text[:-1] + rest
        both = one in self.words and two in self.words
        keeps = (
            (self.seldom and one + two not in known_words())
            or both
            or f"{one}-{two}" in self.words
            or rest[0].isdigit()
        )
        return text[:-1] + ("-" if keeps else "") + rest


def is_broken(text: str) -> bool:
    return text.endswith(_SIGNS) and text[-2:-1].isalnum()


def read_hyphen_words(columns: Iterable[Sequence[Line]]) -> HyphenWords:
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
