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


def find_indirect_speech(scene: AttributionContext) -> Iterator[Reported]:
    for number in range(len(scene.lines)):
        for sentence in scene.sentences(number):
            if scene.masked.find(MASK, sentence.start, sentence.end) < 0:
                found = _according(scene, sentence) or _stated(scene, sentence)
                if found and len(found[0]) >= _SHORTEST:
                    yield found


def _according(scene: AttributionContext, sentence: Span) -> Reported | None:
    match = _ACCORDING.search(scene.masked, sentence.start, sentence.end)
    source = match and after_verb(scene, match.end(), sentence.end)
    if not match or not source:
        return None
    source = SpeakerPhrase(source.span, source.entity, match.group().strip())
    if match.start() - sentence.start > 3:
        return _trimmed(scene, sentence.start, match.start()), source
    comma = scene.masked.find(",", source.span.end, sentence.end)
    return (_trimmed(scene, comma + 1, sentence.end), source) if comma > 0 else None


def _stated(scene: AttributionContext, sentence: Span) -> Reported | None:
    for verb in _VERB.finditer(scene.masked, sentence.start, sentence.end):
        what = _what(scene, sentence, verb)
        source = what and before_verb(scene, sentence.start, verb.start())
        if what and source and not what.overlaps(source.span):
            end = _next_attribution(scene, what)
            what = _trimmed(scene, what.start, end)
            return what, SpeakerPhrase(source.span, source.entity, verb.group())
    return None


def _next_attribution(scene: AttributionContext, what: Span) -> int:
    """Start of ", and Doe has promised"."""
    for cue in scene.cues(what.start, what.end):
        subject = skip_auxiliaries(scene.masked, what.start, cue.start)
        if _BACKSHIFTED.search(scene.masked, subject, cue.start):
            continue
        for named in scene.names(max(what.start, subject - _LONGEST_NAME), subject):
            start = named.span.start
            joined = _JOINED.search(scene.masked, max(what.start, start - _LONGEST_JOIN), start)
            if joined and not scene.masked[named.span.end : subject].strip():
                return joined.start()
    return what.end


def _what(scene: AttributionContext, sentence: Span, verb: re.Match[str]) -> Span | None:
    masked = scene.masked
    if that := _THAT.match(masked, verb.end(), sentence.end):
        return _trimmed(scene, that.end(), sentence.end)
    if _AT_END.match(masked, verb.end(), sentence.end):
        comma = masked.rfind(",", sentence.start, verb.start())
        plain = comma > 0 and verb.start() - comma < 60
        return _trimmed(scene, sentence.start, comma) if plain else None
    bare = _BARE.match(masked, verb.end(), sentence.end)
    if bare and verb.group() in ("said", "says") and _opens_clause(scene, bare):
        return _trimmed(scene, bare.end(), sentence.end)
    return None


def _opens_clause(scene: AttributionContext, bare: re.Match[str]) -> bool:
    word = bare.group(1)
    return word.casefold() in _OPENERS or word[0].isupper()


def _trimmed(scene: AttributionContext, start: int, end: int) -> Span:
    while start < end and scene.text[start] in " ,\n":
        start += 1
    while start < end and scene.text[end - 1] in " ,\n":
        end -= 1
    return Span(start, end)
