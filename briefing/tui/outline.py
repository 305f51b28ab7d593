from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from briefing.model import (
    Block,
    BlockKind,
    Document,
    Section,
    SectionKind,
    Span,
    section_at,
)
from briefing.model.document import reading_minutes
from briefing.model.reading_time import section_words
from briefing.model.section import issue_numbers, own_number, shown_title


class Progress(Struct, frozen=True):
    read: int = 0
    """Issues read."""
    minutes_left: int = 0


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
    length: int
    """Code points of all issues."""
    speed: int
    """Words per minute."""

    numbered_issues: tuple[int, ...]
    """Index of issue 1, 2, ..."""
    own_numbers: Mapping[str, int] = {}
    """Section by the number in its title, where most titles have one that is not the issue's."""

    @property
    def count(self) -> int:
        return len(self.numbered_issues)

    def number(self, index: int) -> int:
        """Number of an issue, from 1; 0 for an overview and boilerplate."""
        return self.numbers[index]

    def shown_number(self, index: int) -> int:
        """The number to show before a title; 0 for none, or where titles have their own."""
        return 0 if self.own_numbers else self.number(index)

    def label(self, index: int) -> str:
        title, number = shown_title(self.sections[index]), self.shown_number(index)
        return f"{number} {title}" if number and own_number(title) != str(number) else title

    def numbered(self, number: int) -> int | None:
        own = self.own_numbers.get(str(number))
        if own is not None:
            return own
        return self.numbered_issues[number - 1] if 0 < number <= self.count else None

    def where(self, index: int) -> str:
        if self.sections[index].kind is SectionKind.BOILERPLATE:
            return "Page clutter"
        number = self.number(index)
        return f"Issue {number} of {self.count}" if number else "Overview"

    def step(self, index: int, direction: int) -> int | None:
        entry, left_out = self.entry(index), place_in(self.junk, index)
        if entry is not None:
            after = entry + direction
            return self.issues[after] if 0 <= after < len(self.issues) else None
        if left_out is None:
            return None
        after = left_out + direction
        if after < 0:
            return self.issues[-1] if self.issues else None
        return self.junk[after] if after < len(self.junk) else None

    def entry(self, index: int) -> int | None:
        """Place of a section in `issues`."""
        return place_in(self.issues, index)

    def minutes(self, *indexes: int) -> int:
        return reading_minutes(sum(self.words[index] for index in indexes), self.speed)

    def progress(self, read: frozenset[int]) -> Progress:
        """`read` holds the start offsets of what was read. Nothing is left when all issues are read."""
        done = {index for index in self.started(read) if place_in(self.junk, index) is None}
        issues = sum(self.numbers[index] > 0 for index in done)
        if issues and issues == self.count:
            return Progress(issues)
        passed = sum(len(self.sections[index].span) for index in done)
        left = round(self.total * (1 - passed / max(1, self.length)))
        return Progress(issues, reading_minutes(left, self.speed))

    def started(self, starts: Iterable[int]) -> Iterator[int]:
        for start in starts:
            index = section_at(self.sections, start)
            if index >= 0 and self.sections[index].span.start == start:
                yield index


NO_OUTLINE = Outline((), (), (), (), (), 0, 0, 0, 1, ())


def place_in(ascending: Sequence[int], index: int) -> int | None:
    at = bisect_left(ascending, index)
    return at if at < len(ascending) and ascending[at] == index else None


def make_outline(document: Document, sections: tuple[Section, ...], speed: int) -> Outline:
    words = tuple(section_words(document, section) for section in sections)
    junk = tuple(i for i, s in enumerate(sections) if s.kind is SectionKind.BOILERPLATE)
    issues = tuple(i for i, s in enumerate(sections) if s.kind is not SectionKind.BOILERPLATE)
    numbers = issue_numbers(sections)
    first = _first(document, sections, issues)
    total = sum(words[i] for i in issues)
    length = sum(len(sections[i].span) for i in issues)
    numbered = tuple(i for i in issues if numbers[i])
    own = _own_numbers([shown_title(sections[i]) for i in numbered], numbered)
    return Outline(
        sections, words, issues, numbers, junk, first, total, length, speed, numbered, own
    )


def _own_numbers(titles: Sequence[str], indexes: Sequence[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    other = 0
    for number, (title, index) in enumerate(zip(titles, indexes, strict=True), 1):
        own = own_number(title)
        if own:
            found.setdefault(own, index)
            other += own != str(number)
    return found if 2 * other > len(titles) else {}


def _first(document: Document, sections: tuple[Section, ...], issues: tuple[int, ...]) -> int:
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
