from collections import defaultdict
from collections.abc import Iterable

from briefing.analysis.entities.lexicon import TITLES, word_set
from briefing.analysis.entities.person_name import name_words, parse_person_name
from briefing.model import Entity, EntityKind, Span

_FULL = {
    "sen": "senator",
    "gov": "governor",
    "rep": "representative",
    "gen": "general",
    "prof": "professor",
    "congressman": "representative",
    "congresswoman": "representative",
    "ceo": "executive",
}
_VAGUE = word_set(
    "republican democrat former acting interim late then ex deputy vice prime foreign defense defence "
    "interior finance leader chief chair host candidate nominee agent officer expert researcher aide "
    "reporter correspondent activist delegate mr mrs ms miss sir dr doctor"
)
_SECOND = word_set("vice deputy assistant acting")
"""A vice president is not the president."""
_REACH = 48
_MENTIONS = 12


class RoleIndex:
    def __init__(self, text: str, entities: Iterable[Entity]) -> None:
        self._text = text
        self._by_role: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in entities:
            if entity.kind is EntityKind.PERSON:
                for role in _roles(text, entity):
                    self._by_role[role].append(entity)

    def find_holder(self, phrase: Span) -> Entity | None:
        """None unless exactly one person has the role."""
        words = name_words(phrase.of(self._text))
        if len(words) < 2 or words[0] != "the" or words[-1] not in TITLES:
            return None
        found = self._by_role.get(_FULL.get(words[-1], words[-1]), [])
        return found[0] if len(found) == 1 else None


def _roles(text: str, entity: Entity) -> frozenset[str]:
    words = set(name_words(entity.description or ""))
    if "former" in words:
        return frozenset()
    words = set() if words & _SECOND else words
    for mention in entity.mentions[:_MENTIONS]:
        start = mention.span.start
        before = text[max(0, start - _REACH) : start]
        titles = set(parse_person_name(mention.span.of(text), before).titles)
        words |= titles if not titles & _SECOND else set()
    return frozenset(_FULL.get(word, word) for word in words if word in TITLES - _VAGUE)
