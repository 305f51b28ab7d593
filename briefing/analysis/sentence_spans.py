from collections.abc import Iterator

from briefing.analysis.abbreviations import ends_sentence
from briefing.late_pattern import late_pattern
from briefing.model import Span

_SENTENCE = late_pattern(
    r"[.!?\u2026][\"'\u201d\u2019)\]]*(?=\s|$)|[\u3002\uff01\uff1f][\u300d\u300f\u201d]?"
)
_SMALL = late_pattern(r"\s+[a-z]")
_CLOSING = 8
"""Code points after a sentence's last letter."""


def sentence_spans(text: str, within: Span) -> Iterator[Span]:
    """Without the spaces around them."""
    start = within.start
    for end in (*sentence_ends(text, within.start, within.end), within.end):
        while start < end and text[start].isspace():
            start += 1
        if words := text[start:end].rstrip():
            yield Span(start, start + len(words))
        start = end


def sentence_ends(text: str, low: int, high: int) -> Iterator[int]:
    """Ends in `(low, high]`."""
    for match in _SENTENCE.finditer(text, low, high + _CLOSING):
        if match.end() > high:
            return
        small = text[match.start()] == "." and _SMALL.match(text, match.end())
        if match.end() > low and not small and ends_sentence(text, match.start()):
            yield match.end()
