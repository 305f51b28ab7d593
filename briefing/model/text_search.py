"""Search in a document's text.

`Document.text` has no markup and no soft line breaks, so a phrase is found across both. What may still part two
words is any white space; what may differ is case, the shape of quotes and dashes, and how accents are composed.
What nobody sees, such as a soft hyphen, parts no word.
The `regex` library searches 10 MB in 10 to 20 ms where `re` takes 35 to 50 when case does not matter (measured
on this text), and it can be told to stop.
"""

import time
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from briefing.errors import QueryError
from briefing.model.span import Span

if TYPE_CHECKING:
    import regex

MOST = 20_000
"""Matches that are kept: more than a reader walks, few enough to be made in 10 ms."""
SECONDS = 0.25
"""How long a search may take."""
LONGEST_PATTERN = 1000
"""Characters of a regular expression: the time to read one cannot be limited, so its length is."""
_LARGEST_COUNT = 1000
"""The largest number of a counted repeat, whose copies are all made: `a{5000000}` takes half a minute."""

_ALIKE = (
    "'\u2018\u2019\u201a\u201b\u2032`\u00b4",
    '"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb',
    "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
)
_DASHES = _ALIKE[2]
_SPACE = r"[\s\u200b]+"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
"""Signs without a width that may stand within a word."""


class SearchResult(Struct, frozen=True):
    """What a search found."""

    spans: tuple[Span, ...] = ()
    """In order, never empty, never overlapping."""
    complete: bool = True
    """False when the search stopped early: too many matches, or too long."""

    def near(self, offset: int) -> int:
        """The index of the first match at or after `offset`, the first of all past the last; -1 without any."""
        if not self.spans:
            return -1
        return bisect_left(self.spans, offset, key=lambda span: span.start) % len(self.spans)

    def within(self, span: Span) -> int:
        """How many matches start in `span`."""
        low = bisect_left(self.spans, span.start, key=lambda found: found.start)
        return bisect_left(self.spans, span.end, key=lambda found: found.start) - low

    def step(self, offset: int, direction: int) -> int:
        """The index of the next (1) or the previous (-1) match from a match or place at `offset`, round the ends."""
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
    """Where `words` stand in `text`.

    Case matters when `words` have a capital letter. Blank words find nothing.

    Args:
        text: the document's text.
        words: a phrase, or a regular expression.
        pattern: whether `words` are a regular expression.
        within: the spans to search, in order; all of the text without any.
        most: how many matches to keep.
        seconds: how long it may take.

    Raises:
        QueryError: for a regular expression that cannot be read or is too large.
    """
    if not words.strip():
        return SearchResult()
    compiled = _compiled(words, pattern, not pattern and _has_unseen(text))
    spans: list[Span] = []
    deadline = time.process_time() + seconds
    try:
        for part in within or (Span(0, len(text)),):
            left = deadline - time.process_time()
            if left <= 0:
                return SearchResult(tuple(spans), complete=False)
            for match in compiled.finditer(text, part.start, part.end, timeout=left):
                start, end = match.span()
                if start < end:
                    spans.append(Span(start, end))
                    if len(spans) >= most:
                        return SearchResult(tuple(spans), complete=False)
    except TimeoutError:
        return SearchResult(tuple(spans), complete=False)
    return SearchResult(tuple(spans))


def _check_size(pattern: str) -> None:
    """Refuses a regular expression that would take long to read.

    Raises:
        QueryError: when it is too long or counts too far.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise QueryError(f"It is too long; give at most {LONGEST_PATTERN:,} characters.")
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
    """The regular expression that finds a phrase, however it is spaced, quoted, dashed and composed.

    With `unseen` signs that nobody sees may stand within it, which takes longer to look for.
    """
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
    """What finds one grapheme, in either composition and either shape."""
    import regex

    for signs in _ALIKE:
        if character in signs:
            return f"[{regex.escape(signs)}]"
    forms = {unicodedata.normalize(form, character) for form in ("NFC", "NFD")} | {character}
    if len(forms) == 1:
        return regex.escape(character)
    return "(?:" + "|".join(map(regex.escape, sorted(forms))) + ")"
