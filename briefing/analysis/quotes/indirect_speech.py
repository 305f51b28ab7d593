import re
from collections.abc import Iterator

from briefing.analysis.entities.lexicon import word_set
from briefing.analysis.quotes.attribution_context import AttributionContext
from briefing.analysis.quotes.quotation_marks import MASK
from briefing.analysis.quotes.speaker_phrase import (
    SpeakerPhrase,
    after_verb,
    before_verb,
    skip_auxiliaries,
)
from briefing.analysis.quotes.speech_verbs import THAT
from briefing.model import Span

_ACCORDING = re.compile(r"\b[Aa]ccording\s+to\s+")
_VERB = re.compile(rf"(?<![\w’'-])(?:{'|'.join(sorted(THAT))})(?![\w’'-])")
_THAT = re.compile(r"(?:\s+[\w’',.-]+){0,7}?\s+that\s+")
_BARE = re.compile(r"\s+(?=([\w’']+))")
_OPENERS = word_set(
    "he she it they the a an his her its their there we i you this these those no most many some more "
    "if all both"
)
_AT_END = re.compile(r"\s*+(?:[A-Z]\w+day|in an? \w+|today)?[.\s]*$")
_JOINED = re.compile(r",\s+(?:and|but|while)\s+$")
_BACKSHIFTED = re.compile(r"\b(?:had|would|could|might)\b")
_LONGEST_NAME, _LONGEST_JOIN = 90, 12
"""Characters."""
_SHORTEST = 15
"""Characters of a statement."""

Reported = tuple[Span, SpeakerPhrase]


def find_indirect_speech(context: AttributionContext) -> Iterator[Reported]:
    for number in range(len(context.paragraphs)):
        for sentence in context.sentences(number):
            if context.masked.find(MASK, sentence.start, sentence.end) < 0:
                found = _find_according(context, sentence) or _find_stated(context, sentence)
                if found and len(found[0]) >= _SHORTEST:
                    yield found


def _find_according(context: AttributionContext, sentence: Span) -> Reported | None:
    match = _ACCORDING.search(context.masked, sentence.start, sentence.end)
    phrase = match and after_verb(context, match.end(), sentence.end)
    if not match or not phrase:
        return None
    phrase = SpeakerPhrase(phrase.span, phrase.entity, match.group().strip())
    if match.start() - sentence.start > 3:
        return _trim(context, sentence.start, match.start()), phrase
    comma = context.masked.find(",", phrase.span.end, sentence.end)
    return (_trim(context, comma + 1, sentence.end), phrase) if comma > 0 else None


def _find_stated(context: AttributionContext, sentence: Span) -> Reported | None:
    for verb in _VERB.finditer(context.masked, sentence.start, sentence.end):
        statement = _statement(context, sentence, verb)
        phrase = statement and before_verb(context, sentence.start, verb.start())
        if statement and phrase and not statement.overlaps(phrase.span):
            end = _next_attribution(context, statement)
            statement = _trim(context, statement.start, end)
            return statement, SpeakerPhrase(phrase.span, phrase.entity, verb.group())
    return None


def _next_attribution(context: AttributionContext, statement: Span) -> int:
    """Start of ", and Doe has promised"."""
    for cue in context.cues(statement.start, statement.end):
        subject = skip_auxiliaries(context.masked, statement.start, cue.start)
        if _BACKSHIFTED.search(context.masked, subject, cue.start):
            continue
        for named in context.names(max(statement.start, subject - _LONGEST_NAME), subject):
            start = named.span.start
            joined = _JOINED.search(
                context.masked, max(statement.start, start - _LONGEST_JOIN), start
            )
            if joined and not context.masked[named.span.end : subject].strip():
                return joined.start()
    return statement.end


def _statement(context: AttributionContext, sentence: Span, verb: re.Match[str]) -> Span | None:
    masked = context.masked
    if that := _THAT.match(masked, verb.end(), sentence.end):
        return _trim(context, that.end(), sentence.end)
    if _AT_END.match(masked, verb.end(), sentence.end):
        comma = masked.rfind(",", sentence.start, verb.start())
        plain = comma > 0 and verb.start() - comma < 60
        return _trim(context, sentence.start, comma) if plain else None
    bare = _BARE.match(masked, verb.end(), sentence.end)
    if bare and verb.group() in ("said", "says") and _opens_clause(context, bare):
        return _trim(context, bare.end(), sentence.end)
    return None


def _opens_clause(context: AttributionContext, bare: re.Match[str]) -> bool:
    word = bare.group(1)
    return word.casefold() in _OPENERS or word[0].isupper()


def _trim(context: AttributionContext, start: int, end: int) -> Span:
    while start < end and context.text[start] in " ,\n":
        start += 1
    while start < end and context.text[end - 1] in " ,\n":
        end -= 1
    return Span(start, end)
