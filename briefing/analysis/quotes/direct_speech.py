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
    context: AttributionContext,
) -> Iterator[tuple[QuotedSpan, SpeakerPhrase | None]]:
    phrases: list[SpeakerPhrase | None] = []
    for number in range(len(context.quoted)):
        phrases.append(_find_phrase(context, number, phrases))
    return zip(context.quoted, phrases, strict=True)


def _find_phrase(
    context: AttributionContext, number: int, phrases: list[SpeakerPhrase | None]
) -> SpeakerPhrase | None:
    """`phrases` are those of the quotes before."""
    quoted = context.quoted[number]
    return (
        _in_sentence(context, quoted)
        or _same_speaker_goes_on(context, number, phrases)
        or _in_paragraph_before(context, number, phrases)
        or _subject_before_colon(context, quoted)
        or _passive_agent(context, quoted)
        or _owner_of_remark(context, quoted)
        or _told_before(context, quoted)
    )


def _in_sentence(context: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    signature = _signature(context, quoted)
    if signature:
        return signature
    first = context.sentence_at(quoted.span.start)
    last = context.sentence_at(quoted.span.end - 1)
    if _letters_outside_quotes(context, first.start, quoted.span.start) <= _LEAD:
        return (
            _verb_after(context, quoted, last)
            or _name_after(context, quoted, last)
            or _verb_before(context, first.start, quoted.span.start)
        )
    return _verb_before(context, first.start, quoted.span.start) or _verb_after(
        context, quoted, last
    )


def _signature(context: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    """`"..." - Jane Doe` at the end of a paragraph."""
    dash = _SIGNATURE.match(context.masked, quoted.span.end)
    if dash is None:
        return None
    names = context.names(dash.end(), dash.end() + _NEAR)
    if names and names[0].span.start == dash.end():
        return SpeakerPhrase(names[0].span, names[0].entity)
    words = _SIGNER.match(context.masked, dash.end())
    return SpeakerPhrase(Span(*words.span())) if words else None


def _name_after(
    context: AttributionContext, quoted: QuotedSpan, sentence: Span
) -> SpeakerPhrase | None:
    """`"...," X barked`, `"...!" beamed X`: a name beside an unknown verb."""
    start = quoted.span.end
    if context.text[start - 2] not in ",?!…":
        return None
    verb = _ANY_VERB.match(context.masked, start, sentence.end)
    at = verb.end() if verb else start + 1
    names = context.names(at, min(sentence.end, at + _NEAR + 20))
    if not names or context.masked[at : names[0].span.start].strip():
        return None
    named = names[0]
    if verb or _ANY_VERB.match(context.masked, named.span.end, sentence.end):
        return SpeakerPhrase(named.span, named.entity)
    return None


def _verb_after(
    context: AttributionContext, quoted: QuotedSpan, sentence: Span
) -> SpeakerPhrase | None:
    """`"...," said X`, `"...," X said`, `"...," according to X`."""
    start, masked = quoted.span.end, context.masked
    stop = masked.find(MASK, start, sentence.end)
    stop = stop if stop >= 0 else sentence.end
    for cue in context.cues(start, min(stop, start + 200)):
        inverted = not any(c.isalnum() for c in masked[start : cue.start])
        if cue.verb == "according" or inverted:
            found = after_verb(context, cue.end, stop)
            if found is None and inverted:
                continue
        else:
            found = before_verb(context, start, cue.start)
        if found:
            return SpeakerPhrase(found.span, found.entity, context.text[cue.start : cue.end])
    return None


def _verb_before(context: AttributionContext, start: int, end: int) -> SpeakerPhrase | None:
    """`X said: "..."`, by the last verb between `start` and `end`."""
    masked = context.masked
    for cue in _nearest_first(context, context.cues(start, end), end):
        lead = masked[max(start, cue.start - 3) : cue.start].rstrip(" ,")
        behind = lead.endswith(MASK) and not cue.verb.endswith("ing")
        if _is_passive(masked, cue.end, end):
            found = after_verb(context, cue.end + len(" by "), end)
        elif cue.verb == "according" or behind:
            found = after_verb(context, cue.end, end)
        else:
            found = before_verb(context, _after_last_quote(masked, start, cue.start), cue.start)
            found = found or before_verb(context, start, cue.start)
        if found:
            return SpeakerPhrase(found.span, found.entity, context.text[cue.start : cue.end])
    return None


def _is_passive(masked: str, start: int, end: int) -> bool:
    """As in "condemned by Doe as"."""
    return masked.startswith(" by ", start, end) and masked[start:end].endswith(" as ")


def _nearest_first(
    context: AttributionContext, cues: list[SpeechVerb], end: int
) -> list[SpeechVerb]:
    def doubt(cue: SpeechVerb) -> tuple[bool, int]:
        aside = _ASIDE.search(context.masked, max(0, cue.start - 60), cue.start)
        closed = aside and "," in context.masked[cue.end : end].rstrip(" ,:")
        near = end - cue.end <= (_BESIDE if cue.verb in _FELT else _NEAR)
        return bool(closed) or not (cue.strong or near), -cue.start

    return sorted(cues[-_MOST:], key=doubt)


def _after_last_quote(masked: str, start: int, at: int) -> int:
    return max(start, masked.rfind(MASK, start, at) + 1)


def _same_speaker_goes_on(
    context: AttributionContext, number: int, phrases: list[SpeakerPhrase | None]
) -> SpeakerPhrase | None:
    quoted = context.quoted[number]
    if number == 0 or context.quoted[number - 1].last != quoted.first:
        return None
    sentence = context.sentence_at(quoted.span.start)
    phrase = phrases[number - 1]
    if (
        phrase is None
        or _letters_outside_quotes(context, sentence.start, quoted.span.start) > _LEAD
    ):
        return None
    return SpeakerPhrase(phrase.span, phrase.entity)


def _letters_outside_quotes(context: AttributionContext, start: int, end: int) -> int:
    return sum(c.isalnum() for c in context.masked[start:end] if c != MASK)


def _in_paragraph_before(
    context: AttributionContext, number: int, phrases: list[SpeakerPhrase | None]
) -> SpeakerPhrase | None:
    quoted = context.quoted[number]
    paragraph = context.paragraphs[quoted.first]
    if quoted.first == 0 or quoted.span.start - paragraph.start > 3:
        return None
    before = context.paragraphs[quoted.first - 1]
    sentence = context.sentence_at(before.end - 1)
    if context.text[before.start : before.end].rstrip().endswith(":"):
        return _verb_before(context, sentence.start, before.end) or first_subject(
            context, sentence.start, before.end
        )
    if number and context.quoted[number - 1].last == quoted.first - 1:
        earlier = phrases[number - 1]
        return SpeakerPhrase(earlier.span, earlier.entity) if earlier else None
    return None


def _told_before(context: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    """`X said it rains. "It pours."`"""
    start, end = quoted.span.start, quoted.span.end
    paragraph, sentence = context.paragraphs[quoted.first], context.sentence_at(start)
    last = context.sentence_at(end - 1)
    if start - paragraph.start <= _LEAD or context.text[end - 2] not in ".?!…":
        return None
    if any(
        _letters_outside_quotes(context, *part)
        for part in ((sentence.start, start), (end, last.end))
    ):
        return None
    before = context.sentence_at(sentence.start - 1)
    if MASK in context.masked[before.start : before.end]:
        return None
    found = _verb_before(context, before.start, before.end)
    verb = (found.cue or "").split()[:1] if found else []
    told = bool(verb) and verb[0].casefold() in THAT
    return SpeakerPhrase(found.span, found.entity) if found and told else None


def _passive_agent(context: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    """`"..." was said by X`, `was asked by X whether "..."`."""
    sentence = context.sentence_at(quoted.span.start)
    behind = _BY.match(context.masked, quoted.span.end, sentence.end)
    if behind:
        return after_verb(context, behind.end(), sentence.end)
    passive = _PASSIVE.search(context.masked, sentence.start, quoted.span.start)
    found = after_verb(context, passive.end(), quoted.span.start) if passive else None
    return SpeakerPhrase(found.span, found.entity, passive[1]) if found and passive else None


def _owner_of_remark(context: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    start = quoted.span.start
    sentence = context.sentence_at(start)
    match = _REMARK.search(context.masked, max(sentence.start, start - _REMARKED), start)
    if match is None:
        return None
    if match["whose"]:
        return SpeakerPhrase(Span(*match.span("whose")))
    names = context.names(sentence.start, match.start() + 1)
    if names and names[-1].span.end == match.start():
        return SpeakerPhrase(names[-1].span, names[-1].entity)
    return None


def _subject_before_colon(context: AttributionContext, quoted: QuotedSpan) -> SpeakerPhrase | None:
    start = quoted.span.start
    if not context.masked[max(0, start - 2) : start].rstrip().endswith(":"):
        return None
    return first_subject(context, context.sentence_at(start).start, start)
