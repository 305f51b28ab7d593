"""The words of a passage, and what was put in, taken out and replaced between two."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.model.alike import alike
from briefing.model.span import Span

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_ISLAND = 2
"""Words between two edits that count as replaced with them: they agree by chance."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign: where it stands, and the form by which it is compared."""

    span: Span
    form: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the text before that are others in the text after; one of the two may be empty."""

    before: Span
    after: Span


def words(text: str, span: Span, folded: Iterable[Span] = ()) -> Iterator[Word]:
    """The words and signs of `span` of `text` without what is folded away."""
    start = span.start
    for part in (*folded, Span(span.end, span.end)):
        for match in _WORD.finditer(text, start, max(start, part.start)):
            form = match[0] if match[0].isalnum() else alike(match[0])
            yield Word(Span(*match.span()), form)
        start = max(start, part.end)


def edits(before: Sequence[Word], after: Sequence[Word]) -> tuple[Edit, ...]:
    """What has to be replaced to come from `before` to `after`, in order."""
    from rapidfuzz.distance import Levenshtein

    codes = Levenshtein.opcodes([w.form for w in before], [w.form for w in after])
    pieces: list[tuple[int, int, int, int]] = []
    for code in codes:
        if code.tag == "equal":
            continue
        piece = (code.src_start, code.src_end, code.dest_start, code.dest_end)
        if pieces and piece[0] - pieces[-1][1] <= _ISLAND and _joined(pieces[-1], piece):
            last = pieces.pop()
            piece = (last[0], piece[1], last[2], piece[3])
        pieces.append(piece)
    return tuple(Edit(_span(before, a, b), _span(after, c, d)) for a, b, c, d in pieces)


def _joined(first: tuple[int, int, int, int], second: tuple[int, int, int, int]) -> bool:
    """Whether two edits that are near each other are one: they touch, or both are long."""
    lengths = (max(edit[1] - edit[0], edit[3] - edit[2]) for edit in (first, second))
    return second[0] == first[1] or min(lengths) > _ISLAND


def _span(found: Sequence[Word], start: int, end: int) -> Span:
    """What words `start` to `end` cover; an empty span where they stood between two others."""
    if start < end:
        return Span(found[start].span.start, found[end - 1].span.end)
    at = found[start].span.start if start < len(found) else found[-1].span.end if found else 0
    return Span(at, at)
