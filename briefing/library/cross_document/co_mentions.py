"""The company that a name keeps: who else is named in a text, by which the same person is known again."""

from collections import Counter
from collections.abc import Collection, Iterable

from msgspec import Struct

from briefing.analysis.entities.person_name import parse_person_name
from briefing.model import EntityKind
from briefing.model.folding import fold_accents
from briefing.storage.entity_names import COUNTED, EntityNames, StoredName

_ENOUGH = 2
"""EntityNames in common that make it likely that two texts mean the same person."""
_COMMON = 0.1
"""As many sections as this share of the library's texts name a companion that tells nothing."""
_FEW = 10
"""Sections up to which a name is never called common."""
Company = dict[str, StoredName]
"""Who is named, by what tells them apart: a person's family name, an organization's name."""


class Support(Struct, frozen=True):
    """What speaks for two texts meaning the same person."""

    names: tuple[str, ...] = ()
    description: str = ""

    def __bool__(self) -> bool:
        return bool(self.description) or len(self.names) >= _ENOUGH

    @property
    def words(self) -> str:
        """Such as "Lind and the Harbour Board are named in both"."""
        if self.description:
            return f"both say “{self.description}”"
        return f"{join_by_company(self.names[:3])} are named with both"


class CoMentions:
    """Reads companies from the library, once each."""

    def __init__(self, names: EntityNames) -> None:
        self._names = names
        self._known: dict[int, Company] = {}

    def load(self, documents: Collection[int]) -> None:
        """Reads the companies of `documents` in one go."""
        missing = [each for each in documents if each not in self._known]
        self._known.update({each: {} for each in missing})
        for document, name, _ in self._names.companions(missing):
            self._known[document].setdefault(_sign(name), name)

    def of(self, document: int, without: Collection[int]) -> Company:
        """Who is named in a text, `without` being the ids of the names in question."""
        self.load((document,))
        signs = {sign for sign, name in self._known[document].items() if name.id in without}
        return {k: name for k, name in self._known[document].items() if k not in signs}

    def profile(self, documents: Iterable[int], without: Collection[int]) -> Counter[str]:
        """In how many of `documents` each companion is named."""
        return Counter(sign for each in documents for sign in self.of(each, without))

    def shared(self, company: Company, profile: Counter[str]) -> tuple[str, ...]:
        """The companions that are in a profile, those left out that too many texts name to tell anything."""
        found = [(profile[sign], name) for sign, name in company.items() if profile[sign]]
        found.sort(key=lambda pair: (-pair[0], pair[1].name))
        most = min(COUNTED - 1, max(_FEW, _COMMON * self._names.total())) if found else 0
        return tuple(name.name for _, name in found if self._names.frequency(name.id) <= most)


def same_description(first: str, second: str) -> bool:
    """Whether what two texts say of a name agrees: the same words, or all of the shorter in the longer."""
    short, long = sorted((fold_accents(first).split(), fold_accents(second).split()), key=len)
    return bool(short) and (short == long or (len(short) > 1 and set(short) <= set(long)))


def join_by_company(names: Iterable[str]) -> str:
    """Names as a sentence has them: "A, B and C"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _sign(name: StoredName) -> str:
    family = parse_person_name(name.name).family if name.kind == EntityKind.PERSON else ""
    return f"{name.kind} {family or name.key}"
