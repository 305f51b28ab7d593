import re
from collections.abc import Iterator

from briefing.analysis.entities.lexicon import word_set
from briefing.analysis.quotes.attribution_context import AttributionContext
from briefing.analysis.quotes.quotation_marks import MASK, QuotedSpan
from briefing.analysis.quotes.speaker_phrase import (
    SpeakerPhrase,
    after_verb,
    before_verb,
    first_subject,
)
from briefing.analysis.quotes.speech_verbs import THAT, SpeechVerb
from briefing.model import Span

_NEAR = 30
"""Characters between a verb and the quote within which any verb of saying counts."""
_BESIDE = 3
_FELT = word_set(
    "feel felt feels think thinks thought know knows knew believe believes believed see sees saw"
)
"""Verbs that count beside the quote only: "he noted that I felt ignored, and “..."."""
_SIGNATURE = re.compile(r"\s?[-–—―]{1,2}\s?(?=[A-Z])")
_SIGNER = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,4}(?=[.,]?\s*(?:\n|$))")
_BY = re.compile(
    r",?\s(?:(?:(?:is|was|were|are|has been)\s)?(?:said|stated|spoken|shouted|tweeted|posted|uttered|declared)\s)?by\s"
)
_PASSIVE = re.compile(
    r"\b(?:is|was|were|been|being)\s(?:[a-z]+ly\s)?"
    r"((?:asked|told|quoted|described|called|questioned|pressed|warned|denounced|criticized|dubbed)\sby)\s"
)
_REMARK = re.compile(
    r"(?:(?<=\w)['’]s?|\b(?P<whose>[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur))\s(?:[\w-]+\s){0,3}"
    r"(?:answer|argument|assertion|call|catchphrase|claim|comment|complaint|contention|declaration|explanation"
    r"|message|motto|phrase|pledge|prediction|promise|question|remark|reply|response|slogan|statement|suggestion"
    r"|verdict|view|vow|warning|words?)s?\b[^.!?;\ue000]{0,50}$"
)
"""Before a quote: a noun of saying and whose it is."""
_REMARKED = 140
"""Characters before a quote searched for such a noun."""
_ANY_VERB = re.compile(r"\s[a-z]{2,}ed\s")
_ASIDE = re.compile(r",\s(?:which|who|whom)\s[^,.;]*$")
_MOST = 8
"""Verbs tried."""
_LEAD = 3
"""Letters before a quote that still starts its sentence."""


def attribute_direct(
    scene: AttributionContext,
) -> Iterator[tuple[QuotedSpan, SpeakerPhrase | None]]:
    sources: list[SpeakerPhrase | None] = []
    for number, quoted in enumerate(scene.quoted):
        source = _in_sentence(scene, quoted) or _carried(scene, number, sources)
        source = source or _led_in(scene, number, sources) or _uncued(scene, quoted)
        source = source or _agent(scene, quoted) or _possessor(scene, quoted)
        source = source or _told_before(scene, quoted)
        sources.append(source)
    return zip(scene.quoted, sources, strict=True)


def _in_sentence(scene: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    signed = _signed(scene, quoted)
    if signed:
        return signed
    first = scene.sentence_at(quoted.span.start)
    last = scene.sentence_at(quoted.span.end - 1)
    if _outside(scene, first.start, quoted.span.start) <= _LEAD:
        return (
            _after(scene, quoted, last)
            or _followed(scene, quoted, last)
            or _before(scene, quoted, first)
        )
    return _before(scene, quoted, first) or _after(scene, quoted, last)


def _signed(scene: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    """`"..." - Jane Doe` at the end of a line."""
    dash = _SIGNATURE.match(scene.masked, quoted.span.end)
    if dash is None:
        return None
    names = scene.names(dash.end(), dash.end() + _NEAR)
    if names and names[0].span.start == dash.end():
        return SpeakerPhrase(names[0].span, names[0].entity)
    words = _SIGNER.match(scene.masked, dash.end())
    return SpeakerPhrase(Span(*words.span())) if words else None


def _followed(
    scene: AttributionContext, quoted: QuotedSpan, sentence: Span
) -> SpeakerPhrase | None:
    """`"...," X barked`, `"...!" beamed X`: a name beside an unknown verb."""
    start = quoted.span.end
    if scene.text[start - 2] not in ",?!…":
        return None
    verb = _ANY_VERB.match(scene.masked, start, sentence.end)
    at = verb.end() if verb else start + 1
    names = scene.names(at, min(sentence.end, at + _NEAR + 20))
    if not names or scene.masked[at : names[0].span.start].strip():
        return None
    named = names[0]
    if verb or _ANY_VERB.match(scene.masked, named.span.end, sentence.end):
        return SpeakerPhrase(named.span, named.entity)
    return None


def _after(scene: AttributionContext, quoted: QuotedSpan, sentence: Span) -> SpeakerPhrase | None:
    """`"...," said X`, `"...," X said`, `"...," according to X`."""
    start, masked = quoted.span.end, scene.masked
    stop = masked.find(MASK, start, sentence.end)
    stop = stop if stop >= 0 else sentence.end
    for cue in scene.cues(start, min(stop, start + 200)):
        inverted = not any(c.isalnum() for c in masked[start : cue.start])
        if cue.verb == "according" or inverted:
            found = after_verb(scene, cue.end, stop)
            if found is None and inverted:
                continue
        else:
            found = before_verb(scene, start, cue.start)
        if found:
            return SpeakerPhrase(found.span, found.entity, scene.text[cue.start : cue.end])
    return None


def _before(scene: AttributionContext, quoted: QuotedSpan, sentence: Span) -> SpeakerPhrase | None:
    """`X said: "..."`, `"...," said X, "..."`."""
    return said_before(scene, sentence.start, quoted.span.start)


def said_before(scene: AttributionContext, start: int, end: int) -> SpeakerPhrase | None:
    """The speaker of what stands at `end`, by the last verb of saying since `start`."""
    masked = scene.masked
    for cue in _nearest_first(scene, scene.cues(start, end), end):
        lead = masked[max(start, cue.start - 3) : cue.start].rstrip(" ,")
        behind = lead.endswith(MASK) and not cue.verb.endswith("ing")
        if _is_passive(masked, cue.end, end):
            found = after_verb(scene, cue.end + len(" by "), end)
        elif cue.verb == "according" or behind:
            found = after_verb(scene, cue.end, end)
        else:
            found = before_verb(scene, _scope(masked, start, cue.start), cue.start)
            found = found or before_verb(scene, start, cue.start)
        if found:
            return SpeakerPhrase(found.span, found.entity, scene.text[cue.start : cue.end])
    return None


def _is_passive(masked: str, start: int, end: int) -> bool:
    """As in "condemned by Doe as"."""
    return masked.startswith(" by ", start, end) and masked[start:end].endswith(" as ")


def _nearest_first(scene: AttributionContext, cues: list[SpeechVerb], end: int) -> list[SpeechVerb]:
    def doubt(cue: SpeechVerb) -> tuple[bool, int]:
        aside = _ASIDE.search(scene.masked, max(0, cue.start - 60), cue.start)
        closed = aside and "," in scene.masked[cue.end : end].rstrip(" ,:")
        near = end - cue.end <= (_BESIDE if cue.verb in _FELT else _NEAR)
        return bool(closed) or not (cue.strong or near), -cue.start

    return sorted(cues[-_MOST:], key=doubt)


def _scope(masked: str, start: int, at: int) -> int:
    return max(start, masked.rfind(MASK, start, at) + 1)


def _carried(
    scene: AttributionContext, number: int, sources: list[SpeakerPhrase | None]
) -> SpeakerPhrase | None:
    quoted = scene.quoted[number]
    if number == 0 or scene.quoted[number - 1].last != quoted.first:
        return None
    sentence = scene.sentence_at(quoted.span.start)
    source = sources[number - 1]
    if source is None or _outside(scene, sentence.start, quoted.span.start) > _LEAD:
        return None
    return SpeakerPhrase(source.span, source.entity)


def _outside(scene: AttributionContext, start: int, end: int) -> int:
    return sum(c.isalnum() for c in scene.masked[start:end] if c != MASK)


def _led_in(
    scene: AttributionContext, number: int, sources: list[SpeakerPhrase | None]
) -> SpeakerPhrase | None:
    quoted = scene.quoted[number]
    line = scene.lines[quoted.first]
    if quoted.first == 0 or quoted.span.start - line.start > 3:
        return None
    before = scene.lines[quoted.first - 1]
    sentence = scene.sentence_at(before.end - 1)
    if scene.text[before.start : before.end].rstrip().endswith(":"):
        return said_before(scene, sentence.start, before.end) or first_subject(
            scene, sentence.start, before.end
        )
    if number and scene.quoted[number - 1].last == quoted.first - 1:
        earlier = sources[number - 1]
        return SpeakerPhrase(earlier.span, earlier.entity) if earlier else None
    return None


def _told_before(scene: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    """`X said it rains. "It pours."`: a quote that is a sentence, behind what somebody said."""
    start, end = quoted.span.start, quoted.span.end
    line, sentence = scene.lines[quoted.first], scene.sentence_at(start)
    if start - line.start <= _LEAD or _outside(scene, sentence.start, start):
        return None
    if scene.text[end - 2] not in ".?!…" or _outside(scene, end, scene.sentence_at(end - 1).end):
        return None
    before = scene.sentence_at(sentence.start - 1)
    if MASK in scene.masked[before.start : before.end]:
        return None
    found = said_before(scene, before.start, before.end)
    said = found is not None and (found.cue or "").split()[:1]
    return (
        SpeakerPhrase(found.span, found.entity)
        if found and said and said[0].casefold() in THAT
        else None
    )


def _agent(scene: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    """`"..." was said by X`, `was asked by X whether "..."`."""
    sentence = scene.sentence_at(quoted.span.start)
    behind = _BY.match(scene.masked, quoted.span.end, sentence.end)
    if behind:
        return after_verb(scene, behind.end(), sentence.end)
    passive = _PASSIVE.search(scene.masked, sentence.start, quoted.span.start)
    found = after_verb(scene, passive.end(), quoted.span.start) if passive else None
    return SpeakerPhrase(found.span, found.entity, passive[1]) if found and passive else None


def _possessor(scene: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    start = quoted.span.start
    sentence = scene.sentence_at(start)
    match = _REMARK.search(scene.masked, max(sentence.start, start - _REMARKED), start)
    if match is None:
        return None
    if match["whose"]:
        return SpeakerPhrase(Span(*match.span("whose")))
    names = scene.names(sentence.start, match.start() + 1)
    if names and names[-1].span.end == match.start():
        return SpeakerPhrase(names[-1].span, names[-1].entity)
    return None


def _uncued(scene: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    start = quoted.span.start
    if not scene.masked[max(0, start - 2) : start].rstrip().endswith(":"):
        return None
    return first_subject(scene, scene.sentence_at(start).start, start)
