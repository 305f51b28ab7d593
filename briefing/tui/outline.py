"""The order of the agenda: issues first, then boilerplate."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from briefing.model import (
    Block,
    BlockKind,
    Document,
    Section,
    SectionKind,
    Span,
    count_words,
    section_at,
)
from briefing.model.document import reading_minutes
from briefing.model.section import issue_numbers

_LARGE = 1 << 20
"""Above this many code points, words are estimated, so that the agenda appears at once."""
_LETTERS_A_WORD = 6.1
"""Code points per word in English news, with the space."""


class Outline(Struct, frozen=True):
    sections: tuple[Section, ...]
    words: tuple[int, ...]
    issues: tuple[int, ...]
    numbers: tuple[int, ...]
    """Number of each section: 1, 2, ... for issues, 0 for others."""
    junk: tuple[int, ...]
    first: int
    total: int
    """Words of all issues."""
    speed: int
    """Words per minute."""

    @property
    def count(self) -> int:
        return max(self.numbers, default=0)

    def number(self, index: int) -> int:
        """Number of an issue, from 1; 0 for an overview and boilerplate."""
        return self.numbers[index]

    def numbered(self, number: int) -> int | None:
        return self.numbers.index(number) if number in self.numbers else None

    def where(self, index: int) -> str:
        if index in self.junk:
            return "Page clutter"
        number = self.number(index)
        return f"Issue {number} of {self.count}" if number else "Overview"

    def step(self, index: int, direction: int) -> int | None:
        order = (*self.issues, *self.junk)
        if index not in order:
            return None
        last = len(order) if index in self.junk else len(self.issues)
        place = order.index(index) + direction
        return order[place] if 0 <= place < last else None

    def minutes(self, index: int) -> int:
        return reading_minutes(self.words[index], self.speed)

    def minutes_left(self, read: frozenset[int], index: int, percent: int) -> int:
        """`read` holds start offsets; `percent` of section `index` is read."""
        done = [i for i in self.started(read) if i not in self.junk]
        left = float(self.total - sum(self.words[i] for i in done))
        if index not in done and index not in self.junk:
            left -= self.words[index] * percent / 100
        return reading_minutes(round(left), self.speed)

    def read_count(self, read: frozenset[int]) -> int:
        return sum(self.numbers[i] > 0 and i not in self.junk for i in self.started(read))

    def started(self, starts: Iterable[int]) -> Iterator[int]:
        for start in starts:
            index = section_at(self.sections, start)
            if index >= 0 and self.sections[index].span.start == start:
                yield index


def make_outline(document: Document, sections: tuple[Section, ...], speed: int) -> Outline:
    large = len(document.text) > _LARGE
    words = tuple(
        round(len(section.span) / _LETTERS_A_WORD)
        if large
        else count_words(section.span.of(document.text))
        for section in sections
    )
    junk = tuple(i for i, s in enumerate(sections) if s.kind is SectionKind.BOILERPLATE)
    issues = tuple(i for i, s in enumerate(sections) if s.kind is not SectionKind.BOILERPLATE)
    numbers = issue_numbers(sections)
    first = _first(document, sections, issues)
    total = sum(words[i] for i in issues)
    return Outline(sections, words, issues, numbers, junk, first, total, speed)


def _first(document: Document, sections: tuple[Section, ...], issues: tuple[int, ...]) -> int:
    """The first section that is not boilerplate, or the next one if it consists of the title."""
    if not issues:
        return 0
    overview = sections[issues[0]]
    if overview.kind is SectionKind.OVERVIEW and _only_headings(document.blocks, overview.span):
        return issues[min(1, len(issues) - 1)]
    return issues[0]


def _only_headings(blocks: Sequence[Block], span: Span) -> bool:
    at = bisect_right(blocks, span.start, key=lambda block: block.span.end)
    while at < len(blocks) and blocks[at].span.start < span.end:
        if blocks[at].kind is not BlockKind.HEADING:
            return False
        at += 1
    return True
