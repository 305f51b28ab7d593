from collections.abc import Sequence
from itertools import combinations

from briefing.analysis.entities.cluster_organizations import organization_key
from briefing.analysis.entities.person_name import PersonName, compatible_names, parse_person_name
from briefing.storage.entity_names import StoredName


def is_full(name: StoredName) -> bool:
    return len(parse_person_name(name.name).words) > 1


def short_word(name: StoredName) -> str:
    words = parse_person_name(name.name).words
    return words[0] if len(words) == 1 else ""


def words_for_short(name: StoredName) -> frozenset[str]:
    return frozenset(parse_person_name(name.name).words[-1:])


def names_agree(first: StoredName, second: StoredName) -> bool:
    one, other = parse_person_name(first.name), parse_person_name(second.name)
    if one.gender and other.gender and one.gender != other.gender:
        return False
    return compatible_names(one, other)


def same_full_name(first: StoredName, second: StoredName) -> bool:
    return names_agree(first, second) and _in_any_order(
        parse_person_name(first.name)
    ) == _in_any_order(parse_person_name(second.name))


def _in_any_order(name: PersonName) -> tuple[list[str], str]:
    return sorted(name.words), name.suffix


def names_of_person(start: StoredName, names: Sequence[StoredName]) -> tuple[StoredName, ...]:
    """Other names of the person called `start`; ambiguous ones ("J. Hale") are excluded."""
    full = [name for name in names if name.id != start.id and is_full(name)]

    def agreeing(name: StoredName) -> list[StoredName]:
        return [
            other for other in (start, *full) if other.id != name.id and names_agree(name, other)
        ]

    def is_unambiguous(name: StoredName) -> bool:
        return all(names_agree(one, other) for one, other in combinations(agreeing(name), 2))

    clear = is_unambiguous(start)
    return tuple(
        name
        for name in agreeing(start)
        if same_full_name(name, start) or (clear and is_unambiguous(name))
    )


def names_with_key(start: StoredName, names: Sequence[StoredName]) -> tuple[StoredName, ...]:
    key = organization_key(start.name)
    return tuple(
        name for name in names if name.id != start.id and organization_key(name.name) == key
    )
