"""Which names can be one person's or one organization's, by their forms alone."""

from collections.abc import Sequence
from itertools import combinations

from briefing.analysis.entities.acronyms import acronym_of
from briefing.analysis.entities.cluster_organizations import key_of
from briefing.analysis.entities.person_name import PersonName, compatible, parse
from briefing.storage.entity_names import KnownName


def is_full(name: KnownName) -> bool:
    """Whether a person's name has two words or more."""
    return len(parse(name.name).words) > 1


def short_word(name: KnownName) -> str:
    """The only word of a person's name, "" where there are more."""
    words = parse(name.name).words
    return words[0] if len(words) == 1 else ""


def words_for_short(name: KnownName) -> frozenset[str]:
    """The family name by which a person of this full name is called; a first name alone is anybody's."""
    return frozenset(parse(name.name).words[-1:])


def agree(first: KnownName, second: KnownName) -> bool:
    """Whether two full names can be one person's."""
    one, other = parse(first.name), parse(second.name)
    if one.gender and other.gender and one.gender != other.gender:
        return False
    return compatible(one, other)


def same_full(first: KnownName, second: KnownName) -> bool:
    """Whether two full names are the same but for titles, case and order."""
    return agree(first, second) and _whole(parse(first.name)) == _whole(parse(second.name))


def _whole(name: PersonName) -> tuple[list[str], str]:
    return sorted(name.words), name.suffix


def persons_of(start: KnownName, names: Sequence[KnownName]) -> tuple[KnownName, ...]:
    """Of `names`, those that are the person of the full name `start`, itself left out.

    A form that fits two people who are not each other ("J. Hale" for John and Jane) is joined to neither.
    """
    full = [name for name in names if name.id != start.id and is_full(name)]

    def near(name: KnownName) -> list[KnownName]:
        return [other for other in (start, *full) if other.id != name.id and agree(name, other)]

    def steady(name: KnownName) -> bool:
        return all(agree(one, other) for one, other in combinations(near(name), 2))

    whole = steady(start)
    return tuple(name for name in near(start) if same_full(name, start) or (whole and steady(name)))


def bodies_of(start: KnownName, names: Sequence[KnownName]) -> tuple[KnownName, ...]:
    """Of `names`, those that are the organization or place of the name `start`, itself left out."""
    key = key_of(start.name)
    return tuple(name for name in names if name.id != start.id and key_of(name.name) == key)


__all__ = [
    "acronym_of",
    "agree",
    "bodies_of",
    "is_full",
    "key_of",
    "persons_of",
    "same_full",
    "short_word",
    "words_for_short",
]
