import re
from collections.abc import Iterator

from msgspec import Struct

from briefing.analysis.abbreviations import ends_sentence
from briefing.model import Span

LONGEST = 480
"""Characters, some 120 word pieces; longer sentences are cut at a space."""
_LINE = re.compile(r"[^\n\t]+")
_END = re.compile(r"[.!?][\"')\]]*\s+")


class Sentence(Struct, frozen=True):
    start: int
    text: str
    opens: bool
    """True at the start of a line, where no name continues from before."""


def split_sentences(text: str) -> Iterator[Sentence]:
    for line in _LINE.finditer(text):
        for piece in _sentences(text, line.start(), line.end()):
            yield Sentence(piece.start, piece.of(text), piece.start == line.start())


def split_stretches(text: str, most: int) -> Iterator[Span]:
    start = 0
    while start < len(text):
        end = min(start + most, len(text))
        if end < len(text):
            end = _last(text, "\n", start, end) or _last(text, " ", start, end) or end
        yield Span(start, end)
        start = end


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    if end - start <= LONGEST:
        yield Span(start, end)
        return
    ends = (m.end() for m in _END.finditer(text, start, end) if ends_sentence(text, m.start()))
    for stop in [*ends, end]:
        while stop - start > LONGEST:
            cut = _last(text, " ", start, start + LONGEST) or start + LONGEST
            yield Span(start, cut)
            start = cut
        if stop > start:
            yield Span(start, stop)
            start = stop


def _last(text: str, character: str, start: int, end: int) -> int:
    return text.rfind(character, start + 1, end) + 1
