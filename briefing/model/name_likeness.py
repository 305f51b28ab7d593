import re
from collections.abc import Iterable
from itertools import islice, product

from briefing.model.entity import Entity, EntityKind
from briefing.model.folding import fold_accents

_FORMS = 6
"""Forms of a name that are compared."""
_STEM = 4
"""Fewest letters that two spellings of a word begin with."""
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    {"al", "and", "da", "de", "del", "der", "di", "el", "for", "of", "the", "van", "von"}
)


def merge_candidates(
    entity: Entity, entities: Iterable[Entity]
) -> tuple[tuple[Entity, float], ...]:
    """With likeness from 0 to 1: same kind first, likeliest first. A place is never offered for a
    person or an organization, nor the reverse.
    """
    place = entity.kind is EntityKind.PLACE
    found = [
        (other, _likeness(entity, other))
        for other in entities
        if other.id != entity.id and (other.kind is EntityKind.PLACE) == place
    ]
    found.sort(key=lambda pair: (pair[0].kind is not entity.kind, -pair[1], -len(pair[0].mentions)))
    return tuple(found)


def _likeness(one: Entity, other: Entity) -> float:
    pairs = product(_forms(one), _forms(other))
    return max((_form_likeness(a, b) for a, b in pairs), default=0.0)


def _forms(entity: Entity) -> Iterable[tuple[str, ...]]:
    forms = islice((entity.name, *entity.aliases), _FORMS)
    words = (tuple(_WORD.findall(fold_accents(form))) for form in forms)
    return [tuple(w for w in form if w not in _SMALL) for form in words]


def _form_likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    short, long = sorted((one, other), key=len)
    if not short:
        return 0.0
    if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return 1.0
    alike = sum(max(_word_likeness(a, b) for b in long) for a in short)
    return 0.8 * alike / len(short) + 0.2 * alike / len(long)


def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0 if len(one) > 1 else 0.5
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return 0.5 if longer.startswith(shorter) else 0.0
    begin = max(_STEM, round(0.6 * len(longer)))
    return 0.7 if len(shorter) >= begin and shorter[:begin] == longer[:begin] else 0.0
