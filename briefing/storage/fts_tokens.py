"""Splits text into words as the FTS5 tables do."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, islice
from typing import cast

import apsw
from msgspec import Struct

from briefing.model import Span
from briefing.model.search_query import And, Filter, Node, Or
from briefing.model.search_query import Term as Words

TOKENIZER = ("unicode61", "remove_diacritics", "2")
_PIECE = 50_000
"""Characters tokenized at a time."""
_OVERLAP = 500
"""Maximum characters of a phrase across the end of a piece."""
_lock = threading.Lock()


class Term(Struct, frozen=True):
    """Consecutive folded words; the last may be a prefix."""

    words: tuple[str, ...]
    prefix: bool = False


class Match(Struct, frozen=True):
    span: Span
    term: int


def split_terms(node: Node) -> tuple[Term, ...]:
    if isinstance(node, Words):
        return _term(node.text, prefix=node.prefix)
    if isinstance(node, Filter) and node.field in ("person", "org"):
        last = _term(node.value.split()[-1], prefix=True) if node.field == "person" else ()
        return tuple(dict.fromkeys((*_term(node.value, prefix=True), *last)))
    if isinstance(node, (And, Or)):
        return tuple(dict.fromkeys(term for part in node.parts for term in split_terms(part)))
    return ()


def _term(text: str, *, prefix: bool) -> tuple[Term, ...]:
    words = tuple(word for word, _ in _tokens(text))
    return (Term(words, prefix),) if words else ()


def find_matches(text: str, wanted: Sequence[Term], within: Span) -> Iterator[Match]:
    start = within.start
    while start < within.end:
        end = _piece_end(text, start, within.end)
        for match in _in_piece(text[start : min(end + _OVERLAP, within.end)], wanted):
            span = Span(match.span.start + start, match.span.end + start)
            if span.start < end:
                yield Match(span, match.term)
        start = end


def first_matches(text: str, wanted: Sequence[Term], within: Span, most: int) -> tuple[Span, ...]:
    """Returns them in order; they do not overlap."""
    return apart(each.span for each in islice(find_matches(text, wanted, within), most))


def apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted, without overlaps."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return tuple(found)


def _piece_end(text: str, start: int, end: int) -> int:
    if end - start <= _PIECE:
        return end
    space = text.rfind(" ", start, start + _PIECE)
    return space if space > start else start + _PIECE


def _in_piece(text: str, wanted: Sequence[Term]) -> list[Match]:
    tokens = _tokens(text)
    heads: dict[str, list[int]] = {}
    beginnings: list[int] = []
    for number, term in enumerate(wanted):
        if term.prefix and len(term.words) == 1:
            beginnings.append(number)
        else:
            heads.setdefault(term.words[0], []).append(number)
    found = []
    for at, (word, span) in enumerate(tokens):
        numbers = heads.get(word, ())
        for number in (*numbers, *(n for n in beginnings if word.startswith(wanted[n].words[0]))):
            end = _match_end(tokens, at, wanted[number])
            if end is not None:
                found.append(Match(Span(span.start, end), number))
    return found


def _match_end(tokens: list[tuple[str, Span]], at: int, term: Term) -> int | None:
    *whole, last = term.words
    there = [word for word, _ in tokens[at : at + len(term.words)]]
    if len(there) < len(term.words) or there[:-1] != whole:
        return None
    if there[-1] != last and not (term.prefix and there[-1].startswith(last)):
        return None
    return tokens[at + len(whole)][1].end


def _tokens(text: str) -> list[tuple[str, Span]]:
    data = text.encode("utf-8", "replace")
    with _lock:
        cut = _tokenizer()(data, apsw.FTS5_TOKENIZE_DOCUMENT, None, include_colocated=False)
    found = cast(list[tuple[int, int, str]], cut)
    if len(data) == len(text):
        return [(word, Span(start, end)) for start, end, word in found]
    places = [0, *accumulate((byte & 0xC0) != 0x80 for byte in data)]
    return [(word, Span(places[start], places[end])) for start, end, word in found]


@cache
def _tokenizer() -> apsw.FTS5Tokenizer:
    name, *arguments = TOKENIZER
    return apsw.Connection(":memory:").fts5_tokenizer(name, arguments)
