"""Cuts text into lines, and lines into sentences short enough for a window of the recogniser."""

import re
from collections.abc import Iterator

from msgspec import Struct

from briefing.model import Span

LONGEST = 480
"""Characters after which a sentence is cut at a space: some 120 word pieces."""
_LINE = re.compile(r"[^\n\t]+")
_END = re.compile(r"[.!?][\"')\]]*\s+")


class Sentence(Struct, frozen=True):
    """A piece of text with the offset where it starts."""

    start: int
    text: str
    opens: bool
    """Whether it opens a line: no name runs on from before it."""


def split_sentences(text: str) -> Iterator[Sentence]:
    """The sentences of `text`, in order; what lies between them is blank."""
    for line in _LINE.finditer(text):
        for piece in _sentences(text, line.start(), line.end()):
            yield Sentence(piece.start, piece.of(text), piece.start == line.start())


def split_stretches(text: str, most: int) -> Iterator[Span]:
    """`text` in stretches of about `most` characters, cut at line ends where there are any."""
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
    for stop in [*(match.end() for match in _END.finditer(text, start, end)), end]:
        while stop - start > LONGEST:
            cut = _last(text, " ", start, start + LONGEST) or start + LONGEST
            yield Span(start, cut)
            start = cut
        if stop > start:
            yield Span(start, stop)
            start = stop


def _last(text: str, character: str, start: int, end: int) -> int:
    """The offset after the last `character` in `text[start:end]`, or 0."""
    return text.rfind(character, start + 1, end) + 1
