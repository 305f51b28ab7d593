from collections.abc import Container, Iterable

from msgspec import Struct, field

from briefing.late_pattern import late_pattern
from briefing.model import count_unspaced

_BLANK = late_pattern(r"\s*\Z")
_SENTENCE_END = late_pattern(r"[.!?…:;,。！？；：，、][\"'”’)\]」』）]*\Z")
LARGEST = 1 << 16
"""Characters; of longer texts the first screen is shown before the rest is known."""
LONGEST_HEADING = 12
"""Words of a line that may be a heading."""


class Pasted(Struct):
    lines: list[str] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    """Indices of lines, which are blocks of their own."""
    parts: set[int] = field(default_factory=set)
    """Those of `headings` that stand above the others."""
    clutter: set[int] = field(default_factory=set)
    turns: dict[int, str] = field(default_factory=dict)
    """The speaker by the line on which each turn begins."""
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    untitled: bool = False
    """Whether its first line is no title, whatever it looks like."""
    structured: bool = True
    heads_apart: bool = False
    """Whether words begin with the block below their speaker."""
    _apart: bool = False

    def add(self, *lines: str) -> None:
        for line in lines:
            if not self._apart or line.strip():
                self.lines.append(line)
                self._apart = False

    def begin_block(self, wanted: bool = True) -> None:
        if wanted and self.lines and self.lines[-1].strip():
            self.lines.append("")

    def add_apart(
        self, line: str, *, heading: bool = False, part: bool = False, clutter: bool = False
    ) -> None:
        self.begin_block()
        if heading:
            self.headings.add(len(self.lines))
        if part:
            self.parts.add(len(self.lines))
        if clutter:
            self.clutter.add(len(self.lines))
        self.lines += [line, ""]
        self._apart = True

    def add_headed(self, lines: list[str], headings: Container[int]) -> None:
        for at, line in enumerate(lines):
            if at in headings:
                self.add_apart(line.strip(), heading=True)
            else:
                self.add(line)


def is_blank(line: str) -> bool:
    return _BLANK.match(line) is not None


def find_first_line(lines: list[str]) -> int:
    return next(at for at, line in enumerate(lines) if not is_blank(line))


def find_median(numbers: Iterable[float]) -> float:
    from statistics import median  # Takes as long to import as all shapes of pastes together.

    return median(numbers)


def ends_sentence(line: str) -> bool:
    return _SENTENCE_END.search(line.rstrip()) is not None


def measure_words(lines: Iterable[str]) -> int:
    return sum(len(line.split()) + count_unspaced(line) for line in lines)


def find_blocks(lines: list[str]) -> list[tuple[int, int]]:
    starts = [
        at
        for at, line in enumerate(lines)
        if not is_blank(line) and (at == 0 or is_blank(lines[at - 1]))
    ]
    stops = [
        at + 1
        for at, line in enumerate(lines)
        if not is_blank(line) and (at + 1 == len(lines) or is_blank(lines[at + 1]))
    ]
    return list(zip(starts, stops, strict=True))


def is_lone(lines: list[str], at: int) -> bool:
    before = at == 0 or is_blank(lines[at - 1])
    return before and (at + 1 == len(lines) or is_blank(lines[at + 1]))
