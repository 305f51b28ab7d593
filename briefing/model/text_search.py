"""`regex` searches twice as fast as `re` when case does not matter, and has a timeout."""

import time
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from briefing.errors import QueryError
from briefing.model.span import Span

if TYPE_CHECKING:
    import regex

MOST = 10_000
"""More than a reader walks through; takes 10 ms to find."""
SECONDS = 0.25
_AT_ONCE = 1000
"""Matches between looks at the clock."""
LONGEST_PATTERN = 1000
"""Characters; limited because compile time cannot be."""
_LARGEST_COUNT = 1000
"""Repeats are expanded, so `a{5000000}` takes half a minute to compile."""

_START = attrgetter("start")

_ALIKE = (
    "'\u2018\u2019\u201a\u201b\u2032`\u00b4",
    '"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb',
    "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
)
_DASHES = _ALIKE[2]
_SPACE = r"[\s\u200b]+"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"


class SearchResult(Struct, frozen=True):
    spans: tuple[Span, ...] = ()
    """In order, never empty, never overlapping."""
    complete: bool = True
    """False if the search stopped early: too many matches, or out of time."""

    def near(self, offset: int) -> int:
        if not self.spans:
            return -1
        return bisect_left(self.spans, offset, key=lambda span: span.start) % len(self.spans)

    def within(self, span: Span) -> int:
        low = bisect_left(self.spans, span.start, key=lambda found: found.start)
        return bisect_left(self.spans, span.end, key=lambda found: found.start) - low

    def step(self, offset: int, direction: int) -> int:
        """Index of the next (1) or previous (-1) match seen from `offset`, wrapping around."""
        if not self.spans:
            return -1
        if direction > 0:
            index = bisect_right(self.spans, offset, key=lambda span: span.start)
        else:
            index = bisect_left(self.spans, offset, key=lambda span: span.start) - 1
        return index % len(self.spans)


def search_text(
    text: str,
    words: str,
    *,
    pattern: bool = False,
    within: Sequence[Span] = (),
    most: int = MOST,
    seconds: float = SECONDS,
) -> SearchResult:
    """With `pattern`, for a regular expression. Case matters if `words` has a capital letter.

    Raises:
        QueryError: The words are too long, or the regular expression is invalid or too large.
    """
    if not words.strip():
        return SearchResult()
    if len(words) > LONGEST_PATTERN:
        raise QueryError(f"It is too long; give at most {LONGEST_PATTERN:,} characters.")
    compiled = _compiled(words, pattern, not pattern and _has_unseen(text))
    parts = within or (Span(0, len(text)),)
    return _matches(compiled, text, parts, most, seconds, endless=pattern)


def search_longer(
    text: str, words: str, shorter: str, found: SearchResult, most: int = MOST
) -> SearchResult:
    """Among what `search_text` found of `shorter`."""
    begins = found.spans and words.startswith(shorter) and _stand_apart(shorter, words)
    if not begins or _has_unseen(text):
        return search_text(text, words, most=most)
    compiled, size = _compiled(words, False, False), len(words)
    spans = [
        Span(at, at + size)
        for at in map(_START, found.spans)
        if (part := text[at : at + size]).lower() == words
        or (not part.isascii() and compiled.match(text, at))
    ]
    if found.complete or len(spans) >= most:
        return SearchResult(tuple(spans), complete=found.complete)
    rest = Span(max(each.end for each in (found.spans[-1], *spans[-1:])), len(text))
    more = _matches(compiled, text, (rest,), most - len(spans), SECONDS, endless=False)
    return SearchResult((*spans, *more.spans), complete=more.complete)


def _stand_apart(*every: str) -> bool:
    return all(
        words.isascii()
        and words.isalnum()
        and words == words.lower()
        and not any(words.endswith(words[:size]) for size in range(1, len(words)))
        for words in every
    )


def _matches(
    compiled: "regex.Pattern[str]",
    text: str,
    parts: Sequence[Span],
    most: int,
    seconds: float,
    *,
    endless: bool,
) -> SearchResult:
    """Stops at `most` matches or when the time is over; an `endless` match is watched."""
    spans: list[Span] = []
    deadline = time.process_time() + seconds
    for part in parts:
        left = deadline - time.process_time()
        found = compiled.finditer(
            text, part.start, part.end, timeout=left if endless and left > 0 else None
        )
        while left > 0 and len(spans) < most:
            some: list[regex.Match[str]] = []
            try:
                some.extend(islice(found, min(_AT_ONCE, most - len(spans))))
            except TimeoutError:
                left = 0.0
            spans += [
                Span(match.start(), match.end()) for match in some if match.end() > match.start()
            ]
            if not some and left:
                break
            left = min(left, deadline - time.process_time())
        else:
            return SearchResult(tuple(spans), complete=False)
    return SearchResult(tuple(spans))


def _check_size(pattern: str) -> None:
    for part in pattern.split("{")[1:]:
        numbers = part.partition("}")[0].split(",")
        if any(n.strip().isdecimal() and int(n) > _LARGEST_COUNT for n in numbers):
            raise QueryError(f"It repeats too often; count to at most {_LARGEST_COUNT:,}.")


@lru_cache(maxsize=1)
def _has_unseen(text: str) -> bool:
    return any(sign in text for sign in _UNSEEN)


@lru_cache(maxsize=32)
def _compiled(words: str, pattern: bool, unseen: bool) -> "regex.Pattern[str]":
    import regex

    if pattern:
        _check_size(words)
    letters = regex.sub(r"\\.", "", words) if pattern else words
    flags = regex.MULTILINE
    if letters == letters.lower():
        flags |= regex.IGNORECASE
    try:
        return regex.compile(words if pattern else compile_query(words, unseen=unseen), flags)
    except (regex.error, RecursionError, OverflowError) as error:
        raise QueryError(f"It cannot be read: {error}.") from error


def compile_query(words: str, *, unseen: bool = False) -> str:
    """A regular expression for a phrase; `unseen` allows invisible characters in words (slower)."""
    import regex

    seen = words.translate(dict.fromkeys(map(ord, _UNSEEN)))
    words = seen if seen.strip() else words
    found: list[str] = []
    for part in regex.findall(rf"\s+|[{regex.escape(_DASHES)}]+|\.\.\.|\X", words.strip()):
        if regex.fullmatch(r"\s+", part):
            found.append(_SPACE)
        elif part[0] in _DASHES:
            found.append(f"[{regex.escape(_DASHES)}]{{1,3}}")
        elif part in ("...", "\u2026"):
            found.append(r"(?:\.\.\.|\u2026)")
        else:
            found.append(_character(part))
    return (f"[{_UNSEEN}]?" if unseen else "").join(found)


def _character(character: str) -> str:
    import regex

    for signs in _ALIKE:
        if character in signs:
            return f"[{regex.escape(signs)}]"
    forms = {unicodedata.normalize(form, character) for form in ("NFC", "NFD")} | {character}
    if len(forms) == 1:
        return regex.escape(character)
    return "(?:" + "|".join(map(regex.escape, sorted(forms))) + ")"
