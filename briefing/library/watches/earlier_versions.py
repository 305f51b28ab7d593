"""Whether the words of a hit stand in an earlier version of its text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from briefing.analysis.sentence_spans import sentence_spans
from briefing.model import Span
from briefing.storage.fts_tokens import Term, first_matches
from briefing.storage.watch_rows import FoundIssue, WatchRows

_MATCHES = 200
"""Matches that are looked at in an issue."""


class EarlierVersions:
    def __init__(self, rows: WatchRows, versions: Mapping[int, Sequence[int]]) -> None:
        """`versions` has ids of documents by the id of the later one."""
        self._versions = versions
        self._text = cache(rows.text)
        self._sentences = cache(self._find_sentences)

    def have(self, issue: FoundIssue, terms: Sequence[Term]) -> bool:
        """Every sentence with a match; without matches, sentences with half of the issue's letters."""
        versions = self._versions.get(issue.document)
        if not versions:
            return False
        text, known = self._text(issue.document), [self._sentences(each) for each in versions]
        within = Span(issue.start, min(issue.end, len(text)))
        matches = first_matches(text, terms, within, _MATCHES)
        places = _sentences_at(text, within, matches) if matches else _sentences(text, within)
        sentences = [_squeeze(each.of(text)) for each in places]
        old = [each for each in sentences if any(each in some for some in known)]
        if matches:
            return len(old) == len(sentences)
        return 2 * sum(map(len, old)) >= sum(map(len, sentences))

    def _find_sentences(self, document: int) -> frozenset[str]:
        text = self._text(document)
        return frozenset(_squeeze(each.of(text)) for each in _sentences(text, Span(0, len(text))))


def _sentences_at(text: str, within: Span, matches: Iterable[Span]) -> Iterator[Span]:
    sentences = _sentences(text, within)
    here = next(sentences, None)
    for match in matches:
        while here is not None and here.end <= match.start:
            here = next(sentences, None)
        if here is not None:
            yield here


def _sentences(text: str, within: Span) -> Iterator[Span]:
    start = within.start
    while start < within.end:
        end = text.find("\n", start, within.end)
        end = within.end if end < 0 else end
        yield from sentence_spans(text, Span(start, end))
        start = end + 1


def _squeeze(words: str) -> str:
    return " ".join(words.split())
