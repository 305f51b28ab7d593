"""Maps offsets between a text and its normal form: NFC, expanded ligatures and "…", one dash per
run, no zero-width characters.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache

from msgspec import Struct

from briefing.late_pattern import late_pattern
from briefing.model.span import Span

_UNSEEN = "\u00ad\u2060\ufeff"
_LIGATURES = "\ufb00-\ufb06\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3"
_DASHES = "\\-\u2010-\u2015\u2212"
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u093c\u09bc\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0dca\u0dcf\u0ddf\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\u3099\u309a\ufe20-\ufe2f"
)
"""Characters that compose with the one before them."""
_CHANGED = late_pattern(
    f"[^{_MARKS}{_UNSEEN}{_LIGATURES}\u2026][{_MARKS}]+"
    "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
    f"|[{_LIGATURES}\u2026\u2126\u212a\u212b]|[{_UNSEEN}]+|[{_DASHES}]{{2,3}}"
)


class NormalForm(Struct, frozen=True):
    text: str
    changed: tuple[Span, ...] = ()
    """Changed spans in `text`, in order; an empty one where characters were dropped."""
    sources: tuple[Span, ...] = ()

    def to_source(self, span: Span) -> Span:
        start, end = self._source(span.start, last=True), self._source(span.end, last=False)
        return Span(min(start, end), max(start, end) if span else start)

    def from_source(self, span: Span) -> Span:
        start, end = self._normal(span.start, upper=False), self._normal(span.end, upper=True)
        return Span(min(start, end), max(start, end) if span else start)

    def _source(self, offset: int, *, last: bool) -> int:
        """Of several source offsets, the last for a span's start and the first for its end."""
        places = [span.start for span in self.changed]
        at = (bisect_right if last else bisect_left)(places, offset) - 1
        if at < 0:
            return offset
        normal, source = self.changed[at], self.sources[at]
        if offset >= normal.end:
            return source.end + offset - normal.end
        return source.start if last else source.end

    def _normal(self, offset: int, *, upper: bool) -> int:
        at = bisect_right(self.sources, offset, key=lambda span: span.start) - 1
        if at < 0:
            return offset
        normal, source = self.changed[at], self.sources[at]
        if offset >= source.end:
            return normal.end + offset - source.end
        return normal.end if upper and offset > source.start else normal.start


def normal_form(text: str) -> NormalForm:
    return _normalize_cached(text) if len(text) > _SMALL else _normalize(text)


def _normalize(text: str) -> NormalForm:
    parts: list[str] = []
    changed: list[Span] = []
    sources: list[Span] = []
    at = size = 0
    for match in _CHANGED.finditer(text):
        new = _rewrite(match[0])
        if new == match[0]:
            continue
        parts += (text[at : match.start()], new)
        size += match.start() - at
        changed.append(Span(size, size + len(new)))
        sources.append(Span(*match.span()))
        size += len(new)
        at = match.end()
    if not changed:
        return NormalForm(text)
    return NormalForm("".join([*parts, text[at:]]), tuple(changed), tuple(sources))


def _rewrite(found: str) -> str:
    if found[0] in _UNSEEN:
        return ""
    if len(found) > 1 and re.fullmatch(f"[{_DASHES}]+", found):
        return "-"
    return unicodedata.normalize("NFKC" if len(found) == 1 else "NFC", found)


_SMALL = 2_000
_normalize_cached = lru_cache(maxsize=2)(_normalize)
"""Two entries: annotations are moved between two texts."""
