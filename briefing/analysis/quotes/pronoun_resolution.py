import re
from bisect import bisect_left
from collections.abc import Iterator

from briefing.analysis.entities.lexicon import TITLES
from briefing.analysis.quotes.attribution_context import AttributionContext, NamedMention
from briefing.analysis.quotes.quotation_marks import MASK
from briefing.analysis.quotes.speaker_phrase import after_subordinate, preceded_by_preposition
from briefing.model import Entity, EntityKind, Span

_GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_SENTENCES = 8
_PARAGRAPHS = 4
_ASKED = re.compile(
    r"\s(?:asked|asks|pressed|questioned|quizzed|interviewed)\s(?!by\s)(?:[\w.]+\s){0,3}$"
)
_FIRST = re.compile(r"\W*(?:(?:And|But|Then|So|Yet)\s)?(\w+)")
_WHO = re.compile(r"(?:,[^,.]{1,60})?[,)]?\s|(?:\s[\w’'(),.-]+){1,4}\s")
_MODIFIER = re.compile(
    r"['’]s?(?!\w)(?! (?:been|not|an?|the|\w+ing)\b)|(?:\s[a-z]+){0,2}\s([a-z-]+)\s(?=[A-Z])"
)


class Speakers:
    def __init__(self) -> None:
        self._starts: list[int] = []
        self._entities: list[Entity] = []

    def add(self, start: int, entity: Entity) -> None:
        at = bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._entities.insert(at, entity)

    def last_in(self, start: int, end: int) -> Entity | None:
        at = bisect_left(self._starts, end)
        return self._entities[at - 1] if at and self._starts[at - 1] >= start else None


def find_antecedent(
    context: AttributionContext, pronoun: Span, speakers: Speakers
) -> Entity | None:
    """None if the text does not make it clear. Sentence by sentence backwards, "he" and "she" are who spoke last, else the first
    fitting subject; "it" is the first organization; "who" and "which" are the name before.
    """
    word = re.split("['’]", pronoun.of(context.text).casefold())[0]
    if word in ("who", "which"):
        near = context.names_before(pronoun.start, 1)
        beside = near and _WHO.fullmatch(context.masked, near[0].span.end, pronoun.start)
        return near[0].entity if beside else None
    if word not in (*_GENDERS, "it"):
        return None
    sentences = context.sentences_back(pronoun.start, _SENTENCES, _PARAGRAPHS)
    for sentence in sentences:
        end = min(pronoun.start, sentence.end)
        speaker = speakers.last_in(sentence.start, end)
        if speaker and _agrees(context, speaker, word):
            return speaker
        found = next(_subjects(context, sentence.start, end, word), None)
        if found:
            return found
    named = (n for s in sentences for n in context.names(s.start, min(pronoun.start, s.end)))
    return next((n.entity for n in named if _fits(context, n, word)), None)


def _subjects(context: AttributionContext, start: int, end: int, word: str) -> Iterator[Entity]:
    first = _FIRST.match(context.masked, start, end)
    if first and first[1].casefold() == word:
        return
    fitting = [n for n in context.names(start, end) if _fits(context, n, word)]
    main = after_subordinate(context.masked, start, end)
    fitting.sort(key=lambda named: named.span.start < main)
    asked = [n for n in fitting if _ASKED.search(context.masked, start, n.span.start)]
    for named in [*asked, *fitting]:
        if named in asked or not (
            preceded_by_preposition(context, named, start) or _modifies(context, named)
        ):
            yield named.entity


def _modifies(context: AttributionContext, named: NamedMention) -> bool:
    match = _MODIFIER.match(context.masked, named.span.end, named.span.end + 60)
    return match is not None and (match[1] is None or match[1] in TITLES)


def _fits(context: AttributionContext, named: NamedMention, word: str) -> bool:
    return context.masked[named.span.start] != MASK and _agrees(context, named.entity, word)


def _agrees(context: AttributionContext, entity: Entity, word: str) -> bool:
    if word == "it":
        return entity.kind is EntityKind.ORGANIZATION
    return entity.kind is EntityKind.PERSON and context.gender(entity) in ("", _GENDERS[word])
