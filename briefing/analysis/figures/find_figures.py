import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from briefing.analysis.figures.figure import Figure
from briefing.analysis.figures.figure_units import read_unit
from briefing.analysis.figures.no_figures import counts_nothing
from briefing.analysis.figures.number_phrases import Number, find_numbers
from briefing.analysis.sentence_spans import sentence_spans
from briefing.analysis.titles.noun_phrases import TaggedToken, tag_sentences
from briefing.model import Span
from briefing.model.languages import ENGLISH

_EARLIER = re.compile(
    r"\b(?:from|compared (?:with|to)|against|versus|than|previous(?:ly)?)\s(?:the\s|a\s)?$", re.I
)
_RANGE = re.compile(r"\s?[-–]\s?|-?\s(?:to|or)\s")
_BETWEEN = re.compile(r"\bbetween\s$", re.I)
_CHANGE = re.compile(r"\b(?:from|of)\s$", re.I)
_SPREAD = re.compile(r"\b(?:rang\w+|anywhere|run\w*)\sfrom\s$", re.I)
_LONGEST = 2000
"""Code points of a sentence."""


def find_figures(text: str, within: Span, language: str = ENGLISH) -> Iterator[Figure]:
    """In order; `language` is an ISO 639-1 code. Others than English give money and percentages
    only.
    """
    for sentence in sentence_spans(text, within):
        if len(sentence) <= _LONGEST:
            yield from _in_sentence(sentence.of(text), sentence, language)


def _in_sentence(words: str, sentence: Span, language: str) -> Iterator[Figure]:
    tokens: list[TaggedToken] | None = None
    for number in _joined(words, list(find_numbers(words, language))):
        if counts_nothing(words, number):
            continue
        if tokens is None:
            runs = tag_sentences(words) if language == ENGLISH else ()
            tokens = [token for run in runs for token in run]
        unit = read_unit(words, number, tokens, language)
        if unit is not None:
            yield Figure(
                Span(number.start, unit.end).shifted(sentence.start),
                sentence,
                unit.kind,
                number.low,
                number.high,
                number.bound,
                number.step,
                unit.name,
                unit.subject,
                bool(_EARLIER.search(words[: number.start])),
            )


def _joined(words: str, numbers: Sequence[Number]) -> Iterator[Number]:
    at = 0
    while at < len(numbers):
        one, other = numbers[at], numbers[at + 1] if at + 1 < len(numbers) else None
        if other is None or not _are_ends(words, one, other):
            yield one
            at += 1
            continue
        at += 2
        low = (
            one.low * other.scale
            if one.scale == 1.0 and one.low < other.high / other.scale
            else one.low
        )
        changed = _CHANGE.search(words[: one.start]) and not _SPREAD.search(words[: one.start])
        if changed:
            yield other
        elif low < other.low:
            start, currency = one.start, one.currency or other.currency
            yield replace(other, start=start, low=low, bound=one.bound, currency=currency)


def _are_ends(words: str, one: Number, other: Number) -> bool:
    gap = words[one.end : other.start]
    between = bool(_BETWEEN.search(words[: one.start])) and gap == " and "
    return between or bool(_RANGE.fullmatch(gap))
