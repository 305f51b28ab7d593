import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from briefing.analysis.abbreviations import ends_sentence
from briefing.analysis.entities.gender import guess_gender
from briefing.analysis.quotes.quotation_marks import (
    MASK,
    QuotedSpan,
    find_paragraphs,
    find_quoted,
)
from briefing.analysis.quotes.speech_verbs import SpeechVerb, find_speech_verbs
from briefing.model import Entity, EntityKind, Span

_END = re.compile(rf"(?<=[.!?…])[)\]’']*\s+(?=[A-Z\d({MASK}\[])")
_GLUED = re.compile(r"(?<=[a-z]{3})[.!?](?=[A-Z][a-z])")
_REACH = 1000
"""Characters to each side to which a sentence is cut."""


class NamedMention(Struct, frozen=True):
    span: Span
    entity: Entity


class AttributionContext:
    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        self.text = text
        self.paragraphs = find_paragraphs(text)
        self.named = _named(entities)
        self._starts = [n.span.start for n in self.named]
        quoted = find_quoted(text, self.paragraphs)
        self.quoted = [q for q in quoted if not self._is_nickname(q.span)]
        self.masked = _mask(text, self.quoted)
        self._paragraph_starts = [paragraph.start for paragraph in self.paragraphs]
        self._cues = list(find_speech_verbs(self.masked))
        self._cue_starts = [cue.start for cue in self._cues]
        self._genders: dict[str, str] = {}
        self._sentences: dict[int, list[Span]] = {}
        self._sentence_starts: dict[int, list[int]] = {}

    def _is_nickname(self, quoted: Span) -> bool:
        around = self.names_before(quoted.start, 1)
        return bool(around) and around[0].span.end > quoted.end

    def names(self, start: int, end: int) -> list[NamedMention]:
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [n for n in self.named[low:high] if n.span.end <= end]

    def names_before(self, at: int, most: int) -> list[NamedMention]:
        high = bisect_left(self._starts, at)
        return self.named[max(0, high - most) : high][::-1]

    def cues(self, start: int, end: int) -> list[SpeechVerb]:
        low, high = bisect_left(self._cue_starts, start), bisect_left(self._cue_starts, end)
        return [cue for cue in self._cues[low:high] if cue.end <= end]

    def gender(self, entity: Entity) -> str:
        if entity.id not in self._genders:
            self._genders[entity.id] = guess_gender(self.text, entity)
        return self._genders[entity.id]

    def paragraph_at(self, offset: int) -> int:
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def sentences(self, paragraph: int) -> list[Span]:
        if paragraph not in self._sentences:
            spans = _sentences(self.text, self.masked, self.paragraphs[paragraph])
            self._sentences[paragraph] = spans
            self._sentence_starts[paragraph] = [span.start for span in spans]
        return self._sentences[paragraph]

    def sentence_at(self, offset: int) -> Span:
        paragraph = self.paragraph_at(offset)
        spans = self.sentences(paragraph)
        index = min(bisect_right(self._sentence_starts[paragraph], offset), len(spans)) - 1
        found = spans[max(0, index)]
        return Span(max(found.start, offset - _REACH), min(found.end, offset + _REACH))

    def sentences_back(self, offset: int, most: int, paragraphs: int) -> list[Span]:
        """Each cut to what stands within reach of its end, or of `offset`."""
        found: list[Span] = []
        last = self.paragraph_at(offset)
        for paragraph in range(last, max(-1, last - paragraphs), -1):
            spans = self.sentences(paragraph)
            index = bisect_right(self._sentence_starts[paragraph], offset)
            found += spans[max(0, index - most) : index][::-1]
        return [Span(max(s.start, min(s.end, offset) - _REACH), s.end) for s in found[:most]]


def _mask(text: str, quoted: Sequence[QuotedSpan]) -> str:
    parts, at = [], 0
    for q in quoted:
        parts += [text[at : q.span.start], MASK * len(q.span)]
        at = q.span.end
    return "".join([*parts, text[at:]])


def _named(entities: Sequence[Entity]) -> list[NamedMention]:
    found = sorted(
        (
            NamedMention(m.span, e)
            for e in entities
            if e.kind is not EntityKind.PLACE
            for m in e.mentions
        ),
        key=lambda n: (n.span.start, -n.span.end),
    )
    kept: list[NamedMention] = []
    for named in found:
        if not kept or named.span.start >= kept[-1].span.end:
            kept.append(named)
    return kept


def _sentences(text: str, masked: str, paragraph: Span) -> list[Span]:
    found, start = [], paragraph.start
    for end in sorted({*_plain_ends(masked, paragraph), *_quote_ends(text, masked, paragraph)}):
        if end > start:
            found.append(Span(start, end))
            start = end
    return [*found, Span(start, paragraph.end)] if start < paragraph.end else found


def _plain_ends(masked: str, paragraph: Span) -> list[int]:
    ends = [
        m.end()
        for m in _END.finditer(masked, paragraph.start, paragraph.end)
        if ends_sentence(masked, m.start() - 1)
    ]
    return ends + [m.end() for m in _GLUED.finditer(masked, paragraph.start, paragraph.end)]


_STOP = re.compile(rf"[.;{MASK}]")
_QUOTE_END = re.compile(rf"{MASK}(?P<gap>\s+)(?=[A-Z\d(\[{MASK}])")


def _quote_ends(text: str, masked: str, paragraph: Span) -> list[int]:
    found = []
    for match in _QUOTE_END.finditer(masked, paragraph.start, paragraph.end):
        inner = text[match.start() - 1] if match.start() else ""
        after = masked[match.end() : match.end() + 1]
        ends = inner in ".?!…" and not _attributed(masked, match.end(), brief=inner == ".")
        if after == MASK or ends:
            found.append(match.end())
    return found


def _attributed(masked: str, start: int, *, brief: bool) -> bool:
    """True if a sentence says who spoke; with `brief`, and nothing else ("He said.")."""
    ends = (m.start() for m in _STOP.finditer(masked, start, start + 160))
    stop = next((at for at in ends if masked[at] != "." or ends_sentence(masked, at)), start + 160)
    cue = next(find_speech_verbs(masked, start, min(stop, start + 60)), None)
    return cue is not None and (not brief or masked[cue.end : cue.end + 1] in (".", ","))
