from collections import Counter
from collections.abc import Collection, Iterable

from msgspec import Struct

from briefing.analysis.entities.person_name import parse_person_name
from briefing.model import EntityKind
from briefing.model.folding import fold_accents
from briefing.storage.entity_names import COUNTED, EntityNames, StoredName

_ENOUGH = 2
_COMMON = 0.1
"""A name in more than this share of sections is no evidence."""
_FEW = 10
"""Names in at most this many sections always are evidence."""
Companions = dict[str, StoredName]
"""Keyed by a person's family name or an organization's name."""


class Evidence(Struct, frozen=True):
    names: tuple[str, ...] = ()
    description: str = ""

    def __bool__(self) -> bool:
        return bool(self.description) or len(self.names) >= _ENOUGH

    @property
    def words(self) -> str:
        if self.description:
            return f"both say “{self.description}”"
        return f"{join_with_and(self.names[:3])} are named with both"


class CoMentions:
    def __init__(self, names: EntityNames) -> None:
        self._names = names
        self._known: dict[int, Companions] = {}

    def load(self, documents: Collection[int]) -> None:
        missing = [each for each in documents if each not in self._known]
        self._known.update({each: {} for each in missing})
        for document, name, _ in self._names.names_in(missing):
            self._known[document].setdefault(_companion_key(name), name)

    def companions(self, document: int, without: Collection[int]) -> Companions:
        self.load((document,))
        keys = {key for key, name in self._known[document].items() if name.id in without}
        return {k: name for k, name in self._known[document].items() if k not in keys}

    def profile(self, documents: Iterable[int], without: Collection[int]) -> Counter[str]:
        return Counter(key for each in documents for key in self.companions(each, without))

    def shared(self, companions: Companions, profile: Counter[str]) -> tuple[str, ...]:
        found = [(profile[key], name) for key, name in companions.items() if profile[key]]
        found.sort(key=lambda pair: (-pair[0], pair[1].name))
        most = min(COUNTED - 1, max(_FEW, _COMMON * self._names.total())) if found else 0
        return tuple(name.name for _, name in found if self._names.frequency(name.id) <= most)


def same_description(first: str, second: str) -> bool:
    short, long = sorted((fold_accents(first).split(), fold_accents(second).split()), key=len)
    return bool(short) and (short == long or (len(short) > 1 and set(short) <= set(long)))


def join_with_and(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _companion_key(name: StoredName) -> str:
    family = parse_person_name(name.name).family if name.kind == EntityKind.PERSON else ""
    return f"{name.kind} {family or name.key}"
