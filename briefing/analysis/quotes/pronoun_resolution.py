"""Resolves pronouns of speakers."""

from briefing.analysis.quotes.attribution_context import MASK, AttributionContext, NamedMention
from briefing.model import Entity, EntityKind, Span

_GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_SENTENCES = 8
_PARAGRAPHS = 4


def find_antecedent(scene: AttributionContext, pronoun: Span) -> Entity | None:
    """None if the text does not make it clear.

    "he" and "she" are the first person of fitting gender, "it" the first organization, named outside
    quotes in the nearest sentence that has one; "who" and "which" are the name directly before.
    """
    word = pronoun.of(scene.text).casefold()
    if word in ("who", "which"):
        near = scene.names_before(pronoun.start, 1)
        return near[0].entity if near and pronoun.start - near[0].span.end < 60 else None
    if word not in (*_GENDERS, "it"):
        return None
    end = pronoun.start
    for sentence in scene.sentences_back(pronoun.start, _SENTENCES, _PARAGRAPHS):
        for named in scene.names(sentence.start, min(end, sentence.end)):
            if _fits(scene, named, word):
                return named.entity
    return None


def _fits(scene: AttributionContext, named: NamedMention, word: str) -> bool:
    if scene.masked[named.span.start] == MASK:
        return False
    if word == "it":
        return named.entity.kind is EntityKind.ORGANIZATION
    if named.entity.kind is not EntityKind.PERSON:
        return False
    return scene.gender(named.entity) in ("", _GENDERS[word])
